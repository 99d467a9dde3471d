/** Calendar dates (`YYYY-MM-DD`, ISO 8601) in words, and arithmetic on them. No zones: a date is a date. */

const DAY = 86_400_000;
const utc = (iso: string) => new Date(`${iso}T00:00:00Z`);

const LONG = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** `'2026-11-03'` → "3 November 2026". */
export const longDate = (iso: string) => LONG.format(utc(iso));

/** The date in London at a moment. */
export const londonDate = (now: Date) => LONDON.format(now);

/** Whole days from one date to another; negative if `to` is earlier. */
export const daysBetween = (from: string, to: string) =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / DAY);

/** The same day of the month `months` later, or that month's last day where it is shorter (ISO 8601 dates). */
export function addMonths(iso: string, months: number): string {
  const d = utc(iso);
  const day = d.getUTCDate();
  d.setUTCDate(1);
  d.setUTCMonth(d.getUTCMonth() + months);
  const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate();
  d.setUTCDate(Math.min(day, last));
  return d.toISOString().slice(0, 10);
}
