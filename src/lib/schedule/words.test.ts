import { describe, expect, it } from 'vitest';
import { dayOf } from '#lib/schedule/civil.ts';
import { compileSchedule, readDays } from '#lib/schedule/compile.ts';
import { nextWords } from '#lib/schedule/next.ts';
import { ruleWords } from '#lib/schedule/rule-words.ts';
import type { SessionRule } from '#lib/schedule/types.ts';
import { asOfWords, datesWords, dateWords, dayWords, timesWords, timeWords } from '#lib/schedule/words.ts';

const days = readDays({
  bankHolidays: {
    days: [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2028-12-26', name: 'Boxing Day' },
    ],
  },
  terms: {
    terms: [
      { from: '2026-09-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-02-12' },
    ],
  },
});
const thursday: SessionRule = {
  repeats: 'weekly',
  day: 'thursday',
  start: '10:00',
  end: '11:30',
  bankHolidays: 'off',
};
const next = (sessions: SessionRule[], date: string, clock = '08:00') =>
  nextWords(compileSchedule({ sessions }, days), Date.parse(`${date}T${clock}:00Z`));

describe('times and dates', () => {
  it.each([
    [0, 'midnight'],
    [15, '12.15am'],
    [540, '9am'],
    [690, '11.30am'],
    [720, '12 noon'],
    [725, '12.05pm'],
    [810, '1.30pm'],
    [1440, 'midnight'],
  ])('%i minutes is %s', (minute, words) => expect(timeWords(minute)).toBe(words));

  it('says a span', () => {
    expect(timesWords('10:00', '11:30')).toBe('10am to 11.30am');
    expect(timesWords('12:00', '24:00')).toBe('12 noon to midnight');
  });

  it('says a day as seen from today, with the year from half a year ahead', () => {
    const today = dayOf('2026-11-25');
    expect(dayWords(today, today)).toBe('Today');
    expect(dayWords(today + 1, today)).toBe('Tomorrow, Thursday 26 November');
    expect(dayWords(today + 8, today)).toBe('Thursday 3 December');
    expect(dayWords(dayOf('2027-01-12'), today)).toBe('Tuesday 12 January');
    expect(dayWords(dayOf('2027-09-02'), today)).toBe('Thursday 2 September 2027');
    expect(dateWords('2026-11-03')).toBe('Tuesday 3 November 2026');
  });

  it('lists dates, each month and year once', () => {
    expect(datesWords(['2026-12-22', '2026-12-29'].map(dayOf), 'or')).toBe('22 or 29 December 2026');
    expect(datesWords(['2026-12-03', '2026-12-10', '2027-01-07'].map(dayOf))).toBe(
      '3 and 10 December 2026 and 7 January 2027',
    );
    expect(datesWords(['2026-11-24', '2026-12-01'].map(dayOf))).toBe('24 November and 1 December 2026');
    expect(datesWords([dayOf('2026-12-03')])).toBe('3 December 2026');
  });

  it('says as of when, by the clock in London', () => {
    expect(asOfWords(Date.UTC(2026, 10, 21, 9))).toBe('As of Saturday 21 November 2026');
    expect(asOfWords(Date.UTC(2027, 5, 5, 23, 30))).toBe('As of Sunday 6 June 2027');
  });
});

describe('the next date in words', () => {
  it('today, tomorrow, and by date', () => {
    expect(next([thursday], '2026-11-26').text).toBe('Today, 10am to 11.30am');
    expect(next([thursday], '2026-11-25').text).toBe('Tomorrow, Thursday 26 November, 10am to 11.30am');
    expect(next([thursday], '2026-11-27').text).toBe('Thursday 3 December, 10am to 11.30am');
  });

  it('says so while it is on', () => {
    expect(next([thursday], '2026-11-26', '10:00').text).toBe('On now, until 11.30am');
    expect(next([thursday], '2026-11-26', '11:30').text).toBe('Thursday 3 December, 10am to 11.30am');
  });

  it('names the session where it has a label', () => {
    expect(next([{ ...thursday, label: 'Beginners' }], '2026-11-27').text).toBe(
      'Thursday 3 December, 10am to 11.30am (Beginners)',
    );
  });

  it('not this week, with the reason, and when next', () => {
    const friday: SessionRule = { ...thursday, day: 'friday' };
    expect(next([friday], '2026-12-21').text).toBe(
      'Not this week: bank holiday. Next on Friday 1 January, 10am to 11.30am',
    );
    expect(next([friday], '2026-12-19').notice).toBe('Not next week: bank holiday.');
    expect(next([friday], '2026-12-24').notice).toBe('Not tomorrow: bank holiday.');
    expect(next([friday], '2026-12-25').notice).toBe('Not today: bank holiday.');
    expect(next([friday], '2026-12-25', '12:00').notice).toBeNull();
  });

  it('gives the day where the week has other sessions', () => {
    const monday: SessionRule = {
      ...thursday,
      day: 'monday',
      cancelled: [{ date: '2026-12-07', reason: 'no heating' }],
    };
    const { text } = next([monday, thursday], '2026-12-04');
    expect(text).toBe('Not on Monday 7 December: no heating. Next on Thursday 10 December, 10am to 11.30am');
    expect(next([monday, { ...monday, day: 'tuesday', cancelled: [] }], '2026-12-07').text).toBe(
      'Not today: no heating. Next tomorrow, Tuesday 8 December, 10am to 11.30am',
    );
  });

  it('gives the time where the same day has another session', () => {
    const off: SessionRule = { ...thursday, cancelled: [{ date: '2026-12-03', reason: 'no heating' }] };
    const later: SessionRule = { ...thursday, start: '14:00', end: '15:00' };
    expect(next([off, later], '2026-12-03').text).toBe(
      'Not today at 10am: no heating. Next today, 2pm to 3pm',
    );
  });

  it('says a break without a reason, and school holidays with theirs', () => {
    expect(next([{ ...thursday, except: ['2026-12-03'] }], '2026-11-30').text).toBe(
      'Not this week. Next on Thursday 10 December, 10am to 11.30am',
    );
    expect(next([{ ...thursday, termTime: true }], '2026-12-19').text).toBe(
      'Not next week: school holidays. Next on Thursday 7 January, 10am to 11.30am',
    );
  });

  it('says "check with the group" where we cannot be sure, and never "on now"', () => {
    const friday: SessionRule = { ...thursday, day: 'friday', bankHolidays: 'unknown' };
    expect(next([friday], '2026-12-25', '10:30').text).toBe(
      'Today, 10am to 11.30am. Check with the group: it is a bank holiday',
    );
    expect(next([{ ...thursday, termTime: true }], '2027-02-13').text).toBe(
      'Thursday 18 February, 10am to 11.30am. Check with the group: school term dates are not known yet',
    );
  });

  it('says where no date is known', () => {
    expect(next([{ ...thursday, until: '2026-11-19' }], '2026-11-21')).toMatchObject({
      slots: [],
      notice: null,
      text: 'No dates known. Check with the group',
    });
  });

  it('gives three dates and the day they were worked out', () => {
    const words = next([thursday], '2026-11-21');
    expect(words.slots.map((s) => s.when)).toEqual([
      'Thursday 26 November',
      'Thursday 3 December',
      'Thursday 10 December',
    ]);
    expect(words.asOf).toBe('As of Saturday 21 November 2026');
  });
});

