import { text } from '#feeds/calendar/ical.ts';
import { clockOf, type Day, dateOf, londonMoment, type Moment, weekdayOf } from '#lib/schedule/civil.ts';
import { REASONS } from '#lib/schedule/reasons.ts';
import type { Status } from '#lib/schedule/types.ts';
import { type Stream, walk } from '#lib/schedule/walk.ts';
import { fullDate } from '#lib/schedule/words.ts';

/**
 * Streams of the session engine as VEVENTs that Google, Apple and Outlook all read alike:
 *
 * - a weekly, fortnightly or monthly pattern is one event with an RRULE. Dates that do not happen are EXDATEs, one
 *   a line. A date to be checked is that instance again, STATUS:TENTATIVE, with "Check first" before its name.
 * - plain and added dates are one event each, not RDATEs: Outlook refuses a whole event with an RDATE and no RRULE
 *   ([MS-OXCICAL] 2.1.3.1.1.20).
 * - so are fifth weekdays, since Outlook's fifth means last.
 */

/** How far ahead a calendar reaches, in days: a downloaded file is not renewed, so it must not run on for ever. */
export const REACH = 550;

/** What every event of a session says, whichever its date. */
export interface EventText {
  /** Stable: the listing's code, the session's place in it, and the host. */
  uid: string;
  host: string;
  stamp: Moment;
  summary: string;
  /** Without the sentence on how far the dates go, which is added here. */
  description: string;
  /** Lines ready to be written: LOCATION, GEO, URL, CLASS. */
  more: readonly string[];
}

interface DatedStatus {
  day: Day;
  status: Status | null;
}

const utc = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** `20261124T140000`; minute 1440 is the next day's midnight, since iCalendar has no 24:00. */
function wall(day: Day, minute: number): string {
  const over = Math.floor(minute / 1440);
  return `${dateOf(day + over).replaceAll('-', '')}T${clockOf(minute - over * 1440).replace(':', '')}00`;
}
const london = (name: string, day: Day, minute: number) => `${name};TZID=Europe/London:${wall(day, minute)}`;

/** Why every further date would be to be checked: not news of one date, but the end of what we know. */
const endOfKnown: readonly (Status | null)[] = [
  REASONS.termsUnknown,
  REASONS.bankHolidaysUnknown,
  REASONS.paused,
  REASONS.oldPage,
];
const happens = ({ status }: DatedStatus) => status?.state === 'on' || status?.state === 'check';

/** Every day of a stream's pattern from one day to another, those that another stream speaks for included. */
function daysOf(stream: Stream, from: Day, until: Day): DatedStatus[] {
  const days: DatedStatus[] = [];
  walk([{ ...stream, status: () => REASONS.on }], from, until, (_, day) => {
    days.push({ day, status: stream.status(day) });
    return false;
  });
  return days;
}

function event(stream: Stream, day: Day, about: EventText, status: Status | null, more: readonly string[]) {
  const check = status?.state === 'check';
  const reason = check && status.reason ? `Check with the group first: ${status.reason}.\n\n` : '';
  return [
    'BEGIN:VEVENT',
    `UID:${about.uid}@${about.host}`,
    `DTSTAMP:${utc(Number(about.stamp))}`,
    london('DTSTART', day, stream.start),
    london('DTEND', day, stream.end),
    ...more,
    `SUMMARY:${text(check ? `Check first: ${about.summary}` : about.summary)}`,
    ...(reason || about.description ? [`DESCRIPTION:${text(reason + about.description)}`] : []),
    ...about.more,
    `STATUS:${check ? 'TENTATIVE' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ];
}

/** One event for each date, with its own UID. */
function singleEvents(stream: Stream, days: readonly DatedStatus[], about: EventText): string[] {
  return days.filter(happens).flatMap(({ day, status }) => {
    const uid = `${about.uid}-${wall(day, stream.start)}`;
    return event(stream, day, { ...about, uid }, status, []);
  });
}

const ICAL_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function frequency({ pattern }: Stream, day: Day): string {
  const name = ICAL_DAYS[weekdayOf(day)];
  if ('week' in pattern) return `FREQ=MONTHLY;BYDAY=${pattern.week === 0 ? -1 : pattern.week}${name}`;
  return `FREQ=WEEKLY;${'step' in pattern && pattern.step === 14 ? 'INTERVAL=2;' : ''}BYDAY=${name}`;
}

/** A pattern as one event with an RRULE, and an event for each date of it that is to be checked. */
function repeatingEvent(stream: Stream, days: readonly DatedStatus[], about: EventText): string[] {
  const on = days.filter(happens);
  const [first, last] = [on[0], on.at(-1)];
  if (!first || !last) return [];
  const within = days.filter(({ day }) => day >= first.day && day <= last.day);
  const until = utc(londonMoment(last.day, stream.start));
  const rule = [
    `RRULE:${frequency(stream, first.day)};UNTIL=${until}`,
    ...within.filter((d) => !happens(d)).map(({ day }) => london('EXDATE', day, stream.start)),
  ];
  // Where nothing is sure from the first date on, the series as a whole is tentative.
  const unsure = endOfKnown.includes(first.status);
  const checks = unsure ? [] : within.filter(({ status }) => status?.state === 'check');
  return [
    ...event(stream, first.day, about, unsure ? first.status : null, rule),
    ...checks.flatMap(({ day, status }) =>
      event(stream, day, about, status, [london('RECURRENCE-ID', day, stream.start)]),
    ),
  ];
}

/**
 * The events of one stream from a day on, as unfolded lines; none where it has no more dates. The description ends
 * with how far they go: up to the last day that bank holidays and terms are known, and no more than REACH days.
 */
export function streamEvents(stream: Stream, from: Day, about: EventText): string[] {
  const all = daysOf(stream, from, from + REACH);
  const unsure = endOfKnown.includes(all.find(happens)?.status ?? null);
  const stop = unsure ? -1 : all.findIndex(({ status }) => endOfKnown.includes(status));
  const days = stop < 0 ? all : all.slice(0, stop);
  if ('length' in stream.pattern) return singleEvents(stream, days, about);

  const goesOn = stream.until > from + REACH;
  const last = days.filter(happens).at(-1);
  let reach = '';
  if (last && stop >= 0) reach = `Later dates than ${fullDate(last.day, true)} are not known yet.`;
  else if (last && goesOn)
    reach = `These dates go up to ${fullDate(last.day, true)}. Get a new copy after that.`;
  const told = { ...about, description: [about.description, reach].filter(Boolean).join('\n\n') };
  const fifth = 'week' in stream.pattern && stream.pattern.week === 5;
  return fifth ? singleEvents(stream, days, told) : repeatingEvent(stream, days, told);
}
