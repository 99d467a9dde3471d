import { describe, expect, it } from 'vitest';
import {
  assetCalendar,
  type CalendarOptions,
  collectionCalendar,
  sessionCalendar,
} from '#feeds/calendar/calendar.ts';
import { fold, text } from '#feeds/calendar/ical.ts';
import { readDays } from '#lib/schedule/compile.ts';
import { type Asset, asset as assetSchema } from '#schemas/asset.ts';

const days = readDays({
  bankHolidays: {
    days: ['2026-12-25', '2026-12-28', '2027-01-01', '2027-05-03', '2028-12-26'].map((date) => ({
      date,
      name: 'Bank holiday',
    })),
  },
  terms: {
    terms: [
      { from: '2026-11-02', until: '2026-12-18' },
      { from: '2027-01-04', until: '2027-02-12' },
    ],
  },
});
const options: CalendarOptions = {
  now: Date.UTC(2026, 10, 21, 12),
  host: 'waymark.example.org',
  pageUrl: ({ id }) => `https://waymark.example.org/groups/${id}/`,
  days: () => days,
  placeName: () => 'Leigh',
};
const weekly = { repeats: 'weekly', day: 'tuesday', start: '14:00', end: '15:30', bankHolidays: 'off' };

/** A listing with what a test says, read by the schema as a file would be. */
function listing(more: object): Asset {
  const data = {
    name: 'Singing; softly, in Leigh',
    kind: 'Singing group',
    code: 'sb7t',
    summary: 'You sing sitting down.',
    organisation: 'singers',
    topics: ['creative'],
    status: 'active',
    formats: ['in-person'],
    locations: [
      {
        name: 'Town Hall',
        address: 'High Street, Leigh',
        postcode: 'WN7 1AB',
        lat: 53.5,
        lng: -2.5,
        place: 'leigh',
      },
    ],
    sessions: [weekly],
    cost: { type: 'free' },
    joining: { how: 'drop-in' },
    access: {},
    contact: { name: 'Bev', phone: '01632 960114' },
    checked: { date: '2026-11-03', by: 'link worker' },
    ...more,
  };
  return { ...assetSchema.parse(data), id: 'singing-leigh', description: '' };
}
/** Unfolded lines of a listing's file. */
const lines = (more: object, from: typeof assetCalendar = assetCalendar): string[] =>
  (from(listing(more), options) ?? '').replaceAll('\r\n ', '').split('\r\n');
const starting = (all: string[], name: string) => all.filter((l) => l.startsWith(name));

describe('iCalendar text', () => {
  it('escapes what RFC 5545 §3.3.11 names and drops control characters', () => {
    expect(text('a\\b; c, d\r\ne\u0007')).toBe('a\\\\b\\; c\\, d\\ne');
  });

  it('folds at 75 octets and never inside a character', () => {
    const line = `SUMMARY:${'é'.repeat(20)}${'🎵'.repeat(40)}${'x'.repeat(80)}`;
    const folded = fold(line);
    const parts = folded.split('\r\n');
    for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75);
    expect(parts.slice(1).every((part) => part.startsWith(' '))).toBe(true);
    expect(parts.map((part, i) => (i ? part.slice(1) : part)).join('')).toBe(line);
    expect(fold('x'.repeat(75))).toBe('x'.repeat(75));
  });

  it('ends every line with CRLF and has no line over 75 octets', () => {
    const ics = assetCalendar(listing({}), options) ?? '';
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of ics.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });
});

