import { type Day, dayOf, weekdayOf } from '#lib/schedule/civil.ts';
import { compileSchedule, type DayTables } from '#lib/schedule/compile.ts';
import { readHours, type WeekSpans } from '#lib/schedule/hours.ts';
import { REASONS } from '#lib/schedule/reasons.ts';
import type { SessionRule, Status, Times } from '#lib/schedule/types.ts';
import { type Pattern, type Schedule, type Stream, walk } from '#lib/schedule/walk.ts';

/** How long a packed schedule is good for, in days from the build; after that every date is "check first". */
const GOOD_FOR = 400;

/**
 * Dates of one stream that are not plainly on: the place of a reason in REASONS, or the words of a cancellation, or
 * null for a date that another stream speaks for; then the first and last day of a run of such dates.
 */
export type OddDays = readonly [reason: number | string | null, first: Day, last: Day];

export interface PackedStream {
  /** The session's place in the listing. */
  n: number;
  p: Pattern;
  /** Start and end, minutes since midnight. */
  t: readonly [start: number, end: number];
  /** First and last day, where there is one. */
  f?: Day;
  u?: Day;
  l?: string;
  a?: string;
  odd?: readonly OddDays[];
}

/**
 * A listing's times as plain JSON for a page to carry: patterns, and the days of the next 400 that bank holidays,
 * terms and editors have taken out, already worked out. It holds nothing that the page does not show.
 */
export interface PackedSchedule {
  /** The first day that is past what the page knows. */
  old: Day;
  s: readonly PackedStream[];
  /** Opening hours. */
  h?: WeekSpans;
  /** Bank holidays, for opening hours. */
  b?: readonly Day[];
  /** 1 where people are seen by appointment. */
  appt?: 1;
}

const CODES: readonly Status[] = Object.values(REASONS);

function reasonCode(status: Status | null): number | string | null {
  if (!status) return null;
  const code = CODES.indexOf(status);
  return code >= 0 ? code : (status.reason ?? '');
}

function packStream(stream: Stream, from: Day, old: Day): PackedStream | null {
  const odd: [number | string | null, Day, Day][] = [];
  // The walk passes over days that another stream speaks for, so they are asked for as any other here.
  const whole: Stream = { ...stream, status: () => REASONS.on };
  let any = false;
  let before: number | string | null = 0;
  walk([whole], from, old - 1, (_, day) => {
    const code = reasonCode(stream.status(day));
    const run = odd.at(-1);
    if (run && any && code === before && code !== 0) run[2] = day;
    else if (code !== 0) odd.push([code, day, day]);
    any = true;
    before = code;
    return false;
  });
  if (!any) return null;
  const { session, pattern, start, end, label, at } = stream;
  return {
    n: session,
    p: 'filter' in pattern ? pattern.filter((day) => day >= from) : pattern,
    t: [start, end],
    ...(stream.from > from && { f: stream.from }),
    ...(Number.isFinite(stream.until) && { u: stream.until }),
    ...(label && { l: label }),
    ...(at && { a: at }),
    ...(odd.length > 0 && { odd }),
  };
}

/**
 * Packs a listing's times for a page built on a day (`YYYY-MM-DD`, London). `days` as for `compileSchedule`;
 * `hoursDays` are the tables used for opening hours, where sessions have their own.
 */
export function packSchedule(
  times: Times,
  days: DayTables | ((rule: SessionRule, session: number) => DayTables),
  builtOn: string,
  hoursDays: DayTables | undefined = typeof days === 'function' ? undefined : days,
): PackedSchedule {
  const built = dayOf(builtOn);
  const old = built + GOOD_FOR;
  // From that week's Monday, because "not this week" looks at the whole week.
  const from = built - weekdayOf(built);
  const schedule: Schedule = compileSchedule(times, days);
  const hours =
    times.status === 'closed' || times.status === 'paused' ? [] : readHours(times.openingHours ?? []);
  const holidays = [...(hoursDays?.holidays.keys() ?? [])].filter((day) => day >= from && day < old);
  return {
    old,
    s: schedule.streams.map((stream) => packStream(stream, from, old)).filter((s) => s !== null),
    ...(hours.length > 0 && { h: hours, b: holidays }),
    ...(times.byAppointment && { appt: 1 as const }),
  };
}
