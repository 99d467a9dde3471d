import type { Status } from '#lib/schedule/types.ts';

export const ON: Status = { state: 'on' };

/**
 * Why a date of a pattern is not plainly on. The words finish a sentence: "Not this week: bank holiday". Packed
 * schedules name a reason by its place in this list, so add at the end.
 */
export const REASONS = {
  on: ON,
  break: { state: 'off' },
  bankHoliday: { state: 'off', reason: 'bank holiday' },
  schoolHoliday: { state: 'off', reason: 'school holidays' },
  bankHolidayUnknown: { state: 'check', reason: 'it is a bank holiday' },
  bankHolidaysUnknown: { state: 'check', reason: 'bank holidays are not known that far ahead' },
  termsUnknown: { state: 'check', reason: 'school term dates are not known yet' },
  paused: { state: 'check', reason: 'the group has been paused' },
  oldPage: { state: 'check', reason: 'this page is old' },
} as const satisfies Record<string, Status>;
