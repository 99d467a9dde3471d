import {
  type Day,
  dateOf,
  dayOf,
  londonClock,
  type Moment,
  minutesOf,
  weekdayOf,
} from '#lib/schedule/civil.ts';
import { listInWords } from '#lib/text.ts';

/**
 * Dates and times in plain British English. Written out and not left to `Intl`, so that the page built in Node and
 * the same page made current on an old phone say the same thing to the letter.
 */
export const DAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ');

/** Days ahead from which a date carries its year. */
const YEAR_SHOWN_FROM = 183;

/** Minutes since midnight as people say them: "9am", "1.30pm", "12 noon", "midnight", "12.15am". */
export function timeWords(minute: number): string {
  if (minute === 720) return '12 noon';
  if (minute % 1440 === 0) return 'midnight';
  const past = minute % 60;
  const hour = Math.floor(minute / 60) % 12 || 12;
  return `${hour}${past ? `.${past < 10 ? '0' : ''}${past}` : ''}${minute < 720 ? 'am' : 'pm'}`;
}

/** "10am to 11.30am", in minutes since midnight. */
export const spanWords = (start: number, end: number) => `${timeWords(start)} to ${timeWords(end)}`;

/** The same for times as records hold them: `'14:00'`, `'15:30'` → "2pm to 3.30pm". */
export const timesWords = (start: string, end: string) => spanWords(minutesOf(start), minutesOf(end));

/** "26 November", or "26 November 2026". */
export function shortDate(day: Day, year = false): string {
  const [y, m, d] = dateOf(day).split('-').map(Number);
  return `${d} ${MONTH_NAMES[(m ?? 1) - 1]}${year ? ` ${y}` : ''}`;
}

/** "Thursday 26 November", or with its year. */
export const fullDate = (day: Day, year = false) => `${DAY_NAMES[weekdayOf(day)]} ${shortDate(day, year)}`;

/** A `YYYY-MM-DD` date as "Thursday 26 November 2026". */
export const dateWords = (date: string) => fullDate(dayOf(date), true);

/**
 * A day as seen from today: "Today", "Tomorrow, Thursday 26 November", "Thursday 3 December"; with the year from
 * half a year ahead.
 */
export function dayWords(day: Day, today: Day): string {
  if (day === today) return 'Today';
  const named = fullDate(day, day - today >= YEAR_SHOWN_FROM);
  return day === today + 1 ? `Tomorrow, ${named}` : named;
}

/** "As of Saturday 21 November 2026": what a page that cannot make itself current says beside its dates. */
export const asOfWords = (now: Moment) => `As of ${fullDate(londonClock(now).day, true)}`;

/** "3, 10 and 17 December 2026 and 7 January 2027": each month and year once, in the order given. */
export function datesWords(days: readonly Day[], last = 'and'): string {
  const months = new Map<string, Day[]>();
  for (const day of days) {
    const month = dateOf(day).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  const order = [...months.keys()];
  const words = [...months].map(([month, inMonth], i) => {
    const yearEnds = order[i + 1]?.slice(0, 4) !== month.slice(0, 4);
    const dates = inMonth.map((day) => shortDate(day).split(' ')[0] ?? '');
    const rest = shortDate(inMonth[0] ?? 0, yearEnds).replace(/^\d+/, '');
    return `${listInWords(dates, last)}${rest}`;
  });
  return listInWords(words, last);
}
