import { describe, expect, it } from 'vitest';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { nextOccurrences, occurrencesBetween, statusOn } from '#lib/schedule/occurrences.ts';
import { dates, england, SCOTLAND, schedule, weekly } from './test-days.ts';

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
