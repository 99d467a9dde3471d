import { type Day, dayOf, minutesOf, weekdayOf } from '#lib/schedule/civil.ts';
import { ON, REASONS } from '#lib/schedule/reasons.ts';
import {
  type DatesRule,
  type KnownDays,
  type SessionRule,
  type Status,
  type Times,
  WEEKDAYS,
} from '#lib/schedule/types.ts';
import type { Pattern, Schedule, Stream } from '#lib/schedule/walk.ts';

const NEVER_YET = Number.NEGATIVE_INFINITY;
const NO_END = Number.POSITIVE_INFINITY;

/** Known days as numbers, read once and shared by every listing of an area. */
export interface DayTables {
  /** Bank holidays by day; of days after `holidaysUntil` we do not know. */
  holidays: ReadonlyMap<Day, string>;
  holidaysUntil: Day;
  /** First and last day of each term; of days outside `termsFrom` to `termsUntil` we do not know. */
  terms: readonly (readonly [Day, Day])[];
  termsFrom: Day;
  termsUntil: Day;
}

/** Reads the tables of an area. Call it once an area, not once a listing. */
export function readDays(known: KnownDays): DayTables {
  const holidays = new Map((known.bankHolidays?.days ?? []).map((d) => [dayOf(d.date), d.name]));
  const terms = (known.terms?.terms ?? []).map((t) => [dayOf(t.from), dayOf(t.until)] as const);
  return {
    holidays,
    holidaysUntil: Math.max(NEVER_YET, ...holidays.keys()),
    terms,
    termsFrom: Math.min(NO_END, ...terms.map((t) => t[0])),
    termsUntil: Math.max(NEVER_YET, ...terms.map((t) => t[1])),
  };
}

type Repeating = Exclude<SessionRule, DatesRule>;
type Cancelled = ReadonlyMap<Day, string>;
const NONE: Cancelled = new Map();
const EMPTY: ReadonlySet<Day> = new Set();

function patternOf(rule: Repeating): Pattern {
  if (rule.repeats === 'fortnightly') return { step: 14, on: dayOf(rule.first) };
  const weekday = WEEKDAYS.indexOf(rule.day);
  if (rule.repeats === 'weekly') return { step: 7, on: weekday - weekdayOf(0) };
  return { week: rule.week === 'last' ? 0 : rule.week, weekday };
}

/**
 * What a day of the pattern is. Certain news beats uncertain: cancelled, then a break, a bank holiday off, a
 * school holiday, and only then the days we cannot be sure of.
 */
function statusOf(rule: Repeating, days: DayTables, cancelled: Cancelled, replaced: ReadonlySet<Day>) {
  const bankHolidays = rule.bankHolidays ?? 'unknown';
  const except = rule.except?.length ? new Set(rule.except.map(dayOf)) : EMPTY;
  return (day: Day): Status | null => {
    if (replaced.has(day)) return null;
    const reason = cancelled.get(day);
    if (reason !== undefined) return { state: 'cancelled', reason };
    if (except.has(day)) return REASONS.break;
    const holiday = days.holidays.has(day);
    if (holiday && bankHolidays === 'off') return REASONS.bankHoliday;
    if (rule.termTime) {
      if (!(day >= days.termsFrom && day <= days.termsUntil)) return REASONS.termsUnknown;
      if (!days.terms.some(([from, until]) => day >= from && day <= until)) return REASONS.schoolHoliday;
    }
    if (bankHolidays === 'runs') return ON;
    if (holiday) return REASONS.bankHolidayUnknown;
    return day > days.holidaysUntil ? REASONS.bankHolidaysUnknown : ON;
  };
}

/** A stream of single dates at one time of day. A date called off is called off here too. */
function datesStream(base: Stream, dates: readonly Day[], cancelled: Cancelled): Stream {
  const status = (day: Day): Status => {
    const reason = cancelled.get(day);
    return reason === undefined ? ON : { state: 'cancelled', reason };
  };
  return { ...base, pattern: [...new Set(dates)].sort((a, b) => a - b), status };
}

/**
 * The streams of one session: its pattern, and each date added to it. An added date that starts when the pattern
 * would is the same session, so the pattern gives way (its end may differ); at another time it is one more.
 */
function streamsOf(rule: SessionRule, base: Stream, days: DayTables): Stream[] {
  if (rule.repeats === 'dates') return [datesStream(base, rule.dates.map(dayOf), NONE)];
  const cancelled = rule.cancelled?.length
    ? new Map(rule.cancelled.map((c) => [dayOf(c.date), c.reason]))
    : NONE;
  const replaced = new Set<Day>();
  const added = (rule.extra ?? []).map((extra) => {
    const day = dayOf(extra.date);
    const start = extra.start === undefined ? base.start : minutesOf(extra.start);
    const end = extra.end === undefined ? base.end : minutesOf(extra.end);
    if (start === base.start) replaced.add(day);
    return datesStream({ ...base, start, end }, [day], cancelled);
  });
  const from = Math.max(
    rule.from ? dayOf(rule.from) : NEVER_YET,
    rule.repeats === 'fortnightly' ? dayOf(rule.first) : NEVER_YET,
  );
  const until = rule.until ? dayOf(rule.until) : NO_END;
  const status = statusOf(rule, days, cancelled, replaced);
  return [{ ...base, pattern: patternOf(rule), from, until, status }, ...added];
}

/** A paused listing: nothing before the day it is expected back; from then on, "check with the group". */
function pause(stream: Stream, back: Day): Stream {
  return {
    ...stream,
    from: Math.max(stream.from, back),
    status: (day) => {
      const known = stream.status(day);
      return known?.state === 'on' ? REASONS.paused : known;
    },
  };
}

/**
 * Makes a listing's sessions ready. `days` are the tables of the place's own nation and area, or a function that
 * gives them session by session, for a listing that meets on both sides of a border. Dates and times are taken as
 * the schema has checked them.
 */
export function compileSchedule(
  times: Times,
  days: DayTables | ((rule: SessionRule, session: number) => DayTables),
): Schedule {
  const streams: Stream[] = [];
  const secret = times.locations?.filter((l) => l.sensitive).map((l) => l.name) ?? [];
  times.sessions.forEach((rule, session) => {
    const base: Stream = {
      session,
      start: minutesOf(rule.start),
      end: minutesOf(rule.end),
      label: rule.label,
      at: rule.at !== undefined && secret.includes(rule.at) ? undefined : rule.at,
      pattern: [],
      from: NEVER_YET,
      until: NO_END,
      status: () => ON,
    };
    streams.push(...streamsOf(rule, base, typeof days === 'function' ? days(rule, session) : days));
  });
  if (times.status === 'closed') return { streams: [] };
  if (times.status !== 'paused') return { streams };
  const back = times.statusDate ? dayOf(times.statusDate) : NO_END;
  return { streams: back === NO_END ? [] : streams.map((s) => pause(s, back)) };
}
