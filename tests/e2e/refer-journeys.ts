import type { Page } from '@playwright/test';

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
      { fill: { 'Where is your GP surgery': 'Leigh' } },
      { tick: ['Yes, I am 18 or over', 'Everyday things'] },
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
      { fill: { 'Where is their GP surgery': 'Bryn Street Surgery, Leigh' } },
      { tick: ['Yes, they are 18 or over', 'Some of both'] },
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
      { fill: { 'Where is their GP surgery': 'WN7 1AB' } },
      { tick: ['Yes, they are 18 or over', 'Everyday things'] },
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
      { fill: { 'Where is your GP surgery': 'Leigh' } },
      { tick: ['No, I am not', 'Everyday things'] },
    ],
    ends: { at: 'door', heading: 'Another team can help', link: '/needs/young-people/' },
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
      { fill: { 'Where is your GP surgery': 'Leigh' } },
      { tick: ['Yes, I am 18', 'Only medical help'] },
    ],
    ends: { at: 'door', heading: 'doctor or nurse', link: 'tel:111' },
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
