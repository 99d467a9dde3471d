/**
 * What the session engine needs of a listing. The types that Zod infers in src/schemas satisfy these; they are
 * written here because lib imports nothing but lib.
 */

/** Days of the week in lower case; the engine counts them from Monday. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Dates are `YYYY-MM-DD`, times `HH:MM` on the wall in London, `24:00` the end of the day. */
interface EveryRule {
  start: string;
  end: string;
  label?: string | undefined;
  at?: string | undefined;
}

interface RepeatingRule extends EveryRule {
  from?: string | undefined;
  until?: string | undefined;
  termTime?: boolean | undefined;
  /** Left out means unknown: nobody is told that it runs. */
  bankHolidays?: 'runs' | 'off' | 'unknown' | undefined;
  except?: readonly string[] | undefined;
  cancelled?: readonly { date: string; reason: string }[] | undefined;
  extra?: readonly { date: string; start?: string | undefined; end?: string | undefined }[] | undefined;
}

export interface WeeklyRule extends RepeatingRule {
  repeats: 'weekly';
  day: Weekday;
}
export interface FortnightlyRule extends RepeatingRule {
  repeats: 'fortnightly';
  /** The dated session that every second week is counted from, and the first of them. */
  first: string;
}
export interface MonthlyRule extends RepeatingRule {
  repeats: 'monthly';
  /** 1 to 5 or last. Months without a fifth are skipped. */
  week: number | 'last';
  day: Weekday;
}
export interface DatesRule extends EveryRule {
  repeats: 'dates';
  dates: readonly string[];
}
/** One session of a listing. */
export type SessionRule = WeeklyRule | FortnightlyRule | MonthlyRule | DatesRule;

/** When a door or a phone line is open. */
export interface OpeningLine {
  days: readonly Weekday[];
  opens: string;
  closes: string;
}

/** The part of a listing that says when. An `Asset` is one. */
export interface Times {
  sessions: readonly SessionRule[];
  openingHours?: readonly OpeningLine[] | undefined;
  byAppointment?: boolean | undefined;
  /** A paused listing has no dates before `statusDate`, and none at all where there is no such date. */
  status?: 'active' | 'paused' | 'closed' | undefined;
  statusDate?: string | undefined;
  /** Only to hide the name of a sensitive place in a session's `at`. */
  locations?: readonly { name: string; sensitive?: boolean | undefined }[] | undefined;
}

/**
 * The known days of the place where it happens. A table left out is a table not known: a session that depends on
 * it is "check with the group" on every date.
 */
export interface KnownDays {
  /** Every bank holiday of the nation, as far ahead as it is published. */
  bankHolidays?: { days: readonly { date: string; name: string }[] } | undefined;
  /** School terms, first and last day included. */
  terms?: { terms: readonly { from: string; until: string }[] } | undefined;
}

/** `off`: the pattern falls on this day and it does not happen. `check`: we cannot be sure, ask the group. */
export type State = 'on' | 'cancelled' | 'check' | 'off';

/** What is known about one date of a session, and why, in words that finish "Not this week: …". */
export interface Status {
  state: State;
  reason?: string | undefined;
}

/** One date of one session. `off` dates are not occurrences. */
export interface Occurrence {
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` on the wall in London. */
  start: string;
  end: string;
  /** Which of the listing's sessions, from 0. */
  session: number;
  state: Exclude<State, 'off'>;
  reason?: string | undefined;
  label?: string | undefined;
  /** The name of the location; never one marked sensitive. */
  at?: string | undefined;
}
