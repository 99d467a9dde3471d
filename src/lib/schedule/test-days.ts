import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { nextOccurrences } from '#lib/schedule/occurrences.ts';
import type { KnownDays, SessionRule, Times } from '#lib/schedule/types.ts';

/** Facts from gov.uk/bank-holidays, read in November 2026. */
export const ENGLAND: KnownDays = {
  bankHolidays: {
    days: [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
      { date: '2027-03-26', name: 'Good Friday' },
      { date: '2027-03-29', name: 'Easter Monday' },
      { date: '2027-05-03', name: 'Early May bank holiday' },
      { date: '2027-08-30', name: 'Summer bank holiday' },
      { date: '2027-12-27', name: 'Christmas Day (substitute day)' },
      { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
    ],
  },
  terms: {
    terms: [
      { from: '2026-09-02', until: '2026-10-23' },
      { from: '2026-11-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-02-12' },
    ],
  },
};
export const SCOTLAND: KnownDays = {
  bankHolidays: {
    days: [
      { date: '2026-11-30', name: 'St Andrew’s Day' },
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
      { date: '2027-01-04', name: '2nd January (substitute day)' },
      { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
    ],
  },
};
export const england = readDays(ENGLAND);

export const TWO_TO_HALF_THREE = { start: '14:00', end: '15:30', bankHolidays: 'runs' } as const;
export const weekly = (day: 'monday' | 'tuesday' | 'sunday' | 'friday', more: object = {}): SessionRule => ({
  repeats: 'weekly',
  day,
  ...TWO_TO_HALF_THREE,
  ...more,
});
export const schedule = (sessions: SessionRule[], days = england, more: Partial<Times> = {}) =>
  compileSchedule({ sessions, ...more }, days);
export const dates = (list: { date: string }[]) => list.map((o) => o.date);
/** Next dates from noon on a day in London. */
export const nextDates = (rule: SessionRule, from: string, n: number) =>
  dates(nextOccurrences(schedule([rule]), Date.parse(`${from}T12:00:00Z`), n));
