import { describe, expect, it } from 'vitest';
import { clockOf } from '#lib/schedule/civil.ts';
import { openWords } from '#lib/schedule/current.ts';
import { openState, readHours } from '#lib/schedule/hours.ts';
import { hoursWords } from '#lib/schedule/rule-words.ts';
import { type OpeningLine, WEEKDAYS } from '#lib/schedule/types.ts';

const WORKDAYS = WEEKDAYS.slice(0, 5);
const office: OpeningLine[] = [
  { days: WORKDAYS, opens: '09:00', closes: '17:00' },
  { days: ['saturday'], opens: '10:00', closes: '12:00' },
];
const always: OpeningLine[] = [{ days: WEEKDAYS, opens: '00:00', closes: '24:00' }];
/** A night shelter: two lines, since it runs past midnight. */
const night: OpeningLine[] = [
  { days: WORKDAYS, opens: '22:00', closes: '24:00' },
  { days: ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], opens: '00:00', closes: '02:00' },
];

/** A moment in the week of Monday 23 November 2026, when London keeps UTC. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, 23 + day, hour, minute);
const never = () => false;
const words = (lines: OpeningLine[], now: number, holiday: () => boolean = never) =>
  openWords(readHours(lines), now, holiday);
const state = (lines: OpeningLine[], now: number) => {
  const { open, changes } = openState(readHours(lines), now);
  return `${open ? 'open' : 'shut'} ${changes ? `${changes.date} ${clockOf(changes.minute)}` : 'for good'}`;
};

describe('open now until', () => {
  it('opens and closes on the minute', () => {
    expect(state(office, at(0, 8, 59))).toBe('shut 2026-11-23 09:00');
    expect(state(office, at(0, 9))).toBe('open 2026-11-23 17:00');
    expect(state(office, at(0, 16, 59))).toBe('open 2026-11-23 17:00');
    expect(state(office, at(0, 17))).toBe('shut 2026-11-24 09:00');
  });

  it('goes from the last hours of a week to the first of the next', () => {
    expect(state(office, at(5, 12))).toBe('shut 2026-11-30 09:00');
    expect(state(office, at(6, 23, 59))).toBe('shut 2026-11-30 09:00');
  });

  it('joins lines that meet at midnight', () => {
    expect(state(night, at(0, 23))).toBe('open 2026-11-24 02:00');
    expect(state(night, at(1, 1, 59))).toBe('open 2026-11-24 02:00');
    expect(state(night, at(1, 2))).toBe('shut 2026-11-24 22:00');
  });

  it('joins Sunday night to Monday morning', () => {
    const lines: OpeningLine[] = [
      { days: ['sunday'], opens: '20:00', closes: '24:00' },
      { days: ['monday'], opens: '00:00', closes: '06:00' },
    ];
    expect(state(lines, at(6, 21))).toBe('open 2026-11-30 06:00');
    expect(state(lines, at(0, 5))).toBe('open 2026-11-23 06:00');
    expect(state(lines, at(0, 6))).toBe('shut 2026-11-29 20:00');
  });

  it('joins lines that meet or overlap in the day', () => {
    const lines: OpeningLine[] = [
      { days: ['monday'], opens: '13:00', closes: '17:00' },
      { days: ['monday'], opens: '09:00', closes: '13:00' },
      { days: ['monday'], opens: '12:00', closes: '16:00' },
    ];
    expect(readHours(lines)).toEqual([[540, 1020]]);
  });

  it('never closes where every day runs from 00:00 to 24:00', () => {
    for (const now of [at(0, 0), at(6, 23, 59), at(3, 12)]) expect(state(always, now)).toBe('open for good');
  });

  it('closes at the end of the day it ends on, where it runs till 24:00', () => {
    expect(state([{ days: ['monday'], opens: '18:00', closes: '24:00' }], at(0, 20))).toBe(
      'open 2026-11-23 24:00',
    );
    expect(state([{ days: ['sunday'], opens: '18:00', closes: '24:00' }], at(6, 20))).toBe(
      'open 2026-11-29 24:00',
    );
  });

  it('reads the clock in London in summer', () => {
    expect(state(office, Date.UTC(2027, 5, 7, 8, 0))).toBe('open 2027-06-07 17:00');
    expect(state(office, Date.UTC(2027, 5, 7, 16, 0))).toBe('shut 2027-06-08 09:00');
  });
});

describe('opening hours in words', () => {
  it('says until when, or when next', () => {
    expect(words(office, at(0, 10))).toBe('Open now, until 5pm');
    expect(words(office, at(0, 8))).toBe('Closed now. Opens today, 9am');
    expect(words(office, at(0, 18))).toBe('Closed now. Opens tomorrow, Tuesday 24 November, 9am');
    expect(words(office, at(5, 13))).toBe('Closed now. Opens on Monday 30 November, 9am');
    expect(words(night, at(0, 23))).toBe('Open now, until 2am tomorrow');
    expect(words([{ days: ['monday'], opens: '18:00', closes: '24:00' }], at(0, 20))).toBe(
      'Open now, until midnight',
    );
    expect(words([{ days: WORKDAYS, opens: '00:00', closes: '24:00' }], at(0, 20))).toBe(
      'Open now, until midnight on Friday 27 November',
    );
    expect(words(always, at(0, 20))).toBe('Open all day and all night');
    expect(words([], at(0, 20))).toBeNull();
  });

  it('warns on a bank holiday, save where it never closes', () => {
    expect(words(office, at(0, 10), () => true)).toBe(
      'Open now, until 5pm. Check first: it is a bank holiday',
    );
    expect(words(always, at(0, 10), () => true)).toBe('Open all day and all night');
  });

  it('lists the week, days with the same hours together', () => {
    expect(hoursWords(office)).toEqual(['Monday to Friday, 9am to 5pm', 'Saturday, 10am to 12 noon']);
    expect(hoursWords(always)).toEqual(['Open all day and all night, every day']);
    expect(
      hoursWords([
        { days: ['thursday', 'tuesday'], opens: '17:00', closes: '23:30' },
        { days: ['monday', 'wednesday', 'friday'], opens: '00:00', closes: '24:00' },
      ]),
    ).toEqual([
      'Monday, Wednesday and Friday, all day and all night',
      'Tuesday and Thursday, 5pm to 11.30pm',
    ]);
    expect(hoursWords([{ days: WEEKDAYS, opens: '08:00', closes: '24:00' }])).toEqual([
      'Every day, 8am to midnight',
    ]);
  });
});
