import { type Day, dayOf, weekdayOf } from '#lib/schedule/civil.ts';
import { readHours } from '#lib/schedule/hours.ts';
import { type OpeningLine, type SessionRule, WEEKDAYS } from '#lib/schedule/types.ts';
import { DAY_NAMES, datesWords, fullDate, shortDate, timesWords } from '#lib/schedule/words.ts';

/**
 * Rules in words. They hold no "next" and no "this week", and carry their year, so that they stay true on a page
 * however old it is and with no script to renew it.
 */

const ORDINALS = ['', 'First', 'Second', 'Third', 'Fourth', 'Fifth'];
/** More dates than this are counted and not listed. */
const MOST_DATES = 6;

type Repeating = Exclude<SessionRule, { repeats: 'dates' }>;

const nameOf = (day: Day) => DAY_NAMES[weekdayOf(day)];
const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

/** "3 and 17 December 2026", the first few of many. */
function listed(days: readonly Day[], last = 'and'): string {
  if (days.length <= MOST_DATES) return datesWords(days, last);
  return `${datesWords(days.slice(0, MOST_DATES), last)}, and ${days.length - MOST_DATES} more`;
}

/** "Every Tuesday", "Second Tuesday of the month", "Every other Thursday". */
function howOften(rule: Repeating): string {
  if (rule.repeats === 'fortnightly') return `Every other ${nameOf(dayOf(rule.first))}`;
  const name = capital(rule.day);
  if (rule.repeats === 'weekly') return `Every ${name}`;
  if (rule.week === 'last') return `Last ${name} of the month`;
  return `${ORDINALS[rule.week]} ${name} of the month${rule.week === 5 ? ', when there is one' : ''}`;
}

/** Two dates to count every other week from: the first two from a day on. */
function fortnightDates(rule: Extract<Repeating, { repeats: 'fortnightly' }>, from: Day): string {
  const first = dayOf(rule.first);
  const start = first + Math.max(0, Math.ceil((from - first) / 14)) * 14;
  return `, such as ${datesWords([start, start + 14])}`;
}

/** What an editor wrote around the pattern, each as a sentence; dates before `from` are left out. */
function provisos(rule: Repeating, from: Day): string[] {
  const said: string[] = [];
  if (rule.from && dayOf(rule.from) > from) said.push(`Starts on ${fullDate(dayOf(rule.from), true)}`);
  if (rule.until) said.push(`Ends on ${fullDate(dayOf(rule.until), true)}`);
  if (rule.termTime) said.push('Only in school term time');
  if (rule.bankHolidays === 'off') said.push('Not on bank holidays');
  else if (rule.bankHolidays === 'runs') said.push('Bank holidays too');
  else said.push('Check first on bank holidays');
  const except = (rule.except ?? []).map(dayOf).filter((d) => d >= from);
  if (except.length)
    said.push(
      `Not on ${listed(
        except.sort((a, b) => a - b),
        'or',
      )}`,
    );
  for (const { date, reason } of rule.cancelled ?? [])
    if (dayOf(date) >= from) said.push(`Cancelled on ${shortDate(dayOf(date), true)}: ${reason}`);
  for (const { date, start, end } of rule.extra ?? [])
    if (dayOf(date) >= from)
      said.push(
        `Also on ${fullDate(dayOf(date), true)}${start || end ? `, ${timesWords(start ?? rule.start, end ?? rule.end)}` : ''}`,
      );
  return said;
}

const sentence = (s: string) => (/[.!?]$/.test(s) ? s : `${s}.`);

/**
 * A session's rule in words: "Every Tuesday, 2pm to 3.30pm. Not on bank holidays." `from` (`YYYY-MM-DD`, usually
 * the day the page is built) leaves out exceptions and plain dates that are past.
 */
export function ruleWords(rule: SessionRule, from: string): string {
  const today = dayOf(from);
  const times = timesWords(rule.start, rule.end);
  if (rule.repeats === 'dates') {
    const days = [...new Set(rule.dates.map(dayOf))].sort((a, b) => a - b).filter((d) => d >= today);
    return days.length ? `On ${listed(days)}, ${times}.` : 'All its dates are past.';
  }
  const dates = rule.repeats === 'fortnightly' ? fortnightDates(rule, today) : '';
  return [`${howOften(rule)}, ${times}${dates}`, ...provisos(rule, today)].map(sentence).join(' ');
}

/** "Monday to Friday", "Tuesday and Thursday", from days in order, Monday = 0. */
function daysInWords(days: readonly number[]): string {
  const names = days.map((d) => DAY_NAMES[d] ?? '');
  const [first, last] = [names[0] ?? '', names.at(-1) ?? ''];
  const run = days.every((d, i) => i === 0 || d === (days[i - 1] ?? 0) + 1);
  if (run && days.length === 7) return 'Every day';
  if (run && days.length > 2) return `${first} to ${last}`;
  return days.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : first;
}

/**
 * Opening hours in words, one line for each set of days: "Monday to Friday, 9am to 5pm". Days that never close
 * are "open all day and all night".
 */
export function hoursWords(lines: readonly OpeningLine[]): string[] {
  if (readHours(lines).some(([opens, closes]) => closes - opens >= 7 * 1440))
    return ['Open all day and all night, every day'];
  const byTimes = new Map<string, Set<number>>();
  for (const { days, opens, closes } of lines) {
    const times =
      opens === '00:00' && closes === '24:00' ? 'all day and all night' : timesWords(opens, closes);
    const set = byTimes.get(times) ?? new Set<number>();
    for (const day of days) set.add(WEEKDAYS.indexOf(day));
    byTimes.set(times, set);
  }
  return [...byTimes]
    .map(([times, days]) => ({ times, days: [...days].sort((a, b) => a - b) }))
    .sort((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0))
    .map(({ times, days }) => `${daysInWords(days)}, ${times}`);
}
