import { describe, expect, it } from 'vitest';
import { nextOccurrences, occurrencesBetween } from '#lib/schedule/occurrences.ts';
import type { SessionRule } from '#lib/schedule/types.ts';
import { dates, nextDates, schedule, TWO_TO_HALF_THREE, weekly } from './test-days.ts';

describe('fortnightly from a dated first session', () => {
  const rule: SessionRule = { repeats: 'fortnightly', first: '2026-12-03', ...TWO_TO_HALF_THREE };

  it('has no date before the first, on any of the 27 days before it', () => {
    for (let day = 6; day <= 30; day++)
      expect(nextDates(rule, `2026-11-${String(day).padStart(2, '0')}`, 1)).toEqual(['2026-12-03']);
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-03'])
      expect(nextDates(rule, day, 2)).toEqual(['2026-12-03', '2026-12-17']);
  });

  it('keeps its weeks across a year with 53 weeks and across clock changes', () => {
    expect(nextDates(rule, '2026-12-18', 3)).toEqual(['2026-12-31', '2027-01-14', '2027-01-28']);
    expect(nextDates(rule, '2027-03-24', 2)).toEqual(['2027-03-25', '2027-04-08']);
  });

  it('keeps the parity of the first where "from" is later', () => {
    expect(nextDates({ ...rule, from: '2026-12-10' }, '2026-11-21', 2)).toEqual(['2026-12-17', '2026-12-31']);
  });
});

describe('monthly by weekday', () => {
  const monthly = (week: number | 'last', day: 'monday' | 'tuesday' | 'friday'): SessionRule => ({
    repeats: 'monthly',
    week,
    day,
    ...TWO_TO_HALF_THREE,
  });

  it('second Tuesday', () => {
    expect(nextDates(monthly(2, 'tuesday'), '2026-11-21', 3)).toEqual([
      '2026-12-08',
      '2027-01-12',
      '2027-02-09',
    ]);
  });

  it('last Friday, in months of four and of five', () => {
    expect(nextDates(monthly('last', 'friday'), '2026-11-21', 4)).toEqual([
      '2026-11-27',
      '2026-12-25',
      '2027-01-29',
      '2027-02-26',
    ]);
  });

  it('fifth Monday, skipping the months without one', () => {
    expect(nextDates(monthly(5, 'monday'), '2026-11-21', 4)).toEqual([
      '2026-11-30',
      '2027-03-29',
      '2027-05-31',
      '2027-08-30',
    ]);
  });

  it('the day itself counts, the day after does not', () => {
    expect(nextDates(monthly(2, 'tuesday'), '2026-12-08', 1)).toEqual(['2026-12-08']);
    expect(nextDates(monthly(2, 'tuesday'), '2026-12-09', 1)).toEqual(['2027-01-12']);
  });
});

describe('across both clock changes', () => {
  it('stays at two on the wall when clocks go back (25 October 2026)', () => {
    const s = schedule([weekly('sunday')]);
    const [before, on, after] = nextOccurrences(s, Date.UTC(2026, 9, 17), 3);
    expect([before, on, after].map((o) => `${o?.date} ${o?.start}`)).toEqual([
      '2026-10-18 14:00',
      '2026-10-25 14:00',
      '2026-11-01 14:00',
    ]);
  });

  it('ends at half past three London time, an hour apart in UTC', () => {
    const s = schedule([weekly('sunday')]);
    // 28 March 2027 is British Summer Time: 15:30 is 14:30 UTC.
    expect(dates(nextOccurrences(s, Date.UTC(2027, 2, 28, 14, 29)))).toEqual(['2027-03-28']);
    expect(dates(nextOccurrences(s, Date.UTC(2027, 2, 28, 14, 30)))).toEqual(['2027-04-04']);
    expect(dates(nextOccurrences(s, Date.UTC(2027, 2, 21, 15, 29)))).toEqual(['2027-03-21']);
    expect(dates(nextOccurrences(s, Date.UTC(2027, 2, 21, 15, 30)))).toEqual(['2027-03-28']);
  });

  it('keeps a session in the hour that March skips, on its date', () => {
    const s = schedule([weekly('sunday', { start: '01:30', end: '03:00' })]);
    expect(occurrencesBetween(s, '2027-03-28', '2027-03-28')).toMatchObject([
      { start: '01:30', state: 'on' },
    ]);
  });

  it('counts 23:30 UTC in June as tomorrow, as London does', () => {
    const s = schedule([weekly('monday', { start: '00:00', end: '01:00' })]);
    expect(dates(nextOccurrences(s, Date.UTC(2027, 5, 6, 23, 30)))).toEqual(['2027-06-07']);
    expect(dates(nextOccurrences(s, Date.UTC(2027, 5, 7, 0, 0)))).toEqual(['2027-06-14']);
  });
});

describe('first and last day, plain dates, several sessions', () => {
  it('keeps to "from" and "until", both included', () => {
    const rule = weekly('tuesday', { from: '2026-12-01', until: '2026-12-15' });
    expect(nextDates(rule, '2026-11-21', 9)).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
    expect(nextDates(rule, '2026-12-16', 1)).toEqual([]);
  });

  it('takes plain dates in any order, once each', () => {
    const rule: SessionRule = {
      repeats: 'dates',
      dates: ['2027-01-14', '2026-12-03', '2026-12-03'],
      start: '10:00',
      end: '11:00',
    };
    expect(nextDates(rule, '2026-11-21', 5)).toEqual(['2026-12-03', '2027-01-14']);
  });

  it('merges sessions by day and then by start', () => {
    const s = schedule([
      weekly('tuesday', { label: 'Afternoon' }),
      weekly('tuesday', { start: '10:00', end: '11:00', label: 'Morning' }),
      weekly('monday'),
    ]);
    const next = nextOccurrences(s, Date.UTC(2026, 10, 21), 4);
    expect(next.map((o) => `${o.date} ${o.label ?? ''} ${o.session}`)).toEqual([
      '2026-11-23  2',
      '2026-11-24 Morning 1',
      '2026-11-24 Afternoon 0',
      '2026-11-30  2',
    ]);
  });

  it('counts a session under way as next until it ends, and reads moments as bounds', () => {
    const s = schedule([weekly('tuesday')]);
    expect(dates(nextOccurrences(s, Date.UTC(2026, 10, 24, 15, 29)))).toEqual(['2026-11-24']);
    expect(dates(nextOccurrences(s, Date.UTC(2026, 10, 24, 15, 30)))).toEqual(['2026-12-01']);
    const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 24, hour, minute));
    expect(occurrencesBetween(s, at(15), at(16))).toHaveLength(1);
    expect(occurrencesBetween(s, at(15, 30), at(16))).toHaveLength(0);
    expect(occurrencesBetween(s, at(13), at(14))).toHaveLength(0);
    expect(occurrencesBetween(s, at(13), at(14, 1))).toHaveLength(1);
  });
});
