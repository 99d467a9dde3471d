/**
 * Random session rules, asked of the engine and of `rrule-temporal` in the time zone of this machine (TZ).
 * `node tests/contract/schedule-oracle.ts <rules> <seed>` prints one line of JSON: how many rules and occurrences
 * were compared, and every mismatch. schedule-oracle.test.ts runs it in three zones.
 *
 * The oracle knows only RFC 5545: patterns, UNTIL, EXDATE and RDATE in Europe/London. What bank holidays, terms
 * and cancellations mean is worked out here a second time, naively, on ISO date strings.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { dayOf, londonMoment, minutesOf } from '#lib/schedule/civil.ts';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { nextOccurrences, occurrencesBetween } from '#lib/schedule/occurrences.ts';
import { type SessionRule, WEEKDAYS } from '#lib/schedule/types.ts';

const [count = 3000, seed = 1] = process.argv.slice(2).map(Number);

/** Small seeded random numbers (mulberry32), so that a mismatch can be run again. */
function random(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(seed);
const whole = (below: number) => Math.floor(next() * below);
const chance = (p: number) => next() < p;
function pick<T>(list: readonly T[]): T {
  const one = list[whole(list.length)];
  if (one === undefined) throw new Error('picked from an empty list');
  return one;
}

const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const plusDays = (date: string, days: number) => isoDate(Date.parse(date) + days * 86_400_000);
const anyDate = () => plusDays('2025-01-01', whole(1460));
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Two nations and one set of terms, invented but shaped like the real ones, up to the end of 2028. */
const bankHolidays = Array.from({ length: 40 }, (_, i) => plusDays('2025-01-01', 3 + i * 37)).sort();
const lastHoliday = bankHolidays.at(-1) ?? '';
const terms = Array.from({ length: 16 }, (_, i) => ({
  from: plusDays('2025-01-06', i * 84),
  until: plusDays('2025-01-06', i * 84 + 39 + (i % 3) * 10),
}));
const days = readDays({
  bankHolidays: { days: bankHolidays.map((date) => ({ date, name: 'Holiday' })) },
  terms: { terms },
});

/**
 * Times a quarter of an hour apart, none from one to two at night: on the last Sunday of March there is no such
 * time, where RFC 5545 can be read both ways (the oracle drops the date, we keep it), and in October it comes twice.
 */
function randomTimes() {
  const quarters = Array.from({ length: 96 }, (_, i) => i * 15).filter((m) => m < 60 || m >= 120);
  const start = pick(quarters);
  return { start: clock(start), end: clock(pick([...quarters, 1440].filter((m) => m > start))) };
}

function randomRule(): SessionRule {
  const times = randomTimes();
  if (chance(0.05))
    return { repeats: 'dates', dates: Array.from({ length: 1 + whole(8) }, anyDate), ...times };
  const from = chance(0.3) ? anyDate() : undefined;
  const repeating = {
    ...times,
    from,
    until: chance(0.3) ? plusDays(from ?? anyDate(), whole(700)) : undefined,
    termTime: chance(0.25),
    bankHolidays: pick(['runs', 'off', 'unknown'] as const),
    except: Array.from({ length: chance(0.4) ? whole(12) : 0 }, anyDate),
    cancelled: Array.from({ length: chance(0.4) ? whole(12) : 0 }, () => ({
      date: anyDate(),
      reason: 'called off',
    })),
    extra: Array.from({ length: chance(0.3) ? 1 + whole(3) : 0 }, () => ({
      date: anyDate(),
      ...(chance(0.5) && randomTimes()),
    })),
  };
  const day = pick(WEEKDAYS);
  const kind = whole(3);
  if (kind === 0) return { repeats: 'weekly', day, ...repeating };
  if (kind === 1) return { repeats: 'fortnightly', first: anyDate(), ...repeating };
  return { repeats: 'monthly', week: pick([1, 2, 3, 4, 5, 'last'] as const), day, ...repeating };
}

/** One occurrence as the oracle sees it. `at` is the moment it starts, milliseconds in UTC. */
interface Seen {
  date: string;
  start: string;
  end: string;
  state: 'on' | 'cancelled' | 'check';
  at: number;
}
type Repeating = Exclude<SessionRule, { repeats: 'dates' }>;

const compact = (date: string, time: string) => `${date.replaceAll('-', '')}T${time.replace(':', '')}00`;

/** The pattern as RFC 5545 text, with exceptions as EXDATE and added dates at the usual times as RDATE. */
function rfc(rule: Repeating): string {
  const by = { weekly: '', fortnightly: '', monthly: '' };
  if (rule.repeats !== 'fortnightly') by[rule.repeats] = rule.day.slice(0, 2).toUpperCase();
  const frequency = {
    weekly: `FREQ=WEEKLY;BYDAY=${by.weekly}`,
    fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
    monthly: `FREQ=MONTHLY;BYDAY=${rule.repeats === 'monthly' ? (rule.week === 'last' ? -1 : rule.week) : ''}${by.monthly}`,
  }[rule.repeats];
  const first = rule.repeats === 'fortnightly' ? rule.first : (rule.from ?? '2024-01-01');
  const off = [...(rule.except ?? []), ...(rule.bankHolidays === 'off' ? bankHolidays : [])];
  const cancelled = new Set(rule.cancelled?.map((c) => c.date));
  const gone = off.filter((date) => !cancelled.has(date)).map((date) => compact(date, rule.start));
  return [
    `DTSTART;TZID=Europe/London:${compact(first, rule.start)}`,
    `RRULE:${frequency}${rule.until ? `;UNTIL=${rule.until.replaceAll('-', '')}` : ''}`,
    ...(gone.length ? [`EXDATE;TZID=Europe/London:${gone.join(',')}`] : []),
  ].join('\n');
}

function patternState(rule: Repeating, date: string): Seen['state'] | null {
  if (rule.cancelled?.some((c) => c.date === date)) return 'cancelled';
  if (rule.termTime) {
    const last = terms.at(-1)?.until ?? '';
    if (date > last || date < (terms[0]?.from ?? '')) return 'check';
    if (!terms.some((t) => t.from <= date && date <= t.until)) return null;
  }
  if (rule.bankHolidays === 'runs') return 'on';
  if (rule.bankHolidays === 'unknown' && bankHolidays.includes(date)) return 'check';
  return date > lastHoliday ? 'check' : 'on';
}

/** Every occurrence from one date to another, both included, in order. */
function oracle(rule: SessionRule, from: string, until: string): Seen[] {
  const moment = (date: string, time: string): number => {
    const one = new RRuleTemporal({
      rruleString: `DTSTART;TZID=Europe/London:${compact(date, time)}\nRRULE:FREQ=DAILY;COUNT=1`,
    }).all()[0];
    return one?.epochMilliseconds ?? Number.NaN;
  };
  const within = (date: string) => date >= from && date <= until;
  const single = (date: string, start = rule.start, end = rule.end, state: Seen['state'] = 'on'): Seen => ({
    date,
    start,
    end,
    state,
    at: moment(date, start),
  });
  const found: Seen[] = [];
  if (rule.repeats === 'dates') {
    for (const date of new Set(rule.dates)) if (within(date)) found.push(single(date));
  } else {
    const added = (rule.extra ?? []).map((e) => ({ start: rule.start, end: rule.end, ...e }));
    const zoned = new RRuleTemporal({ rruleString: rfc(rule) }).between(
      new Date(Date.parse(from) - 86_400_000),
      new Date(Date.parse(until) + 2 * 86_400_000),
      true,
    );
    for (const z of zoned) {
      const date = z.toPlainDate().toString();
      const state = patternState(rule, date);
      const given = added.some((e) => e.date === date && e.start === rule.start);
      if (!within(date) || (rule.from && date < rule.from) || !state || given) continue;
      found.push({ date, start: rule.start, end: rule.end, state, at: z.epochMilliseconds });
    }
    for (const { date, start, end } of added)
      if (within(date))
        found.push(
          single(date, start, end, rule.cancelled?.some((c) => c.date === date) ? 'cancelled' : 'on'),
        );
  }
  return found.sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`));
}

const words = (o: Seen) => `${o.date} ${o.start}-${o.end} ${o.state} ${o.at}`;
const mismatches: object[] = [];
let compared = 0;
for (let i = 0; i < count; i++) {
  const rule = randomRule();
  const schedule = compileSchedule({ sessions: [rule] }, days);
  const from = anyDate();
  const until = plusDays(from, whole(400));
  const seen = (list: ReturnType<typeof nextOccurrences>): string[] =>
    list.map((o) => words({ ...o, at: londonMoment(dayOf(o.date), minutesOf(o.start)) }));
  const expected = oracle(rule, from, until);
  const got = seen(occurrencesBetween(schedule, from, until));
  compared += expected.length;
  if (got.join() !== expected.map(words).join()) mismatches.push({ i, rule, from, until, got, expected });

  // The next three from a random minute. Midnight as an end is the next day's 00:00.
  const now = Date.parse(from) + whole(1440) * 60_000;
  const ends = (o: Seen) =>
    o.end === '24:00' ? londonMoment(dayOf(o.date) + 1, 0) : londonMoment(dayOf(o.date), minutesOf(o.end));
  const clear = oracle(rule, plusDays(from, -1), plusDays(from, 400)).filter((o) => o.state !== 'cancelled');
  const soon = clear.filter((o) => ends(o) > now).slice(0, 3);
  const gotSoon = seen(nextOccurrences(schedule, now, soon.length || 1)).slice(0, soon.length);
  compared += soon.length;
  if (gotSoon.join() !== soon.map(words).join()) mismatches.push({ i, rule, now, gotSoon, soon });
}
console.log(
  JSON.stringify({
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    rules: count,
    compared,
    mismatches: mismatches.slice(0, 5),
    wrong: mismatches.length,
  }),
);
