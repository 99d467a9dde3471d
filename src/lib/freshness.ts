import { addMonths, daysBetween } from '#lib/dates.ts';

/** How far a listing can be trusted today. `late` means its next check is overdue. */
export interface Freshness {
  state: 'checked' | 'late';
  /** The day by which the next check is due, `YYYY-MM-DD`. */
  dueBy: string;
  /** Days overdue; 0 where it is not. */
  daysLate: number;
}

/** A check is good for `reviewMonths` calendar months; from the day after, the listing is late. */
export function freshness(checkedOn: string, reviewMonths: number, today: string): Freshness {
  const dueBy = addMonths(checkedOn, reviewMonths);
  const daysLate = Math.max(0, daysBetween(dueBy, today));
  return { state: daysLate > 0 ? 'late' : 'checked', dueBy, daysLate };
}
