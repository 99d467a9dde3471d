import { describe, expect, it } from 'vitest';
import {
  clockOf,
  dateOf,
  dayOf,
  londonClock,
  londonMoment,
  minutesOf,
  monthOf,
  weekdayOf,
  weekdayOfMonth,
} from '#lib/schedule/civil.ts';

const intl = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** What the zone database says the wall shows, as `2026-11-21 14:30`. */
function wallByIntl(ms: number): string {
  const p = Object.fromEntries(intl.formatToParts(ms).map((x) => [x.type, x.value]));
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}`;
}
function wall(ms: number): string {
  const { day, minute } = londonClock(ms);
  return `${dateOf(day)} ${clockOf(minute)}`;
}

describe('days as numbers', () => {
  it('counts from 1 January 1970, a Thursday', () => {
    expect(dayOf('1970-01-01')).toBe(0);
    expect(weekdayOf(0)).toBe(3);
    expect(dateOf(dayOf('2028-02-29'))).toBe('2028-02-29');
    expect(weekdayOf(dayOf('2026-11-21'))).toBe(5);
    expect(weekdayOf(-1)).toBe(2);
  });

  it('reads and writes clock times, 24:00 included', () => {
    expect(minutesOf('14:30')).toBe(870);
    expect(minutesOf('24:00')).toBe(1440);
    expect(clockOf(545)).toBe('09:05');
  });

  it('finds the weekday of a month, and none where there is no fifth', () => {
    const month = monthOf(dayOf('2026-12-25'));
    expect(dateOf(weekdayOfMonth(month, 1, 2))).toBe('2026-12-08');
    expect(dateOf(weekdayOfMonth(month, 4, 0))).toBe('2026-12-25');
    expect(weekdayOfMonth(month, 0, 5)).toBeNaN();
    expect(dateOf(weekdayOfMonth(month, 3, 5))).toBe('2026-12-31');
  });
});

describe('the clock in London', () => {
  it('agrees with the zone database around every change from 1996 to 2060, minute by minute', () => {
    for (let year = 1996; year <= 2060; year++) {
      for (const month of [2, 9]) {
        for (let date = 24; date <= 31; date++) {
          const change = Date.UTC(year, month, date, 1);
          for (const off of [-61, -60, -1, 0, 1, 59, 60, 61])
            expect(wall(change + off * 60_000)).toBe(wallByIntl(change + off * 60_000));
        }
      }
    }
  });

  it('agrees with it on days throughout the year', () => {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2028, 0, 1); ms += 17 * 3_600_000)
      expect(wall(ms)).toBe(wallByIntl(ms));
  });

  it('turns a time on the wall back into the moment, in winter and in summer', () => {
    expect(londonMoment(dayOf('2026-11-24'), 840)).toBe(Date.UTC(2026, 10, 24, 14));
    expect(londonMoment(dayOf('2026-06-24'), 840)).toBe(Date.UTC(2026, 5, 24, 13));
  });

  it('takes the first of the hour that comes twice, and moves the hour that is skipped', () => {
    expect(londonMoment(dayOf('2026-10-25'), 90)).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(londonMoment(dayOf('2026-03-29'), 90)).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});
