import { describe, expect, it } from 'vitest';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { nextOccurrences, occurrencesBetween, statusOn } from '#lib/schedule/occurrences.ts';
import type { KnownDays, SessionRule, Times } from '#lib/schedule/types.ts';

/** Facts from gov.uk/bank-holidays, read in November 2026. */
const ENGLAND: KnownDays = {
  bankHolidays: {
    days: [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
      { date: '2027-03-26', name: 'Good Friday' },
      { date: '2027-03-29', name: 'Easter Monday' },
      { date: '2027-05-03', name: 'Early May bank holiday' },
      { date: '2027-08-30', name: 'Summer bank holiday' },
      { date: '2027-12-27', name: 'Christmas Day (substitute day)' },
      { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
    ],
  },
  terms: {
    terms: [
      { from: '2026-09-02', until: '2026-10-23' },
      { from: '2026-11-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-02-12' },
    ],
  },
};
const SCOTLAND: KnownDays = {
  bankHolidays: {
    days: [
      { date: '2026-11-30', name: 'St Andrew’s Day' },
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
      { date: '2027-01-04', name: '2nd January (substitute day)' },
      { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
    ],
  },
};
const england = readDays(ENGLAND);

const TWO_TO_HALF_THREE = { start: '14:00', end: '15:30', bankHolidays: 'runs' } as const;
const weekly = (day: 'monday' | 'tuesday' | 'sunday' | 'friday', more: object = {}): SessionRule => ({
  repeats: 'weekly',
  day,
  ...TWO_TO_HALF_THREE,
  ...more,
});
const schedule = (sessions: SessionRule[], days = england, more: Partial<Times> = {}) =>
  compileSchedule({ sessions, ...more }, days);
const dates = (list: { date: string }[]) => list.map((o) => o.date);
/** Next dates from noon on a day in London. */
const nextDates = (rule: SessionRule, from: string, n: number) =>
  dates(nextOccurrences(schedule([rule]), Date.parse(`${from}T12:00:00Z`), n));

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

describe('bank holidays by nation', () => {
  const monday = weekly('monday', { bankHolidays: 'off' });

  it("St Andrew's Day is off in Scotland and an ordinary Monday in England", () => {
    const now = Date.UTC(2026, 10, 28);
    expect(dates(nextOccurrences(schedule([monday]), now, 2))).toEqual(['2026-11-30', '2026-12-07']);
    const scottish = schedule([monday], readDays(SCOTLAND));
    expect(dates(nextOccurrences(scottish, now, 2))).toEqual(['2026-12-07', '2026-12-14']);
    expect(statusOn(scottish, '2026-11-30')).toMatchObject([{ state: 'off', reason: 'bank holiday' }]);
  });

  it('takes the nation session by session where a listing has two', () => {
    const both = compileSchedule({ sessions: [monday, monday] }, (_, i) =>
      i === 0 ? england : readDays(SCOTLAND),
    );
    expect(statusOn(both, '2026-11-30').map((s) => s.state)).toEqual(['on', 'off']);
  });

  it('runs where it says it runs; is to be checked where nobody has said', () => {
    expect(statusOn(schedule([weekly('monday')]), '2026-12-28')).toMatchObject([{ state: 'on' }]);
    for (const bankHolidays of ['unknown', undefined])
      expect(statusOn(schedule([weekly('monday', { bankHolidays })]), '2026-12-28')).toMatchObject([
        { state: 'check', reason: 'it is a bank holiday' },
      ]);
  });

  it('is to be checked past the last known bank holiday, and where no table is given', () => {
    const s = schedule([monday]);
    expect(statusOn(s, '2027-12-20')).toMatchObject([{ state: 'on' }]);
    expect(statusOn(s, '2028-01-03')).toMatchObject([{ state: 'check' }]);
    expect(statusOn(schedule([monday], readDays({})), '2026-12-07')).toMatchObject([{ state: 'check' }]);
    expect(statusOn(schedule([weekly('monday')], readDays({})), '2026-12-07')).toMatchObject([
      { state: 'on' },
    ]);
  });
});

describe('term time', () => {
  const s = schedule([weekly('tuesday', { termTime: true })]);

  it('stops between terms, first and last day of a term included', () => {
    expect(dates(occurrencesBetween(s, '2026-10-20', '2027-01-12'))).toEqual([
      '2026-10-20',
      '2026-11-03',
      '2026-11-10',
      '2026-11-17',
      '2026-11-24',
      '2026-12-01',
      '2026-12-08',
      '2026-12-15',
      '2027-01-05',
      '2027-01-12',
    ]);
    expect(statusOn(s, '2026-12-22')).toMatchObject([{ state: 'off', reason: 'school holidays' }]);
    const friday = schedule([weekly('friday', { termTime: true })]);
    expect(statusOn(friday, '2026-12-18')).toMatchObject([{ state: 'on' }]);
  });

  it('says "check with the group" past the last known term', () => {
    expect(statusOn(s, '2027-02-16')).toMatchObject([
      { state: 'check', reason: 'school term dates are not known yet' },
    ]);
    expect(nextOccurrences(s, Date.UTC(2027, 1, 13))[0]).toMatchObject({
      date: '2027-02-16',
      state: 'check',
    });
  });
});

describe('cancelled, left out and added dates', () => {
  const rule = weekly('tuesday', {
    except: ['2026-12-22', '2026-12-29'],
    cancelled: [{ date: '2026-12-08', reason: 'the hall is being painted' }],
    extra: [{ date: '2026-12-12', start: '10:00', end: '12:00' }, { date: '2026-12-23' }],
  });
  const s = schedule([rule]);

  it('shows a cancelled date with its reason, and never as next', () => {
    expect(statusOn(s, '2026-12-08')).toMatchObject([
      { state: 'cancelled', reason: 'the hall is being painted' },
    ]);
    expect(dates(nextOccurrences(s, Date.UTC(2026, 11, 2), 2))).toEqual(['2026-12-12', '2026-12-15']);
    expect(occurrencesBetween(s, '2026-12-08', '2026-12-08')).toMatchObject([{ state: 'cancelled' }]);
  });

  it('leaves exceptions out and puts added dates in order, with their own times or the usual ones', () => {
    expect(
      occurrencesBetween(s, '2026-12-09', '2026-12-31').map((o) => `${o.date} ${o.start}-${o.end}`),
    ).toEqual(['2026-12-12 10:00-12:00', '2026-12-15 14:00-15:30', '2026-12-23 14:00-15:30']);
  });

  it('adds a date once where the pattern has it already, with the added end', () => {
    const twice = schedule([weekly('tuesday', { extra: [{ date: '2026-12-15', end: '17:00' }] })]);
    expect(occurrencesBetween(twice, '2026-12-15', '2026-12-15').map((o) => o.end)).toEqual(['17:00']);
    expect(statusOn(twice, '2026-12-15')).toHaveLength(1);
  });

  it('moves a session by leaving its date out and adding it at another time', () => {
    const moved = schedule([
      weekly('tuesday', {
        except: ['2026-12-15'],
        extra: [{ date: '2026-12-15', start: '18:00', end: '19:00' }],
      }),
    ]);
    expect(occurrencesBetween(moved, '2026-12-15', '2026-12-15').map((o) => o.start)).toEqual(['18:00']);
  });

  it('calls an added date off too', () => {
    const off = schedule([
      weekly('tuesday', {
        extra: [{ date: '2026-12-12' }],
        cancelled: [{ date: '2026-12-12', reason: 'snow' }],
      }),
    ]);
    expect(occurrencesBetween(off, '2026-12-12', '2026-12-12')).toMatchObject([{ state: 'cancelled' }]);
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

describe('by appointment, paused and closed', () => {
  it('has no dates by appointment only', () => {
    expect(nextOccurrences(schedule([], england, { byAppointment: true }), Date.UTC(2026, 10, 21))).toEqual(
      [],
    );
  });

  it('has no dates before a paused group is expected back, and is to be checked from then', () => {
    const s = schedule([weekly('tuesday')], england, { status: 'paused', statusDate: '2027-01-12' });
    expect(nextOccurrences(s, Date.UTC(2026, 10, 21))[0]).toMatchObject({
      date: '2027-01-12',
      state: 'check',
    });
    expect(schedule([weekly('tuesday')], england, { status: 'paused' }).streams).toEqual([]);
    expect(schedule([weekly('tuesday')], england, { status: 'closed' }).streams).toEqual([]);
  });

  it('never names a sensitive location', () => {
    const s = schedule(
      [weekly('tuesday', { at: 'Safe House' }), weekly('tuesday', { at: 'Town Hall' })],
      england,
      {
        locations: [{ name: 'Safe House', sensitive: true }, { name: 'Town Hall' }],
      },
    );
    expect(nextOccurrences(s, Date.UTC(2026, 10, 21), 2).map((o) => o.at)).toEqual([undefined, 'Town Hall']);
  });
});
