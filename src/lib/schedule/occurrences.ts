import {
  clockOf,
  type Day,
  dateOf,
  dayOf,
  londonClock,
  type Moment,
  type WallClock,
} from '#lib/schedule/civil.ts';
import type { Occurrence, Status } from '#lib/schedule/types.ts';
import { type Schedule, type Stream, walk } from '#lib/schedule/walk.ts';

/** How far ahead "next" looks, in days: three years. */
export const HORIZON = 1100;

/** A stream's date as an occurrence; null where it does not happen (`off`). */
function occurrence(stream: Stream, day: Day, { state, reason }: Status): Occurrence | null {
  if (state === 'off') return null;
  return {
    date: dateOf(day),
    start: clockOf(stream.start),
    end: clockOf(stream.end),
    session: stream.session,
    state,
    reason,
    label: stream.label,
    at: stream.at,
  };
}

/**
 * The next `n` dates that are on or to be checked, soonest first, from a moment. One that has begun and not ended
 * still counts. Fewer than `n`, or none, where three years hold no more.
 */
export function nextOccurrences(schedule: Schedule, now: Moment, n = 1): Occurrence[] {
  const { day: today, minute } = londonClock(now);
  const found: Occurrence[] = [];
  walk(schedule.streams, today, today + HORIZON, (stream, day, status) => {
    const over = day === today && stream.end <= minute;
    const next = over || status.state === 'cancelled' ? null : occurrence(stream, day, status);
    if (next) found.push(next);
    return found.length >= n;
  });
  return found;
}

/**
 * Every occurrence between two bounds, cancelled ones too, in order. A bound is a date (`YYYY-MM-DD`, the whole
 * day, both included) or a moment; one that began earlier and has not ended at `from` counts, one that begins at
 * `until` does not.
 */
export function occurrencesBetween(
  schedule: Schedule,
  from: string | Moment,
  until: string | Moment,
): Occurrence[] {
  const first: WallClock = typeof from === 'string' ? { day: dayOf(from), minute: -1 } : londonClock(from);
  const last: WallClock =
    typeof until === 'string' ? { day: dayOf(until), minute: Number.POSITIVE_INFINITY } : londonClock(until);
  const found: Occurrence[] = [];
  walk(schedule.streams, first.day, last.day, (stream, day, status) => {
    const over = day === first.day && stream.end <= first.minute;
    const later = day === last.day && stream.start >= last.minute;
    const one = over || later ? null : occurrence(stream, day, status);
    if (one) found.push(one);
    return false;
  });
  return found;
}

/** What a schedule says of one session on one day. */
export interface DayStatus extends Status {
  start: string;
  end: string;
  session: number;
}

/**
 * What happens on a date, session by session: on, cancelled with its reason, off (bank holiday, school holidays,
 * a break) or to be checked. Empty where no session falls on that day.
 */
export function statusOn(schedule: Schedule, date: string): DayStatus[] {
  const found: DayStatus[] = [];
  const day = dayOf(date);
  walk(schedule.streams, day, day, (stream, _, { state, reason }) => {
    found.push({
      state,
      reason,
      start: clockOf(stream.start),
      end: clockOf(stream.end),
      session: stream.session,
    });
    return false;
  });
  return found;
}
