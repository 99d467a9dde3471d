/**
 * `node tests/bench/schedule.ts`: the next date of 10,000 listings, and the same question put to rrule-temporal in
 * the same run. The bar is 50 ms; the exit code says whether it is met.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { currentWords } from '#lib/schedule/current.ts';
import { nextWords } from '#lib/schedule/next.ts';
import { nextOccurrences, occurrencesBetween } from '#lib/schedule/occurrences.ts';
import { packSchedule } from '#lib/schedule/pack.ts';
import { type SessionRule, WEEKDAYS } from '#lib/schedule/types.ts';

const LISTINGS = 10_000;
const BAR_MS = 50;
const NOW = Date.UTC(2026, 10, 21, 12);

const holidays = [
  '2026-12-25',
  '2026-12-28',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-03',
  '2028-12-26',
];
const days = readDays({
  bankHolidays: { days: holidays.map((date) => ({ date, name: 'Bank holiday' })) },
  terms: {
    terms: [
      { from: '2026-09-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-07-20' },
    ],
  },
});

/** Listings as a directory has them: half weekly, the rest mixed, one in ten with a second session. */
function sessions(i: number): SessionRule[] {
  const day = WEEKDAYS[i % 7] ?? 'monday';
  const common = { start: '10:00', end: '11:30', bankHolidays: 'off', termTime: i % 5 === 0 } as const;
  const weekly: SessionRule = { repeats: 'weekly', day, ...common, except: ['2026-12-22', '2026-12-29'] };
  const first = `2026-10-${String(1 + (i % 28)).padStart(2, '0')}`;
  const rules: SessionRule[] = [
    weekly,
    { repeats: 'monthly', week: ([1, 2, 3, 4, 5, 'last'] as const)[i % 6] ?? 1, day, ...common },
    weekly,
    { repeats: 'fortnightly', first, ...common },
  ];
  const rule = rules[i % 4] ?? weekly;
  return i % 10 === 0 ? [rule, { ...weekly, start: '18:00', end: '19:00' }] : [rule];
}

/** The best of several runs, in milliseconds: what the work costs when nothing else has the processor. */
function best(times: number, work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

const listings = Array.from({ length: LISTINGS }, (_, i) => ({ sessions: sessions(i) }));
const compile = () => listings.map((listing) => compileSchedule(listing, days));
const schedules = compile();
const packed = listings.slice(0, 1000).map((l) => packSchedule(l, days, '2026-11-21'));

const cold = best(1, () => schedules.map((s) => nextOccurrences(s, NOW)));
const compiling = best(7, compile);
const next = best(7, () => schedules.map((s) => nextOccurrences(s, NOW)));
const words = best(3, () => schedules.map((s) => nextWords(s, NOW)));
const year = best(2, () => schedules.map((s) => occurrencesBetween(s, '2026-11-21', '2027-11-21')));
const carried = best(5, () => packed.map((p) => currentWords(p, NOW)));

/** The first rule of a listing for the oracle, without exceptions: less work than ours has. */
const SAMPLE = 2000;
const oracles = listings.slice(0, SAMPLE).map(({ sessions: [rule] }) => {
  const by = rule && 'day' in rule ? rule.day.slice(0, 2).toUpperCase() : '';
  const kind =
    rule?.repeats === 'monthly'
      ? `FREQ=MONTHLY;BYDAY=${rule.week === 'last' ? -1 : rule.week}${by}`
      : rule?.repeats === 'fortnightly'
        ? 'FREQ=WEEKLY;INTERVAL=2'
        : `FREQ=WEEKLY;BYDAY=${by}`;
  const first = rule?.repeats === 'fortnightly' ? rule.first.replaceAll('-', '') : '20260901';
  return new RRuleTemporal({ rruleString: `DTSTART;TZID=Europe/London:${first}T100000\nRRULE:${kind}` });
});
const theirs = best(3, () => oracles.map((rule) => rule.next(new Date(NOW)))) * (LISTINGS / SAMPLE);

const ms = (n: number) => `${n.toFixed(1)} ms`;
console.table({
  'next date, 10,000 listings, first run': ms(cold),
  'next date, 10,000 listings, warm': ms(next),
  'compile 10,000 listings': ms(compiling),
  'next three in words, 10,000 listings': ms(words),
  'a year of occurrences, 10,000 listings': ms(year),
  'unpack and say, one page': `${((carried / packed.length) * 1000).toFixed(1)} µs`,
  'packed, bytes a listing (median)': packed.map((p) => JSON.stringify(p).length).sort((a, b) => a - b)[500],
  'rrule-temporal, next date, 10,000 rules': ms(theirs),
  'ratio, rrule-temporal to ours': `${(theirs / next).toFixed(1)} to 1`,
});
process.exitCode = cold <= BAR_MS ? 0 : 1;
