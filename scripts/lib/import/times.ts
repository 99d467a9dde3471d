import type { OpeningHours, Weekday } from '#schemas/session.ts';
import { WEEKDAYS } from '#schemas/values.ts';

/** One thing that opening times in people's words say: on these days, between these times, this often. */
export interface Rule {
  days: Weekday[];
  /** Wall-clock times, "10:00"; "24:00" is the end of the day. */
  ranges: { start: string; end: string }[];
  /** Weeks of the month, where it is monthly: "first and third Monday". */
  weeks: (number | 'last')[];
}

export interface Times {
  rules: Rule[];
  /** What could not be understood for certain, word for word. */
  left: string[];
  termTime: boolean;
  byAppointment: boolean;
}

/** A clause that says something this reader will not guess at: "fortnightly" with no date, a time that ends first. */
class Unsure extends Error {}

const DAY =
  '(?:mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)';
const ORDINALS: Record<string, number | 'last'> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  last: 'last',
};
const ORDINAL = Object.keys(ORDINALS).join('|');
const GROUPS: Record<string, readonly Weekday[]> = {
  weekday: WEEKDAYS.slice(0, 5),
  weekdays: WEEKDAYS.slice(0, 5),
  weekend: WEEKDAYS.slice(5),
  weekends: WEEKDAYS.slice(5),
  daily: WEEKDAYS,
  everyday: WEEKDAYS,
};
const NAMES = new RegExp(`^(${DAY}|${Object.keys(GROUPS).join('|')})$`);
const STARTS_CLAUSE = new RegExp(
  `^\\s*(?:every |each |the |on |open )*(?:${ORDINAL}|${DAY}|${Object.keys(GROUPS).join('|')})\\b`,
);

/** Words that change nothing. */
const NOISE = new Set([
  'every',
  'each',
  'open',
  'opens',
  'from',
  'on',
  'the',
  'between',
  'of',
  'at',
  'weekly',
  'only',
  'hrs',
  'hours',
]);

const dayOf = (word: string) => WEEKDAYS.find((d) => d.startsWith(word.slice(0, 3)));

/** The text in one spelling: dashes for every "to", 12:00 for noon, no bracket and no double space. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[–—−]|\b(?:to|till|til|until|through)\b/g, '-')
    .replace(/\bevery day\b|\b7 days(?: a week)?\b/g, 'everyday')
    .replace(/\b(?:12 ?)?(?:noon|midday)\b/g, '12:00')
    .replace(/\b(?:12 ?)?midnight\b/g, '24:00')
    .replace(/(\d)\s*(am|pm)\b/g, '$1$2')
    .replace(/\ba\.m\.?/g, 'am')
    .replace(/\bp\.m\.?/g, 'pm')
    .replace(/&|\+/g, ' and ')
    .replace(/[()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cuts at line ends, semicolons, and commas before a new day; days without a time join the clause that has one. */
function clauses(text: string): string[] {
  const parts: string[] = [];
  for (const piece of text.split(/[;\n]+/))
    for (const part of piece.split(/,/)) {
      const last = parts.at(-1);
      if (last !== undefined && !STARTS_CLAUSE.test(part.toLowerCase()))
        parts[parts.length - 1] = `${last},${part}`;
      else parts.push(part);
    }
  const joined: string[] = [];
  let waiting = '';
  for (const part of parts) {
    const whole = waiting ? `${waiting},${part}` : part;
    waiting = /\d|closed|noon|midday|appointment/i.test(part) ? '' : whole;
    if (!waiting) joined.push(whole);
  }
  if (waiting.trim()) joined.push(waiting);
  return joined.map((c) => c.trim()).filter(Boolean);
}

interface Time {
  minutes: number;
  half?: 'am' | 'pm' | undefined;
  /** Written with minutes on a 24-hour clock: it means what it says. */
  exact: boolean;
}

