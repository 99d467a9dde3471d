import { describe, expect, it } from 'vitest';
import { team } from '#schemas/team.ts';
import { Journey, newState, readState } from './journey.ts';
import { replyBy } from './reply-by.ts';

const leigh = {
  id: 'leigh',
  ...team.parse({
    name: 'Leigh link workers',
    places: ['leigh'],
    description: 'We listen.',
    criteria: { minAge: 18, inWords: ['You are 18 or over.'] },
    referrers: ['self', 'friend-or-family'],
    contact: { phone: '01632 960140', hours: 'Weekdays' },
    replyDays: 2,
  }),
};
const place = {
  id: 'leigh',
  name: 'Leigh',
  area: 'wigan',
  otherNames: [],
  lat: 53.5,
  lng: -2.5,
  outcodes: ['WN7'],
};
const journey = new Journey({
  teams: [leigh],
  practices: [],
  places: [place],
  areas: [{ id: 'wigan', name: 'Wigan Borough' }],
  topics: [{ id: 'food', label: 'Food' }],
});
const posted = (fields: Record<string, string | string[]>) =>
  new Map(Object.entries(fields).map(([k, v]) => [k, [v].flat()]));

/** Field by field: what is put in on a page, and the words that come back. */
const BAD: [string, Record<string, string | string[]>, string][] = [
  ['who', {}, 'Choose who this is for'],
  ['who', { asker: 'robot' }, 'Choose who this is for'],
  ['where', { where: '  ' }, 'Write a surgery, a town or a postcode'],
  [
    'where',
    { where: 'x'.repeat(200) },
    'The surgery, town or postcode is too long. The name of a town will do',
  ],
  ['fits', { 'fits.need': 'both' }, 'Choose yes or no to the question about age'],
  ['fits', { 'fits.age': 'yes' }, 'Choose what kind of help it is'],
  ['help', {}, 'Say what would help: write a few words, or choose at least one thing'],
  ['about', {}, 'Write a name. It can be a first name, or a name people use'],
  [
    'about',
    { 'person.name': 'Sam', 'person.born': ['31', '2', '1968'] },
    'That date of birth does not exist. It should look like 27 3 1968',
  ],
  [
    'about',
    { 'person.name': 'Sam', 'person.born': ['27', '', '1968'] },
    'Write the month of birth too, or leave all three boxes empty',
  ],
  [
    'about',
    { 'person.name': 'Sam', 'person.born': ['1', '1', '68'] },
    'Write the year of birth with four digits, such as 1968',
  ],
  [
    'about',
    { 'person.name': 'Sam', 'person.born': ['1', '1', '2999'] },
    'That date of birth has not come yet. Check the year',
  ],
  [
    'about',
    { 'person.name': 'Sam', 'person.postcode': 'Leigh' },
    'That postcode does not look right. It should look like WN7 1AB',
  ],
  ['reach', {}, 'Choose at least one way for us to get in touch'],
  ['reach', { 'reach.ways': 'phone' }, 'Write a phone number, or choose another way to get in touch'],
  [
    'reach',
    { 'reach.ways': 'phone', 'reach.phone': '07700' },
    'That phone number looks too short. A UK number has 10 or 11 digits',
  ],
  [
    'reach',
    { 'reach.ways': 'phone', 'reach.phone': '077009001581' },
    'That phone number looks too long. A UK number has 10 or 11 digits',
  ],
  [
    'reach',
    { 'reach.ways': 'phone', 'reach.phone': 'ask Kim' },
    'The phone number has letters in it. Use only numbers',
  ],
  [
    'reach',
    { 'reach.ways': 'email', 'reach.email': 'sam@' },
    'Check the e-mail address. It should look like name@example.org',
  ],
  ['reach', { 'reach.ways': 'letter' }, 'Write an address, or choose another way to get in touch'],
  ['support', {}, 'Choose yes or no for an interpreter'],
  ['support', { 'support.interpreter': 'yes' }, 'Write the language, so we can book the right interpreter'],
  ['agree', {}, 'Tick the first box if you agree. The team can only have this form if you do'],
];

describe('each page of the form', () => {
  it.each(BAD)('%s %j → %s', (step, fields, message) => {
    const answers = { asker: ['self'], where: ['Leigh'] };
    const state = { ...newState(undefined, 0), step, answers };
    const next = journey.next(state, posted(fields), 'next');
    if (next.page !== 'step') throw new Error(`went on to ${next.page}`);
    expect(next.errors.map((e) => e.message)).toContain(message);
    for (const [name, value] of Object.entries(fields))
      expect(next.state.answers[name]).toEqual([value].flat());
  });

  it('asks only what the earlier answers call for', () => {
    const c = (ways: string) => journey.caseOf({ asker: ['self'], where: ['Leigh'], 'reach.ways': [ways] });
    const asked = (ways: string) =>
      journey
        .stepsFor(c(ways))
        .find((s) => s.id === 'safe')
        ?.fields.filter((f) => f.when?.(c(ways)) ?? true)
        .map((f) => f.name);
    expect(asked('phone')).toContain('reach.safeToLeaveMessage');
    expect(asked('letter')).not.toContain('reach.safeToLeaveMessage');
    expect(asked('letter')).toContain('reach.safeToWrite');
  });

  it('gives someone at work a door where the team takes none of their kind', () => {
    const state = { ...newState(undefined, 0), step: 'where', answers: { asker: ['professional'] } };
    expect(journey.next(state, posted({ where: 'Leigh' }), 'next').page).toBe('door');
  });

  it('takes back only state that is its own', () => {
    expect(readState(newState('a', 1))).toBeDefined();
    expect(readState({ id: 'x' })).toBeUndefined();
  });
});

describe('the day a team replies by', () => {
  it.each([
    ['2026-11-20', 2, '2026-11-24'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-12-24', 2, '2026-12-30'],
  ])('from %s in %i working days: %s', (today, days, by) => {
    expect(replyBy(today, days, new Set(['2026-12-25', '2026-12-28']))).toBe(by);
  });
});
