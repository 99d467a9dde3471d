import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { assetCalendar, type CalendarOptions, collectionCalendar } from '#feeds/calendar/calendar.ts';
import { areaDays } from '#lib/schedule/area-days.ts';
import { dateOf, dayOf, londonClock, londonMoment, minutesOf } from '#lib/schedule/civil.ts';
import { compileSchedule } from '#lib/schedule/compile.ts';
import { occurrencesBetween } from '#lib/schedule/occurrences.ts';
import type { Asset } from '#schemas/asset.ts';
import { contentDir, readContent } from '#schemas/read.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const TODAY = londonClock(NOW).day;
const FROM = dateOf(TODAY);
const UNTIL = dateOf(TODAY + 365);
/** Reasons for which a calendar stops: nothing after that date is known. */
const END_OF_KNOWN = /not known/;

const { content } = await readContent(contentDir());
if (!content) throw new Error('content/site.yaml cannot be read');
const days = areaDays({ ...content, areas: content.site.areas });
const options: CalendarOptions = {
  now: NOW,
  host: 'waymark.example.org',
  pageUrl: (asset) => `https://waymark.example.org/${asset.id}`,
  days,
  placeName: (place) => content.places.find((p) => p.id === place)?.name ?? place,
};

/** Occurrences as a calendar program reads them, with the moment each starts, from one file's text. */
function readBack(ics: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const components = calendar.getAllSubcomponents('vevent');
  const found: string[] = [];
  for (const component of components.filter((c) => !c.hasProperty('recurrence-id'))) {
    // Given by hand: left to itself, ical.js takes the exceptions of other events of the file too.
    const uid = component.getFirstPropertyValue('uid');
    const exceptions = components.filter(
      (c) => c.hasProperty('recurrence-id') && c.getFirstPropertyValue('uid') === uid,
    );
    const master = new ICAL.Event(component, { exceptions, strictExceptions: true });
    const iterator = master.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      const { item, startDate, endDate } = master.getOccurrenceDetails(next);
      const state = item.component.getFirstPropertyValue('status') === 'TENTATIVE' ? 'check' : 'on';
      const session = /^\w+-(\d+)/.exec(item.uid)?.[1];
      found.push(
        `${startDate.toString()} ${endDate.toString()} ${state} ${session} ${startDate.toUnixTime() * 1000}`,
      );
    }
  }
  return found.filter((f) => f.slice(0, 10) <= UNTIL).sort();
}

const stamp = (date: string, clock: string) =>
  clock === '24:00' ? `${dateOf(dayOf(date) + 1)}T00:00:00` : `${date}T${clock}:00`;

/**
 * The same from the engine. A series that begins sure stops where its dates stop being known; one that is unknown
 * from its first date on is all there, as tentative. Dates an editor added are on, whatever the pattern is.
 */
function fromEngine(asset: Asset): string[] {
  const schedule = compileSchedule(asset, (_, i) => days(asset, asset.sessions[i]));
  const all = occurrencesBetween(schedule, FROM, UNTIL).filter((o) => o.state !== 'cancelled');
  const beganUnknown = new Map<number, boolean>();
  const found: string[] = [];
  for (const o of all) {
    const unknown = o.state === 'check' && END_OF_KNOWN.test(o.reason ?? '');
    const session = asset.sessions[o.session];
    const added =
      session && session.repeats !== 'dates' && session.extra.some((extra) => extra.date === o.date);
    if (!added && !beganUnknown.has(o.session)) beganUnknown.set(o.session, unknown);
    if (unknown && !beganUnknown.get(o.session)) continue;
    const start = londonMoment(dayOf(o.date), minutesOf(o.start));
    found.push(`${stamp(o.date, o.start)} ${stamp(o.date, o.end)} ${o.state} ${o.session} ${start}`);
  }
  return found.sort();
}

const withSessions = content.assets.filter((a) => a.sessions.length > 0 && a.status !== 'closed');

describe('calendar files read back by ical.js', () => {
  it('finds listings to test', () => expect(withSessions.length).toBeGreaterThan(0));

  it.each(withSessions.map((a) => [a.id, a] as const))(
    '%s: a year of dates equal to the engine’s',
    (_, asset) => {
      const ics = assetCalendar(asset, options);
      const expected = fromEngine(asset);
      expect(ics === null ? [] : readBack(ics)).toEqual(expected);
    },
  );

  it('reads a year of most listings, so that the comparison means something', () => {
    const dates = withSessions.map((a) => fromEngine(a).length);
    expect(Math.max(...dates)).toBeGreaterThan(40);
  });

  it('a feed of all listings holds the dates of each, under UIDs that differ', () => {
    const ics = collectionCalendar('Every group', content.assets, options);
    const expected = withSessions.flatMap(fromEngine).sort();
    expect(readBack(ics)).toEqual(expected);
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const ids = calendar
      .getAllSubcomponents('vevent')
      .map((v) => `${v.getFirstPropertyValue('uid')} ${v.getFirstPropertyValue('recurrence-id')}`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
