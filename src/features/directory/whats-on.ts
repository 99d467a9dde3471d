import { dateOf, dayOf, londonClock } from '#lib/schedule/civil.ts';
import { compileSchedule } from '#lib/schedule/compile.ts';
import { occurrencesBetween } from '#lib/schedule/occurrences.ts';
import { fullDate, timesWords } from '#lib/schedule/words.ts';
import type { Asset } from '#schemas/asset.ts';
import { cardOf } from './cards.ts';
import { type Catalogue, catalogue } from './catalogue.ts';
import { daysOfSession } from './when.ts';

/** Days that have a page of their own, today included. */
export const DAYS_AHEAD = 14;

/** "14 days from Saturday 21 November 2026": true however old the page is. */
export const daysWords = (builtAt: Date) =>
  `${DAYS_AHEAD} days from ${fullDate(londonClock(builtAt.getTime()).day, true)}`;

/** One session on one day, ready to show. */
export interface OnItem {
  id: string;
  name: string;
  topic: string;
  /** "2pm to 3.30pm, Beginners". */
  times: string;
  /** Minutes are not needed: `HH:MM` sorts. */
  start: string;
  /** "Called off: the hall is being painted" or "Check with the group: it is a bank holiday". */
  note?: string | undefined;
  cancelled: boolean;
  where: string;
  /** "Singing group. £3 a week. Phone first." */
  about: string;
  area?: string | undefined;
  places: string[];
  topics: string[];
}

/** A day as `YYYY-MM-DD` with what is on, in order of time. */
export interface OnDay {
  date: string;
  items: OnItem[];
}

function itemsOf(
  asset: Asset,
  from: string,
  until: string,
  all: Catalogue,
): { date: string; item: OnItem }[] {
  if (asset.sessions.length === 0) return [];
  const schedule = compileSchedule(asset, (_, i) => daysOfSession(asset, i, all));
  const card = cardOf(asset, all);
  const joined = card.joinMore ? `${card.join}: ${card.joinMore}` : card.join;
  return occurrencesBetween(schedule, from, until).map((o) => {
    const at = asset.locations.find((l) => l.name === o.at) ?? asset.locations[0];
    const place = at && all.place(at.place);
    const reason = o.state === 'cancelled' ? `Called off: ${o.reason}` : `Check with the group: ${o.reason}`;
    return {
      date: o.date,
      item: {
        id: asset.id,
        name: asset.name,
        topic: asset.topics[0] ?? '',
        times: o.label ? `${timesWords(o.start, o.end)}, ${o.label}` : timesWords(o.start, o.end),
        start: o.start,
        note: o.state === 'on' ? undefined : reason,
        cancelled: o.state === 'cancelled',
        where: place ? place.name : card.where,
        about: `${card.kind}. ${card.cost === 'Not known' ? 'Cost not known' : card.cost}. ${joined}.`,
        area: place?.area ?? asset.serviceArea?.areas[0],
        places: asset.locations.map((l) => l.place),
        topics: asset.topics,
      },
    };
  });
}

let made: Promise<OnDay[]> | undefined;

async function load(): Promise<OnDay[]> {
  const all = await catalogue();
  const first = dayOf(all.today);
  const dates = Array.from({ length: DAYS_AHEAD }, (_, i) => dateOf(first + i));
  const days = new Map(dates.map((date) => [date, [] as OnItem[]]));
  for (const asset of all.open)
    for (const { date, item } of itemsOf(asset, dates[0] ?? '', dates.at(-1) ?? '', all))
      days.get(date)?.push(item);
  return dates.map((date) => ({
    date,
    items: (days.get(date) ?? []).sort(
      (a, b) => a.start.localeCompare(b.start) || a.name.localeCompare(b.name),
    ),
  }));
}

/** The next fourteen days from the build, worked out once. */
export function whatsOn(): Promise<OnDay[]> {
  made ??= load();
  return made;
}

/** The days with only what a test keeps; days left empty stay, so that a page can say so. */
export const keeping = (days: OnDay[], keep: (item: OnItem) => boolean): OnDay[] =>
  days.map(({ date, items }) => ({ date, items: items.filter(keep) }));
