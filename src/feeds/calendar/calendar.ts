import { type EventText, streamEvents } from '#feeds/calendar/events.ts';
import { calendarText, text } from '#feeds/calendar/ical.ts';
import { dateOf, londonClock, type Moment } from '#lib/schedule/civil.ts';
import { compileSchedule, type DayTables } from '#lib/schedule/compile.ts';
import { ruleWords } from '#lib/schedule/rule-words.ts';
import { dateWords } from '#lib/schedule/words.ts';
import type { Asset, Location } from '#schemas/asset.ts';
import type { Session } from '#schemas/session.ts';

/** What a calendar needs besides the listings. */
export interface CalendarOptions {
  /** When the file is written (DTSTAMP). Dates before that day in London are left out. */
  now: Moment;
  /** The site's host, the right-hand side of every UID: `waymark.example.org`. Must never change. */
  host: string;
  /** The full address of a listing's page. */
  pageUrl: (asset: Asset) => string;
  /** Bank holidays and terms for a session (lib/schedule/area-days). */
  days: (asset: Asset, session: Session) => DayTables;
  /** The name of a place from its id, for venues that are kept secret. */
  placeName: (place: string) => string;
}

/** The locations a session may be at: the one it names, or all of the listing's. */
function locationsOf(asset: Asset, session: Session): Location[] {
  const named = asset.locations.filter((l) => l.name === session.at);
  return named.length ? named : asset.locations;
}

/** One line for LOCATION. A sensitive venue is its place and no more; a discreet listing's has no venue name. */
function whereWords(asset: Asset, locations: readonly Location[], placeName: CalendarOptions['placeName']) {
  const words = locations.map((l) => {
    if (l.sensitive) return `${placeName(l.place)}. Ask for the address`;
    return [asset.discreet ? undefined : l.name, l.address, l.postcode].filter(Boolean).join(', ');
  });
  if (words.length) return [...new Set(words)].join(' or ');
  if (asset.formats.includes('online')) return 'Online';
  return asset.formats.includes('phone') ? 'By phone' : '';
}

/** LOCATION, GEO, URL and CLASS of a session's events. */
function moreLines(asset: Asset, session: Session, options: CalendarOptions): string[] {
  const locations = locationsOf(asset, session);
  const where = whereWords(asset, locations, options.placeName);
  const [only] = locations;
  const pin =
    locations.length === 1 && only && !only.sensitive && only.lat !== undefined && only.lng !== undefined
      ? [`GEO:${only.lat};${only.lng}`]
      : [];
  const open = asset.discreet ? ['CLASS:PRIVATE'] : [`URL:${options.pageUrl(asset)}`];
  return [...(where ? [`LOCATION:${text(where)}`] : []), ...pin, ...open];
}

/** What the event says when it is opened. Of a discreet listing it says nothing: calendars are shared. */
function description(asset: Asset, session: Session, options: CalendarOptions): string {
  if (asset.discreet) return '';
  const { name, phone } = asset.contact;
  const today = dateOf(londonClock(options.now).day);
  const there = locationsOf(asset, session).flatMap((l) =>
    l.sensitive || !l.gettingThere ? [] : l.gettingThere,
  );
  return [
    asset.demonstration ? 'This is a demonstration. The group is invented.' : '',
    asset.summary,
    ruleWords(session, today),
    ...there,
    phone ? `Phone${name ? ` ${name}` : ''}: ${phone}` : '',
    `Checked on ${dateWords(asset.checked.date)}. Look here before you go: ${options.pageUrl(asset)}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What a calendar may call a listing: a discreet one is only "Appointment", with its label left out too. */
const titleOf = (asset: Asset, session?: Session) =>
  asset.discreet ? 'Appointment' : [asset.name, session?.label].filter(Boolean).join(': ');

/** The events of a listing's sessions, or of one of them, as unfolded lines. */
function eventLines(asset: Asset, options: CalendarOptions, only?: number): string[] {
  const { streams } = compileSchedule(asset, (_, i) => {
    const session = asset.sessions[i];
    if (!session) throw new RangeError(`${asset.id} has no session ${i}`);
    return options.days(asset, session);
  });
  const from = londonClock(options.now).day;
  return streams.flatMap((stream) => {
    const session = asset.sessions[stream.session];
    if (!session || (only !== undefined && stream.session !== only)) return [];
    const about: EventText = {
      uid: `${asset.code}-${stream.session}`,
      host: options.host,
      stamp: options.now,
      summary: titleOf(asset, session),
      description: description(asset, session, options),
      more: moreLines(asset, session, options),
    };
    return streamEvents(stream, from, about);
  });
}

/**
 * A listing's sessions as the text of an .ics file; null where no date is left or known. Opening hours and
 * appointments are not events, and are left out.
 */
export function assetCalendar(asset: Asset, options: CalendarOptions): string | null {
  const lines = eventLines(asset, options);
  return lines.length ? calendarText(titleOf(asset), lines) : null;
}

/** One session of a listing, by its place from 0, as the text of an .ics file; null where it has no dates. */
export function sessionCalendar(asset: Asset, session: number, options: CalendarOptions): string | null {
  const lines = eventLines(asset, options, session);
  return lines.length ? calendarText(titleOf(asset, asset.sessions[session]), lines) : null;
}

/**
 * Many listings as one calendar to subscribe to, such as those of a need or a place. `name` is what people's
 * calendar programs call it: "Groups in Leigh". It may have no events.
 */
export function collectionCalendar(name: string, assets: readonly Asset[], options: CalendarOptions): string {
  return calendarText(
    name,
    assets.flatMap((asset) => eventLines(asset, options)),
  );
}