describe('a rule in words', () => {
  const on = (rule: SessionRule) => ruleWords(rule, '2026-11-21');
  const times = { start: '14:00', end: '15:30' };

  it.each<[string, SessionRule]>([
    [
      'Every Tuesday, 2pm to 3.30pm. Not on bank holidays.',
      { repeats: 'weekly', day: 'tuesday', ...times, bankHolidays: 'off' },
    ],
    [
      'Second Tuesday of the month, 2pm to 3.30pm. Bank holidays too.',
      { repeats: 'monthly', week: 2, day: 'tuesday', ...times, bankHolidays: 'runs' },
    ],
    [
      'Last Friday of the month, 2pm to 3.30pm. Check first on bank holidays.',
      { repeats: 'monthly', week: 'last', day: 'friday', ...times },
    ],
    [
      'Fifth Monday of the month, when there is one, 2pm to 3.30pm. Not on bank holidays.',
      { repeats: 'monthly', week: 5, day: 'monday', ...times, bankHolidays: 'off' },
    ],
    [
      'Every other Thursday, 2pm to 3.30pm, such as 26 November and 10 December 2026. Not on bank holidays.',
      { repeats: 'fortnightly', first: '2026-10-01', ...times, bankHolidays: 'off' },
    ],
    [
      'Every other Thursday, 2pm to 3.30pm, such as 7 and 21 January 2027. Not on bank holidays.',
      { repeats: 'fortnightly', first: '2027-01-07', ...times, bankHolidays: 'off' },
    ],
    [
      'Every Tuesday, 2pm to 3.30pm. Only in school term time. Not on bank holidays.',
      { repeats: 'weekly', day: 'tuesday', ...times, termTime: true, bankHolidays: 'off' },
    ],
    [
      'On 3 December 2026 and 14 January 2027, 2pm to 3.30pm.',
      { repeats: 'dates', dates: ['2027-01-14', '2026-12-03', '2026-11-01'], ...times },
    ],
    ['All its dates are past.', { repeats: 'dates', dates: ['2026-11-01'], ...times }],
  ])('%s', (words, rule) => expect(on(rule)).toBe(words));

  it('says what an editor wrote around it, without what is past', () => {
    expect(
      on({
        repeats: 'weekly',
        day: 'tuesday',
        ...times,
        bankHolidays: 'off',
        from: '2026-12-01',
        until: '2027-07-20',
        except: ['2026-12-29', '2026-12-22', '2026-10-27'],
        cancelled: [
          { date: '2026-12-08', reason: 'the hall is being painted.' },
          { date: '2026-09-08', reason: 'rain' },
        ],
        extra: [{ date: '2026-12-12', start: '10:00' }, { date: '2026-12-23' }],
      }),
    ).toBe(
      'Every Tuesday, 2pm to 3.30pm. Starts on Tuesday 1 December 2026. Ends on Tuesday 20 July 2027. ' +
        'Not on bank holidays. Not on 22 or 29 December 2026. ' +
        'Cancelled on 8 December 2026: the hall is being painted. ' +
        'Also on Saturday 12 December 2026, 10am to 3.30pm. Also on Wednesday 23 December 2026.',
    );
  });

  it('counts a long list of dates', () => {
    const dates = [1, 2, 3, 4, 5, 6, 7, 8].map((d) => `2026-12-0${d}`);
    expect(on({ repeats: 'dates', dates, ...times })).toBe(
      'On 1, 2, 3, 4, 5 and 6 December 2026, and 2 more, 2pm to 3.30pm.',
    );
  });
});
