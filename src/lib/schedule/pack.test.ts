import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '#lib/schedule/civil.ts';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { currentWords, unpackSchedule } from '#lib/schedule/current.ts';
import { nextWords } from '#lib/schedule/next.ts';
import { occurrencesBetween, statusOn } from '#lib/schedule/occurrences.ts';
import { type PackedSchedule, packSchedule } from '#lib/schedule/pack.ts';
import type { Times } from '#lib/schedule/types.ts';

const BUILT = '2026-11-21';
const days = readDays({
  bankHolidays: {
    days: [
      '2026-12-25',
      '2026-12-28',
      '2027-01-01',
      '2027-03-26',
      '2027-03-29',
      '2027-05-03',
      '2028-12-26',
    ].map((date) => ({ date, name: 'Bank holiday' })),
  },
  terms: {
    terms: [
      { from: '2026-09-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-02-12' },
    ],
  },
});
const times: Times = {
  sessions: [
    {
      repeats: 'weekly',
      day: 'monday',
      start: '10:00',
      end: '11:30',
      label: 'Beginners',
      bankHolidays: 'off',
      cancelled: [{ date: '2026-12-07', reason: 'no heating' }],
      extra: [
        { date: '2026-12-09', start: '18:00', end: '19:00' },
        { date: '2026-12-14', end: '12:00' },
      ],
      except: ['2026-12-21'],
    },
    { repeats: 'fortnightly', first: '2026-10-02', start: '13:00', end: '14:00', termTime: true },
    { repeats: 'monthly', week: 5, day: 'monday', start: '19:00', end: '21:00', bankHolidays: 'unknown' },
    { repeats: 'dates', dates: ['2026-11-03', '2027-01-20'], start: '09:00', end: '24:00', at: 'Refuge' },
    {
      repeats: 'weekly',
      day: 'sunday',
      start: '09:00',
      end: '10:00',
      from: '2027-03-01',
      until: '2027-04-30',
    },
  ],
  openingHours: [{ days: ['monday', 'tuesday'], opens: '09:00', closes: '17:00' }],
  byAppointment: true,
  locations: [{ name: 'Refuge', sensitive: true }],
};
/** What a page carries: packed, written as text and read again. */
const carry = (t: Times): PackedSchedule => JSON.parse(JSON.stringify(packSchedule(t, days, BUILT)));

describe('a packed schedule', () => {
  const packed = carry(times);
  const whole = compileSchedule(times, days);

  it('says the same as the whole one, at four moments of each of the next 300 days', () => {
    for (let day = dayOf(BUILT); day < dayOf(BUILT) + 300; day++) {
      for (const hour of [0, 10, 13, 20]) {
        const now = day * 86_400_000 + hour * 3_600_000;
        const { open, byAppointment, ...words } = currentWords(packed, now);
        expect(words, `${dateOf(day)} ${hour}:00`).toEqual(nextWords(whole, now));
        expect([typeof open, byAppointment]).toEqual(['string', true]);
      }
    }
  });

  it('has the same dates for 400 days and is to be checked after that', () => {
    const last = dateOf(packed.old - 1);
    expect(occurrencesBetween(unpackSchedule(packed), BUILT, last)).toEqual(
      occurrencesBetween(whole, BUILT, last),
    );
    const monday = dateOf(packed.old + 7 - ((packed.old + 3) % 7));
    expect(statusOn(unpackSchedule(packed), monday)).toContainEqual(
      expect.objectContaining({ session: 0, state: 'check', reason: 'this page is old' }),
    );
  });

  it('holds no sensitive name, and stays small', () => {
    const text = JSON.stringify(packed);
    expect(text).not.toContain('Refuge');
    const [weekly] = times.sessions;
    expect(JSON.stringify(carry({ sessions: weekly ? [weekly] : [] })).length).toBeLessThan(320);
  });

  it('leaves out sessions that are over', () => {
    expect(
      carry({ sessions: [{ repeats: 'dates', dates: ['2026-11-03'], start: '09:00', end: '10:00' }] }).s,
    ).toEqual([]);
  });
});

describe('what a page shows first', () => {
  const now = Date.UTC(2026, 10, 23, 12);

  it('the next date, else whether it is open, else "by appointment"', () => {
    const { openingHours } = times;
    expect(currentWords(carry(times), now).text).toBe('Friday 27 November, 1pm to 2pm');
    expect(currentWords(carry({ sessions: [], openingHours, byAppointment: true }), now).text).toBe(
      'Open now, until 5pm',
    );
    expect(currentWords(carry({ sessions: [], byAppointment: true }), now).text).toBe('By appointment');
    expect(currentWords(carry({ sessions: [] }), now).text).toBe('No dates known. Check with the group');
  });

  it('warns of a bank holiday beside opening hours', () => {
    const { openingHours } = times;
    const monday = Date.UTC(2026, 11, 28, 12);
    expect(currentWords(carry({ sessions: [], openingHours }), monday).open).toBe(
      'Open now, until 5pm. Check first: it is a bank holiday',
    );
  });

  it('has no hours while a listing is paused', () => {
    const { openingHours } = times;
    expect(currentWords(carry({ sessions: [], openingHours, status: 'paused' }), now).open).toBeNull();
  });
});
