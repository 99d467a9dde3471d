/**
 * Civil dates as whole numbers, and the clock on the wall in London.
 *
 * A `Day` is the number of days since 1 January 1970 in the proleptic Gregorian calendar; a time is minutes since
 * midnight on the wall. Nothing here reads the machine's own time zone: `Date` is used only through its UTC half,
 * where it is plain calendar arithmetic.
 */
export type Day = number;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A moment: a `Date`, or milliseconds since 1970 in UTC. */
export type Moment = Date | number;

/** A day and a time on the wall in London, in minutes since midnight. */
export interface WallClock {
  day: Day;
  minute: number;
}

/** The remainder that is never negative: `mod(-1, 7)` is 6. */
export const mod = (n: number, by: number) => ((n % by) + by) % by;

/** `'2026-11-21'` → 20778. NaN where it is not a date. */
export const dayOf = (date: string): Day => Date.parse(date) / DAY_MS;

/** 20778 → `'2026-11-21'`. */
export const dateOf = (day: Day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 0 for Monday to 6 for Sunday, as ISO 8601 orders them. Day 0 was a Thursday. */
export const weekdayOf = (day: Day) => mod(day + 3, 7);

/** `'14:30'` → 870. `'24:00'` → 1440, the end of the day. */
export const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** 870 → `'14:30'`. */
export const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Months since January 1970 in which a day lies. */
export function monthOf(day: Day): number {
  const d = new Date(day * DAY_MS);
  return (d.getUTCFullYear() - 1970) * 12 + d.getUTCMonth();
}

const firstOfMonth = (month: number): Day => Date.UTC(1970, month) / DAY_MS;

/**
 * The `week`th such weekday of a month, 1 to 5; 0 is the last one. NaN for a fifth that the month does not have.
 * `month` counts from January 1970, `weekday` from Monday = 0.
 */
export function weekdayOfMonth(month: number, weekday: number, week: number): Day {
  const next = firstOfMonth(month + 1);
  if (week === 0) return next - 1 - mod(weekdayOf(next - 1) - weekday, 7);
  const first = firstOfMonth(month);
  const day = first + mod(weekday - weekdayOf(first), 7) + (week - 1) * 7;
  return day < next ? day : Number.NaN;
}

/** 01:00 UTC on the last Sunday of March (2) or October (9), both of which have 31 days. */
function clockChange(year: number, month: 2 | 9): number {
  const last = Date.UTC(year, month, 31);
  return last - new Date(last).getUTCDay() * DAY_MS + HOUR_MS;
}

/**
 * Milliseconds by which London is ahead of UTC at a moment: an hour from 01:00 UTC on the last Sunday of March to
 * 01:00 UTC on the last Sunday of October (Summer Time Act 1972 as amended by SI 2002/262), otherwise nothing.
 * The rule is used and not `Intl` because it is 200 bytes, the same on every phone however old its zone data, and
 * a thousand times faster; a test holds it against `Intl`. A change of the law changes this and VTIMEZONE.
 */
function londonAhead(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  return ms >= clockChange(year, 2) && ms < clockChange(year, 9) ? HOUR_MS : 0;
}

/** What the clocks in London say at a moment. */
export function londonClock(now: Moment): WallClock {
  const wall = Number(now) + londonAhead(Number(now));
  const day = Math.floor(wall / DAY_MS);
  return { day, minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The moment at which London's clocks show a time, in milliseconds. In the hour that comes twice (October) it is
 * the first; a time the clocks skip (March) is read as if they had not changed yet, as RFC 5545 §3.3.5 has it.
 */
export function londonMoment(day: Day, minute: number): number {
  const ms = day * DAY_MS + minute * MINUTE_MS;
  return londonAhead(ms - HOUR_MS) ? ms - HOUR_MS : ms;
}
