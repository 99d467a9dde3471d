import { type Day, dateOf, londonClock, type Moment, minutesOf, weekdayOf } from '#lib/schedule/civil.ts';
import { type OpeningLine, WEEKDAYS } from '#lib/schedule/types.ts';

const DAY = 1440;
const WEEK = 7 * DAY;

/** Opening hours as `[opens, closes]` in minutes since Monday's midnight: in order, none touching the next. */
export type WeekSpans = readonly (readonly [opens: number, closes: number])[];

/** Joins lines that touch or overlap, so that "until 24:00" and "from 00:00" are one stretch. */
export function readHours(lines: readonly OpeningLine[]): WeekSpans {
  const spans = lines
    .flatMap((line) =>
      line.days.map((name) => {
        const midnight = WEEKDAYS.indexOf(name) * DAY;
        return [midnight + minutesOf(line.opens), midnight + minutesOf(line.closes)] as const;
      }),
    )
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [opens, closes] of spans) {
    const before = joined.at(-1);
    if (before && opens <= before[1]) before[1] = Math.max(before[1], closes);
    else joined.push([opens, closes]);
  }
  return joined;
}

/** Whether it is open at a moment, and when that changes. */
export interface OpenState {
  open: boolean;
  /**
   * The day and minute at which it closes, if open, or next opens. Closing at midnight is minute 1440 of the day
   * that ends. Null where it never closes, or never opens.
   */
  changes: { date: string; day: Day; minute: number } | null;
}

/**
 * Whether a door or a phone line is open at a moment, by its weekly hours alone. Hours say nothing of bank
 * holidays: the caller adds "check first" on those, unless it never closes.
 */
export function openState(spans: WeekSpans, now: Moment): OpenState {
  const { day, minute } = londonClock(now);
  const monday = day - weekdayOf(day);
  const at = (day - monday) * DAY + minute;
  const first = spans[0];
  if (!first) return { open: false, changes: null };
  const state = (open: boolean, weekMinute: number): OpenState => {
    // Closing on the stroke of midnight belongs to the day that ends.
    const days = Math.floor((open ? weekMinute - 1 : weekMinute) / DAY);
    const date = dateOf(monday + days);
    return { open, changes: { date, day: monday + days, minute: weekMinute - days * DAY } };
  };
  for (const [opens, closes] of spans) {
    if (at < opens) return state(false, opens);
    if (at >= closes) continue;
    if (closes < WEEK || first[0] > 0) return state(true, closes);
    // Open through Sunday's midnight into Monday: it closes next week, or never.
    return first[1] >= WEEK ? { open: true, changes: null } : state(true, WEEK + first[1]);
  }
  return state(false, WEEK + first[0]);
}