function timeOf(word: string): Time | undefined {
  const m = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word) ?? /^(\d{2})(\d{2})()$/.exec(word);
  if (!m) return undefined;
  const [hours, minutes] = [Number(m[1]), Number(m[2] ?? 0)];
  if (hours > 24 || minutes > 59 || hours * 60 + minutes > 1440) return undefined;
  const half = m[3] === 'am' || m[3] === 'pm' ? m[3] : undefined;
  if (half && hours > 12) return { minutes: hours * 60 + minutes, exact: true };
  return {
    minutes: hours * 60 + minutes,
    half,
    exact: !half && (m[1] ?? '').length === 2 && m[2] !== undefined,
  };
}

const NOON = 720;
const inHalf = (minutes: number, half: 'am' | 'pm') => (minutes % NOON) + (half === 'pm' ? NOON : 0);
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Two times as a range. Where they leave a doubt that matters (02:00 to 04:00 in a church hall), it throws. */
function rangeOf(from: Time, to: Time): { start: string; end: string } {
  let [start, end] = [from.minutes, to.minutes];
  if (to.half) end = inHalf(end, to.half);
  if (from.half) start = inHalf(start, from.half);
  else if (to.half && !from.exact) {
    const guess = inHalf(start, to.half);
    start = guess < end ? guess : inHalf(start, 'am');
  } else if (!from.exact && !to.half && start < 7 * 60) start += NOON;
  if (!to.half && !to.exact && end <= start && end < NOON) end += NOON;
  if (to.exact && end === 0 && start > 0) end = 1440;
  if (end <= start) throw new Unsure('ends before it starts');
  if (start < 6 * 60 && !from.half) throw new Unsure('starts in the night');
  return { start: clock(start), end: clock(end) };
}

/** Reads one clause: days, then times. Throws where anything is left over. */
function read(clause: string): Rule {
  const words = plain(clause)
    .replace(/[,:/](?!\d)|(?<!\d)[:]|[,/]/g, ' $& ')
    .replace(/-/g, ' - ')
    .split(/\s+/)
    .filter((w) => w && w !== ':' && !NOISE.has(w));
  const rule: Rule = { days: [], ranges: [], weeks: [] };
  let i = 0;
  const days: (Weekday | '-')[] = [];
  for (; i < words.length; i++) {
    const word = words[i] ?? '';
    const ordinal = ORDINALS[word];
    if (ordinal !== undefined) rule.weeks.push(ordinal);
    else if (NAMES.test(word)) days.push(...(GROUPS[word] ?? [dayOf(word)]).filter((d) => d !== undefined));
    else if (word === '-' && days.length > 0) days.push('-');
    else if (!['and', ',', '/', 'or'].includes(word)) break;
  }
  rule.days = spread(days);
  i = readRanges(words, i, rule);
  const rest = words
    .slice(i)
    .filter((w) => !['month', 'months', 'monthly'].includes(w) || rule.weeks.length === 0);
  if (rest.length > 0) throw new Unsure(`"${rest.join(' ')}" is not understood`);
  if (rule.days.length === 0) throw new Unsure('names no day');
  if (rule.ranges.length === 0) throw new Unsure('has no times');
  return rule;
}

/** "monday - friday" in full; days said one by one as they are. */
function spread(days: (Weekday | '-')[]): Weekday[] {
  const all = new Set<Weekday>();
  days.forEach((day, i) => {
    if (day !== '-') {
      all.add(day);
      return;
    }
    const [from, to] = [days[i - 1], days[i + 1]];
    if (!from || !to || from === '-' || to === '-') throw new Unsure('names half a range of days');
    const end = WEEKDAYS.indexOf(to);
    for (let d = WEEKDAYS.indexOf(from); d !== end; d = (d + 1) % 7) {
      const one = WEEKDAYS[d];
      if (one) all.add(one);
    }
  });
  return WEEKDAYS.filter((d) => all.has(d));
}