describe('a weekly session', () => {
  const all = lines({ sessions: [{ ...weekly, except: ['2026-12-22'], day: 'friday' }] });

  it('has wall-clock times in London, a rule with an end, and its stamp', () => {
    expect(starting(all, 'DTSTART;')).toEqual(['DTSTART;TZID=Europe/London:20261127T140000']);
    expect(starting(all, 'DTEND')).toEqual(['DTEND;TZID=Europe/London:20261127T153000']);
    expect(starting(all, 'RRULE:FREQ=WEEKLY')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20280519T130000Z']);
    expect(starting(all, 'DTSTAMP')).toEqual(['DTSTAMP:20261121T120000Z']);
    expect(all).toContain('BEGIN:VTIMEZONE');
  });

  it('leaves out bank holidays, one EXDATE a line', () => {
    expect(starting(all, 'EXDATE')).toEqual([
      'EXDATE;TZID=Europe/London:20261225T140000',
      'EXDATE;TZID=Europe/London:20270101T140000',
    ]);
  });

  it('says who, where and how far it goes, escaped', () => {
    expect(starting(all, 'SUMMARY')).toEqual(['SUMMARY:Singing\\; softly\\, in Leigh']);
    expect(starting(all, 'LOCATION')).toEqual(['LOCATION:Town Hall\\, High Street\\, Leigh\\, WN7 1AB']);
    expect(starting(all, 'GEO')).toEqual(['GEO:53.5;-2.5']);
    expect(starting(all, 'URL')).toEqual(['URL:https://waymark.example.org/groups/singing-leigh/']);
    const [description] = starting(all, 'DESCRIPTION');
    expect(description).toContain('Every Friday\\, 2pm to 3.30pm. Not on bank holidays.');
    expect(description).toContain('Phone Bev: 01632 960114');
    expect(description).toContain('These dates go up to Friday 19 May 2028. Get a new copy after that.');
  });

  it('keeps its UID from one writing to the next', () => {
    expect(starting(all, 'UID')).toEqual(['UID:sb7t-0@waymark.example.org']);
    const later = assetCalendar(listing({}), { ...options, now: Date.UTC(2027, 2, 1) }) ?? '';
    expect(later).toContain('UID:sb7t-0@waymark.example.org\r\n');
  });
});

describe('other sessions', () => {
  it('fortnightly and monthly keep their own rule', () => {
    const { day: _, ...times } = weekly;
    const fortnightly = { ...times, repeats: 'fortnightly', first: '2026-11-03' };
    const [first] = starting(lines({ sessions: [fortnightly] }), 'RRULE:FREQ=W');
    expect(first).toMatch(/^RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=/);
    const monthly = { ...weekly, repeats: 'monthly', week: 'last' };
    expect(starting(lines({ sessions: [monthly] }), 'RRULE:FREQ=M')[0]).toMatch(
      /^RRULE:FREQ=MONTHLY;BYDAY=-1TU;UNTIL=/,
    );
  });

  it('fifth weekdays, plain dates and added dates are one event each, without RRULE or RDATE', () => {
    const dates = { repeats: 'dates', dates: ['2026-12-03', '2027-01-14'], start: '22:00', end: '24:00' };
    const all = lines({ sessions: [{ ...weekly, repeats: 'monthly', week: 5 }, dates] });
    expect(starting(all, 'RDATE')).toEqual([]);
    expect(all.filter((l) => l.startsWith('RRULE') && !l.includes('YEARLY'))).toEqual([]);
    expect(all).toContain('UID:sb7t-0-20261229T140000@waymark.example.org');
    expect(all).toContain('DTEND;TZID=Europe/London:20261204T000000');
    const added = lines({
      sessions: [{ ...weekly, extra: [{ date: '2026-12-12', start: '10:00', end: '11:00' }] }],
    });
    expect(added).toContain('DTSTART;TZID=Europe/London:20261212T100000');
  });

  it('a date to be checked is a tentative instance', () => {
    const all = lines({ sessions: [{ ...weekly, day: 'friday', bankHolidays: 'unknown' }] });
    expect(starting(all, 'RECURRENCE-ID')).toEqual([
      'RECURRENCE-ID;TZID=Europe/London:20261225T140000',
      'RECURRENCE-ID;TZID=Europe/London:20270101T140000',
    ]);
    expect(starting(all, 'STATUS')).toEqual(['STATUS:CONFIRMED', 'STATUS:TENTATIVE', 'STATUS:TENTATIVE']);
    expect(starting(all, 'SUMMARY')[1]).toBe('SUMMARY:Check first: Singing\\; softly\\, in Leigh');
  });

  it('a cancelled date is left out, with its reason in the description', () => {
    const all = lines({
      sessions: [{ ...weekly, cancelled: [{ date: '2026-12-08', reason: 'no heating' }] }],
    });
    expect(starting(all, 'EXDATE')).toEqual(['EXDATE;TZID=Europe/London:20261208T140000']);
    expect(starting(all, 'DESCRIPTION')[0]).toContain('Cancelled on 8 December 2026: no heating.');
  });

  it('term-time sessions stop at the last known term and say so', () => {
    const all = lines({ sessions: [{ ...weekly, termTime: true }] });
    expect(starting(all, 'RRULE:FREQ=W')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270209T140000Z']);
    expect(starting(all, 'DESCRIPTION')[0]).toContain(
      'Later dates than Tuesday 9 February 2027 are not known yet.',
    );
  });

  it('a session with one date left has no rule', () => {
    const all = lines({ sessions: [{ ...weekly, until: '2026-11-24' }] });
    expect(starting(all, 'DTSTART;')).toEqual(['DTSTART;TZID=Europe/London:20261124T140000']);
  });
});

describe('what a calendar must not tell', () => {
  it('hides a sensitive place, all but its neighbourhood', () => {
    const secret = {
      name: 'Rowan House',
      address: '1 Hidden Row',
      postcode: 'WN7 9ZZ',
      gettingThere: 'Blue door.',
      lat: 53.5,
      lng: -2.5,
      place: 'leigh',
      sensitive: true,
    };
    const all = lines({ locations: [secret], sessions: [{ ...weekly, at: 'Rowan House' }] });
    expect(starting(all, 'LOCATION')).toEqual(['LOCATION:Leigh. Ask for the address']);
    for (const word of ['Rowan', 'Hidden', 'WN7', 'Blue door', 'GEO'])
      expect(all.filter((l) => l.includes(word))).toEqual([]);
  });

  it('calls a discreet listing only an appointment', () => {
    const all = lines({ discreet: true, sessions: [{ ...weekly, label: 'Recovery' }] });
    expect(starting(all, 'SUMMARY')).toEqual(['SUMMARY:Appointment']);
    expect(starting(all, 'X-WR-CALNAME')).toEqual(['X-WR-CALNAME:Appointment']);
    expect(all).toContain('CLASS:PRIVATE');
    for (const word of ['Singing', 'Recovery', 'sitting', 'Town Hall', 'singing-leigh'])
      expect(all.filter((l) => l.includes(word))).toEqual([]);
  });
});

describe('which events', () => {
  it('one session alone, under the same UID as in the whole', () => {
    const two = listing({ sessions: [weekly, { ...weekly, day: 'friday', label: 'Beginners' }] });
    const ics = sessionCalendar(two, 1, options) ?? '';
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(ics).toContain('UID:sb7t-1@waymark.example.org');
    expect(assetCalendar(two, options)?.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });

  it('none for opening hours, appointments, and a pause without an end', () => {
    const hours = { sessions: [], openingHours: [{ days: ['monday'], opens: '09:00', closes: '17:00' }] };
    expect(assetCalendar(listing(hours), options)).toBeNull();
    expect(assetCalendar(listing({ sessions: [], byAppointment: true }), options)).toBeNull();
    expect(assetCalendar(listing({ status: 'paused', statusReason: 'New roof' }), options)).toBeNull();
  });

  it('tentative ones from the day a paused group is expected back', () => {
    const all = lines({ status: 'paused', statusReason: 'New roof', statusDate: '2027-01-12' });
    expect(starting(all, 'DTSTART;')).toEqual(['DTSTART;TZID=Europe/London:20270112T140000']);
    expect(starting(all, 'STATUS')).toEqual(['STATUS:TENTATIVE']);
  });

  it('a collection with none is still a calendar', () => {
    const ics = collectionCalendar('Groups in Leigh', [], options);
    expect(ics).toContain('X-WR-CALNAME:Groups in Leigh\r\n');
    expect(ics).not.toContain('VEVENT');
  });
});
