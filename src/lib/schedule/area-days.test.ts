import { describe, expect, it } from 'vitest';
import { areaDays } from '#lib/schedule/area-days.ts';
import { dateOf, dayOf } from '#lib/schedule/civil.ts';

const days = areaDays({
  areas: [
    { id: 'wigan', nation: 'england' },
    { id: 'glasgow', nation: 'scotland' },
  ],
  places: [
    { id: 'leigh', area: 'wigan' },
    { id: 'govan', area: 'glasgow' },
  ],
  bankHolidays: [
    {
      nation: 'england',
      days: [
        { date: '2026-12-25', name: 'Christmas' },
        { date: '2028-12-26', name: 'Boxing Day' },
      ],
    },
    {
      nation: 'scotland',
      days: [
        { date: '2026-11-30', name: 'St Andrew' },
        { date: '2027-12-27', name: 'Christmas' },
      ],
    },
  ],
  terms: [{ area: 'wigan', terms: [{ from: '2026-11-02', until: '2026-12-18' }] }],
});
const leigh = { name: 'Town Hall', place: 'leigh' };
const govan = { name: 'Pearce Hall', place: 'govan' };
const on = (date: string) => dayOf(date);

describe('the known days of a session', () => {
  it('are those of its place’s own nation and area', () => {
    expect(days({ locations: [leigh] }).holidays.has(on('2026-11-30'))).toBe(false);
    expect(days({ locations: [govan] }).holidays.has(on('2026-11-30'))).toBe(true);
    expect(days({ locations: [leigh] }).terms).toHaveLength(1);
    expect(days({ locations: [govan] }).terms).toHaveLength(0);
  });

  it('follow the location a session names', () => {
    const both = { locations: [leigh, govan] };
    expect(days(both, { at: 'Town Hall' }).holidays.has(on('2026-11-30'))).toBe(false);
    expect(days(both, { at: 'Pearce Hall' }).holidays.has(on('2026-11-30'))).toBe(true);
  });

  it('are those of every nation served, as far as all are known, without terms', () => {
    const national = days({ locations: [], serviceArea: { areas: [], places: [], national: true } });
    expect([...national.holidays.keys()].map(dateOf)).toContain('2026-11-30');
    expect([...national.holidays.keys()].map(dateOf)).toContain('2026-12-25');
    expect(dateOf(national.holidaysUntil)).toBe('2027-12-27');
    expect(national.terms).toHaveLength(0);
  });

  it('come from an area served where there is no venue, and are read once', () => {
    const served = { locations: [], serviceArea: { areas: ['glasgow'], places: [], national: false } };
    expect(days(served).holidays.has(on('2026-11-30'))).toBe(true);
    expect(days(served)).toBe(days({ locations: [govan] }));
  });

  it('are not known where nothing says where', () => {
    expect(days({ locations: [] }).holidaysUntil).toBe(Number.NEGATIVE_INFINITY);
  });
});
