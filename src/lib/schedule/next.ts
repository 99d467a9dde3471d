import { type Day, dayOf, londonClock, type Moment, minutesOf, weekdayOf } from '#lib/schedule/civil.ts';
import { HORIZON, nextOccurrences } from '#lib/schedule/occurrences.ts';
import type { Occurrence, Status } from '#lib/schedule/types.ts';
import { type Schedule, walk } from '#lib/schedule/walk.ts';
import { asOfWords, dayWords, fullDate, timesWords, timeWords } from '#lib/schedule/words.ts';

/** An occurrence with the words to show it. */
export interface Slot extends Occurrence {
  /** "Tomorrow, Thursday 26 November". */
  when: string;
  /** "10am to 11.30am"; "On now, until 11.30am" while it runs. */
  times: string;
  /** "Check with the group: it is a bank holiday" where the state is `check`. */
  note?: string | undefined;
  /** All of it in one line. */
  text: string;
}

/** What to say of the next dates. */
export interface NextWords {
  slots: Slot[];
  /** "Not this week: bank holiday." where a date before the first slot does not happen. */
  notice: string | null;
  /** The whole answer in a line: "Not this week: bank holiday. Next on Thursday 3 December, 10am to 11.30am". */
  text: string;
  /** "As of Saturday 21 November 2026". */
  asOf: string;
}

/** Words for one occurrence, as seen at a moment. */
export function slotWords(one: Occurrence, now: Moment): Slot {
  const { day: today, minute } = londonClock(now);
  const day = dayOf(one.date);
  const running = day === today && minutesOf(one.start) <= minute && minute < minutesOf(one.end);
  const sure = one.state === 'on';
  const when = dayWords(day, today);
  const times =
    running && sure ? `On now, until ${timeWords(minutesOf(one.end))}` : timesWords(one.start, one.end);
  const note = one.state === 'check' ? `Check with the group: ${one.reason}` : undefined;
  const label = one.label ? ` (${one.label})` : '';
  const text = `${running && sure ? times : `${when}, ${times}`}${label}${note ? `. ${note}` : ''}`;
  return { ...one, when, times, note, text };
}

/** A date of the pattern that does not happen. */
interface Missed {
  day: Day;
  start: number;
  status: Status;
}

/** The first date that people would expect before the next one and that does not happen. */
function firstMissed(schedule: Schedule, now: Moment, next: Occurrence | undefined): Missed | undefined {
  const { day: today, minute } = londonClock(now);
  const missed: Missed[] = [];
  walk(schedule.streams, today, next ? dayOf(next.date) : today + HORIZON, ({ start, end }, day, status) => {
    if (day === today && end <= minute) return false;
    if (status.state === 'off' || status.state === 'cancelled') missed.push({ day, start, status });
    return true;
  });
  return missed[0];
}

/** True where only one date of the pattern falls in the week (Monday to Sunday) of a day. */
function aloneInWeek(schedule: Schedule, day: Day): boolean {
  const monday = day - weekdayOf(day);
  let dates = 0;
  walk(schedule.streams, monday, monday + 6, () => ++dates > 1);
  return dates === 1;
}

/** "Not this week: bank holiday." or by day where the week has other dates. */
function noticeWords(schedule: Schedule, missed: Missed, today: Day, next: Occurrence | undefined): string {
  const { day, status } = missed;
  const week = Math.floor((day - (today - weekdayOf(today))) / 7);
  let when = `on ${fullDate(day)}`;
  if (day === today) when = 'today';
  else if (day === today + 1) when = 'tomorrow';
  else if (week < 2 && aloneInWeek(schedule, day)) when = week === 0 ? 'this week' : 'next week';
  if (next && dayOf(next.date) === day) when += ` at ${timeWords(missed.start)}`;
  return `Not ${when}${status.reason ? `: ${status.reason}` : ''}.`;
}

/** "Next on Thursday 3 December, 10am to 11.30am", "Next tomorrow, …"; "On now, until 11.30am" as it is. */
function nextAfterNotice({ when, text }: Slot): string {
  if (!text.startsWith(when)) return text;
  // "Today" and "Tomorrow" take no "on".
  return /^To[dm]/.test(text) ? `Next t${text.slice(1)}` : `Next on ${text}`;
}

/**
 * The next `n` dates in words, from a moment: right at build time, and made current in the browser with the same
 * function.
 */
export function nextWords(schedule: Schedule, now: Moment, n = 3): NextWords {
  const slots = nextOccurrences(schedule, now, n).map((one) => slotWords(one, now));
  const [first] = slots;
  const missed = firstMissed(schedule, now, first);
  const notice = missed ? noticeWords(schedule, missed, londonClock(now).day, first) : null;
  let text = first?.text ?? 'No dates known. Check with the group';
  if (notice) text = `${notice} ${first ? nextAfterNotice(first) : text}`;
  return { slots, notice, text, asOf: asOfWords(now) };
}
