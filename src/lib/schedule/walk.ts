import { type Day, mod, monthOf, weekdayOfMonth } from '#lib/schedule/civil.ts';
import type { Status } from '#lib/schedule/types.ts';

/** Every `step` days, 7 or 14, `on` being one of them. */
interface Stepping {
  step: number;
  on: Day;
}
/** The `week`th (1 to 5, 0 for the last) such `weekday` (Monday = 0) of each month. */
interface MonthlyDay {
  week: number;
  weekday: number;
}
/** The days a session falls on before anything is taken away; plain dates are in order. */
export type Pattern = Stepping | MonthlyDay | readonly Day[];

/** A run of dates that share their times: a session's pattern, or dates added to it. */
export interface Stream {
  /** Which of the listing's sessions, from 0. */
  session: number;
  /** Minutes since midnight. */
  start: number;
  end: number;
  label?: string | undefined;
  at?: string | undefined;
  pattern: Pattern;
  /** First and last day, infinite where there is none. */
  from: Day;
  until: Day;
  /** What is known of a day of the pattern; null where another stream speaks for it. */
  status: (day: Day) => Status | null;
}

/** A listing's sessions, ready to be asked. It never goes stale: what changes is the moment one asks about. */
export interface Schedule {
  streams: readonly Stream[];
}

/** The first day of a pattern at or after a day; infinity where there is none. */
function patternDay(pattern: Pattern, day: Day): Day {
  if ('step' in pattern) return day + mod(pattern.on - day, pattern.step);
  if ('week' in pattern) {
    // A fifth weekday is missing from at most three months running.
    for (let month = monthOf(day), last = month + 4; month <= last; month++) {
      const found = weekdayOfMonth(month, pattern.weekday, pattern.week);
      if (found >= day) return found;
    }
    return Number.POSITIVE_INFINITY;
  }
  return pattern.find((d) => d >= day) ?? Number.POSITIVE_INFINITY;
}

/** The first day of a stream at or after a day; infinity where there is none. */
export function dayFrom(stream: Stream, day: Day): Day {
  const found = patternDay(stream.pattern, Math.max(day, stream.from));
  return found <= stream.until ? found : Number.POSITIVE_INFINITY;
}

/**
 * Calls `visit` for each date of several streams, from one day to another, both included, in order of day, then
 * start, then session; stops early when it returns true. Dates that do not happen are visited too.
 */
export function walk(
  streams: readonly Stream[],
  from: Day,
  until: Day,
  visit: (stream: Stream, day: Day, status: Status) => boolean,
): void {
  const heads = streams.map((stream) => ({ stream, day: dayFrom(stream, from) }));
  for (;;) {
    let next: { stream: Stream; day: Day } | undefined;
    for (const head of heads) {
      if (!next || head.day < next.day || (head.day === next.day && head.stream.start < next.stream.start))
        next = head;
    }
    if (!next || next.day > until) return;
    const { stream, day } = next;
    const status = stream.status(day);
    if (status && visit(stream, day, status)) return;
    next.day = dayFrom(stream, day + 1);
  }
}