/** Takes "10:00 - 12:00 / 13:00 - 15:00" from `i` on; returns where it stopped. */
function readRanges(words: string[], i: number, rule: Rule): number {
  let at = i;
  for (;;) {
    // "1st Monday of the month 10-12": the month is said before the times.
    while (rule.weeks.length > 0 && rule.ranges.length === 0 && /^(month(s|ly)?|,)$/.test(words[at] ?? ''))
      at++;
    const next = rule.ranges.length > 0 && ['/', ',', 'and'].includes(words[at] ?? '') ? at + 1 : at;
    const [from, dash, to] = [timeOf(words[next] ?? ''), words[next + 1], timeOf(words[next + 2] ?? '')];
    if (!from || dash !== '-' || !to) return at;
    rule.ranges.push(rangeOf(from, to));
    at = next + 3;
  }
}

/**
 * Opening times as people write them. What is certain becomes rules; what is not is handed back word for word, so
 * that a person can ring and ask. Nothing is guessed: "10:00 - 02:00" may mean two in the afternoon, and may not.
 */
export function readTimes(text: string): Times {
  const times: Times = { rules: [], left: [], termTime: false, byAppointment: false };
  let rest = text;
  const take = (pattern: RegExp) => {
    const found = pattern.test(rest);
    if (found) rest = rest.replace(pattern, ' ');
    return found;
  };
  times.termTime = take(/\(?\bterm[- ]?time(?: only)?\b\)?/i);
  times.byAppointment = take(/\bby appointment(?: only)?\b/i);
  if (/^\s*(?:open )?24(?:\/7| hours(?: a day)?(?:,? 7 days a week)?)\s*$/i.test(rest))
    return {
      ...times,
      rules: [{ days: [...WEEKDAYS], ranges: [{ start: '00:00', end: '24:00' }], weeks: [] }],
    };
  for (const clause of clauses(rest)) {
    if (/^[\s,]*$/.test(clause) || /\bclosed\s*$/i.test(clause)) continue;
    try {
      times.rules.push(read(clause));
    } catch (error) {
      if (!(error instanceof Unsure)) throw error;
      times.left.push(clause);
    }
  }
  return times;
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** More than this in a week is a door that is open, not a session somebody holds. */
const SESSION_HOURS = 15;

/** True where the rules read as the hours of a building: many hours, every week. */
export function isOpenDoor(rules: readonly Rule[]): boolean {
  const weekly = rules.filter((r) => r.weeks.length === 0);
  const total = weekly.reduce(
    (sum, r) => sum + r.days.length * r.ranges.reduce((n, x) => n + minutes(x.end) - minutes(x.start), 0),
    0,
  );
  return total > SESSION_HOURS * 60;
}

/** Weekly rules as opening hours; days with the same times share a line. */
export function hoursOf(rules: readonly Rule[]): OpeningHours[] {
  const lines = new Map<string, OpeningHours>();
  for (const { days, ranges, weeks } of rules) {
    if (weeks.length > 0) continue;
    for (const { start, end } of ranges) {
      const line = lines.get(start + end) ?? { days: [], opens: start, closes: end };
      line.days = WEEKDAYS.filter((d) => line.days.includes(d) || days.includes(d));
      lines.set(start + end, line);
    }
  }
  return [...lines.values()];
}

/** A session as a file says it. */
export type WrittenSession = { day: Weekday; start: string; end: string; termTime?: boolean } & (
  | { repeats: 'weekly' }
  | { repeats: 'monthly'; week: number | 'last' }
);

/** Rules as sessions: those by the week of the month, and the weekly ones too unless `monthlyOnly`. */
export function sessionsOf(times: Times, monthlyOnly = false): WrittenSession[] {
  const term = times.termTime ? { termTime: true } : {};
  return times.rules.flatMap(({ days, ranges, weeks }) =>
    days.flatMap((day) =>
      ranges.flatMap(({ start, end }): WrittenSession[] => {
        const at = { day, start, end, ...term };
        if (weeks.length > 0) return weeks.map((week) => ({ repeats: 'monthly', week, ...at }));
        return monthlyOnly ? [] : [{ repeats: 'weekly', ...at }];
      }),
    ),
  );
}
