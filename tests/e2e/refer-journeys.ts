import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
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
const listingThat = (discreet: boolean) =>
  (content?.assets ?? []).find((a) => a.discreet === discreet && a.status === 'active');
const [listing, discreet] = [listingThat(false), listingThat(true)];
if (!TEAM || !surgery || !listing || !discreet)
  throw new Error('The content has no team or listings that these journeys can lead to');
/** Every team, for what a page says of each. */
export const TEAMS = teams;
/** A listing that anyone may see named, and one whose name must stay out of sight. */
export const LISTING = listing;
export const DISCREET = discreet;
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

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What axe finds wrong on the page as it stands, in the light, and of colours in the dark; one line a fault. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(AXE);
  // Half under the strip that stays at the head is not too small: it is only scrolled to.
  await page.evaluate(() => scrollTo(0, 0));
  for (const [colorScheme, runOnly] of [
    ['light', TAGS],
    ['dark', ['color-contrast']],
  ] as const) {
    // Colours take a moment to change where motion is welcome, and axe must not see them on the way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(
      ...(await page.evaluate(
        async (values) => {
          const type = values.length === 1 ? 'rule' : 'tag';
          const { violations } = await window.axe.run(document, {
            runOnly: { type, values },
            resultTypes: ['violations'],
          });
          return violations.flatMap((v) =>
            v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 160)}`),
          );
        },
        [...runOnly],
      )),
    );
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return faults;
}

/** Whatever can be pressed in the main part and is under 44 px high, but for links within a sentence (WCAG 2.5.8). */
export const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main :is(a, button, input, textarea, summary)')]
      .filter((e) => e.checkVisibility() && !e.closest('.vh, .hp, details:not([open]) > :not(summary)'))
      .filter(
        (e) => e.tagName !== 'A' || e.closest('p, li, dd')?.textContent?.trim() === e.textContent?.trim(),
      )
      .filter((e) => e.getBoundingClientRect().height < 43.5)
      .map((e) => e.outerHTML.slice(0, 120)),
  );

/** Presses a key until the element that matches has the focus. */
export async function pressUntil(page: Page, key: string, selector: string): Promise<void> {
  const there = () => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);
  for (let i = 0; i < 60; i++) {
    if (await there()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never got to ${selector}`);
}
