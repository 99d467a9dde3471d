import { describe, expect, it, test } from 'vitest';
import { hoursOf, isOpenDoor, readTimes, sessionsOf } from './times.ts';

/** Rules in short: "mon,tue 10:00-12:00". */
const short = (text: string) =>
  readTimes(text).rules.map(
    (r) =>
      `${r.weeks.join('+')}${r.weeks.length ? ' ' : ''}${r.days.map((d) => d.slice(0, 3)).join(',')} ${r.ranges
        .map((x) => `${x.start}-${x.end}`)
        .join(' ')}`,
  );

describe('times in people’s words', () => {
  it.each([
    ['Tuesday: 10:30 - 13:30', ['tue 10:30-13:30']],
    ['Monday: 10:00 - 17:00, Tuesday: 10:00 - 20:00', ['mon 10:00-17:00', 'tue 10:00-20:00']],
    ['Wednesday: 09:00 - 12:30 / 13:30 - 17:30', ['wed 09:00-12:30 13:30-17:30']],
    ['Fridays midday - 3pm', ['fri 12:00-15:00']],
    ['Mon-Fri 9am-5pm', ['mon,tue,wed,thu,fri 09:00-17:00']],
    ['Monday to Friday, 9.30am to 4pm', ['mon,tue,wed,thu,fri 09:30-16:00']],
    ['Weekdays 9-5; Sat 10-1', ['mon,tue,wed,thu,fri 09:00-17:00', 'sat 10:00-13:00']],
    ['Tues & Thurs 1-3pm', ['tue,thu 13:00-15:00']],
    ['Monday, Wednesday and Friday 10am until noon', ['mon,wed,fri 10:00-12:00']],
    ['Every Tuesday 2-4', ['tue 14:00-16:00']],
    ['Friday: 08:30 - 1400', ['fri 08:30-14:00']],
    ['Sat/Sun 10:00-14:00', ['sat,sun 10:00-14:00']],
    ['Friday: 13:00 - 00:00', ['fri 13:00-24:00']],
    ['Daily 11am–3pm', ['mon,tue,wed,thu,fri,sat,sun 11:00-15:00']],
    ['24 hours', ['mon,tue,wed,thu,fri,sat,sun 00:00-24:00']],
    ['2nd Tuesday of the month 2pm - 4pm', ['2 tue 14:00-16:00']],
    ['First and third Monday of every month, 10:00 - 12:00', ['1+3 mon 10:00-12:00']],
    ['Last Friday of the month: 19:00 - 21:00', ['last fri 19:00-21:00']],
    ['Sunday: Closed, Monday: 09:00 - 12:00', ['mon 09:00-12:00']],
    ['Saturday to Monday 10am-2pm', ['mon,sat,sun 10:00-14:00']],
  ])('%s', (text, rules) => {
    expect(short(text)).toEqual(rules);
    expect(readTimes(text).left).toEqual([]);
  });

  it.each([
    ['Friday: 02:00 - 04:00', 'two in the night, or in the afternoon?'],
    ['Monday: 10:00 - 02:00', 'ends before it starts'],
    ['Monday: 09:30 - 09:30', 'no time at all'],
    ['Monday: 00:00 - 00:00', 'nobody filled it in'],
    ['Thursday: 12:00 - 14:00 Monthly', 'which week?'],
    ['Friday: 12:00 - 14:00 Fortnightly', 'which Friday first?'],
    ['Monday: 09:00 - 17:00 - 09:00', 'three times'],
    ['Please check our page', 'no times'],
    ['10am - 2pm', 'no day'],
    ['Monday: 10:00 - 25:00', 'no such time'],
    ['Tuesdays after the school run', 'no times'],
  ])('keeps word for word: %s (%s)', (text) => {
    expect(readTimes(text)).toMatchObject({ rules: [], left: [text] });
  });

  test('keeps what it understands beside what it does not', () => {
    const times = readTimes('Wednesday: 10:30 - 12:00, Friday: 12:00 - 14:00 Monthly');
    expect(times.left).toEqual(['Friday: 12:00 - 14:00 Monthly']);
    expect(sessionsOf(times)).toEqual([
      { repeats: 'weekly', day: 'wednesday', start: '10:30', end: '12:00' },
    ]);
  });

  test('term time and appointments', () => {
    const times = readTimes('Mondays 10am-12pm (term time only), Fridays by appointment');
    expect(times).toMatchObject({ termTime: true, byAppointment: true });
    expect(sessionsOf(times)[0]).toMatchObject({
      day: 'monday',
      start: '10:00',
      end: '12:00',
      termTime: true,
    });
  });
});

test('a door that is open all week is no session', () => {
  const library = readTimes('Mon-Fri 9am-5pm, Sat 10am-1pm');
  expect(isOpenDoor(library.rules)).toBe(true);
  expect(hoursOf(library.rules)).toEqual([
    { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], opens: '09:00', closes: '17:00' },
    { days: ['saturday'], opens: '10:00', closes: '13:00' },
  ]);
  expect(isOpenDoor(readTimes('Tuesday 10am-1pm').rules)).toBe(false);
});
