import type { Page } from '@playwright/test';
import { practiceLabel } from '#features/referral/find-team.ts';
import { contentDir, readContent } from '#schemas/read.ts';

const { content } = await readContent(contentDir());
const teams = content?.teams ?? [];
const practices = content?.practices ?? [];

/** A team with an age limit and non-medical needs, open to all, and a surgery of its own at a postcode of its own. */
export const TEAM = teams.find(
  (t) =>
    t.criteria.minAge && t.criteria.nonMedical && !t.criteria.registeredPractice && t.referrers.length > 3,
);
const surgery = practices.find(
  (p) => p.team === TEAM?.id && practices.filter((q) => q.postcode === p.postcode).length === 1,
);
if (!TEAM || !surgery) throw new Error('The content has no team that these journeys can lead to');
export const SURGERY = practiceLabel(surgery, content?.places ?? []);
const old = `${TEAM.criteria.minAge} or over`;
const doorOf = (when: 'under-age' | 'medical', otherwise: string) =>
  TEAM.otherDoors.find((d) => d.when === when)?.href ?? otherwise;

/** What a person puts in on one page of the form: choices by their label, words by the label of their field. */
export interface Entry {
  tick?: string[];
  fill?: Record<string, string>;
}

/** A way through the form: who, what is put in page by page, and how it ends. */
export interface Journey {
  name: string;
  pages: Entry[];
  ends: { at: 'check' } | { at: 'door'; heading: string; link: string };
}

const phoneOnly: Entry[] = [
  { tick: ['Phone call'], fill: { 'phone number': '07700 900158' } },
  { tick: ['Yes, it is safe to call', 'Yes, but do not say who you are', 'Weekday mornings'] },
  { tick: ['No'] },
];
const agree: Entry = { tick: ['may have what'] };

export const JOURNEYS: Journey[] = [
  {
    name: 'for myself, by the town',
    pages: [
      { tick: ['Me'] },
      { fill: { 'Where is your GP surgery': SURGERY } },
      { tick: [`Yes, I am ${old}`, 'Everyday things'] },
      { fill: { 'own words': 'On my own a lot since the spring' } },
      { fill: { 'Your name': 'Sam Canary' } },
      ...phoneOnly,
      agree,
    ],
    ends: { at: 'check' },
  },
  {
    name: 'for a relative, by the surgery',
    pages: [
      { tick: ['Someone in my family'] },
      { fill: { 'Where is their GP surgery': SURGERY } },
      { tick: [`Yes, they are ${old}`, 'Some of both'] },
      { tick: ['loneliness|Loneliness|lonely|Lonely|alone'], fill: {} },
      { fill: { 'Their name': 'Nan Canary', Day: '27', Month: '3', Year: '1948' } },
      ...phoneOnly,
      {
        tick: ['They know I am'],
        fill: { 'Your name': 'Kim', 'Who are you': 'Niece', 'Your phone number': '07700 900159' },
      },
      agree,
    ],
    ends: { at: 'check' },
  },
  {
    name: 'by a GP surgery',
    pages: [
      { tick: ['Someone I work with'] },
      { fill: { 'Where is their GP surgery': surgery.postcode } },
      { tick: [`Yes, they are ${old}`, 'Everyday things'] },
      { fill: { 'own words': 'Would like company' } },
      { fill: { 'Their name': 'Pat Canary' } },
      ...phoneOnly,
      {
        tick: ['A GP surgery', 'They know I am'],
        fill: {
          'Your name': 'Dr Shah',
          'name of your organisation': 'Bryn Street',
          'Your job': 'GP',
          'Your phone number': '01632 960001',
        },
      },
      agree,
    ],
    ends: { at: 'check' },
  },
  {
    name: 'under 18',
    pages: [
      { tick: ['Me'] },
      { fill: { 'Where is your GP surgery': SURGERY } },
      { tick: ['No, I am not', 'Everyday things'] },
    ],
    ends: { at: 'door', heading: 'Another team can help', link: doorOf('under-age', '/needs/young-people/') },
  },
  {
    name: 'another area',
    pages: [{ tick: ['Me'] }, { fill: { 'Where is your GP surgery': 'EH1 1YZ' } }],
    ends: { at: 'door', heading: 'outside our area', link: '/places/' },
  },
  {
    name: 'a medical need',
    pages: [
      { tick: ['Me'] },
      { fill: { 'Where is your GP surgery': SURGERY } },
      { tick: [`Yes, I am ${old}`, 'Only medical help'] },
    ],
    ends: { at: 'door', heading: 'doctor or nurse', link: doorOf('medical', 'tel:111') },
  },
];

/** Puts in one page and goes on. */
export async function putIn(page: Page, { tick = [], fill = {} }: Entry): Promise<void> {
  for (const [label, text] of Object.entries(fill)) await page.getByLabel(label).first().fill(text);
  // The box a person presses is the whole row; the input in it is what takes the press.
  for (const label of tick) {
    const wanted = label.includes('|') ? new RegExp(label) : label;
    const exact = label === 'No' || label === 'Me';
    await page
      .getByLabel(wanted, exact ? { exact } : {})
      .first()
      .check();
  }
  await page
    .getByRole('button', { name: /^(Continue|Save and check)$/ })
    .last()
    .click();
}

export const heading = (page: Page) => page.locator('main h1').first();
