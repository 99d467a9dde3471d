import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { newState, PURPOSE } from '#features/referral/journey.ts';
import { databaseOf } from '#server/database.ts';
import { Store } from '#server/db/store.ts';
import { pageState, STATE_MS } from '#server/page-state/page-state.ts';
import { openRow } from '#server/staff/opened.ts';
import { canaryAnswers } from '../fixtures/canaries.ts';
import { type Answer, FormDriver, referenceIn } from '../fixtures/form-driver.ts';
import { referSite } from '../fixtures/refer-site.ts';
import { DISCREET, heading, JOURNEYS, LISTING, putIn } from './refer-journeys.ts';

/** The form on a bad day: someone looking over a shoulder, words of danger, a page left open, a double press. */
test.describe.configure({ timeout: 60_000 });

const KEY = 'a key of thirty-two characters..';
let site: Awaited<ReturnType<typeof referSite>>;
test.beforeAll(async () => {
  site = await referSite(process.env['REFER_OUT_DIR'] ?? 'dist', {
    SENDS_PER_HOUR: '500',
    PAGE_STATE_KEY: KEY,
  });
});
test.afterAll(() => site.stop());

const SELF = JOURNEYS[0]?.pages ?? [];
const send = (page: Page) => page.getByRole('button', { name: 'Send my form' }).last();
const reference = (page: Page) => page.locator('.ref b').textContent();

/** What the team finds under a reference. */
async function opened(ref: string | null) {
  const store = await Store.open(databaseOf(site.settings));
  try {
    const row = await store.staff.get(ref ?? '', 'test', 'read', Date.now());
    const identity = readFileSync(join(site.folder, 'development-identity.txt'), 'utf8').split('\n')[1] ?? '';
    if (!row) throw new Error(`${ref} was not kept`);
    return (await openRow(row, [identity])).data;
  } finally {
    await store.close();
  }
}
const kept = async () => {
  const store = await Store.open(databaseOf(site.settings));
  const rows = await store.staff.list({ kind: 'referral' }, 'test', Date.now());
  await store.close();
  return rows.length;
};

/** All that can be read over a shoulder, in the history, or in a link that is passed on. */
const telltale = async (page: Page) =>
  [
    page.url(),
    await page.title(),
    ...(await page
      .locator('meta[property], meta[name], link[rel=canonical]')
      .evaluateAll((all) => all.map((e) => e.outerHTML))),
    await page.locator('main').textContent(),
  ].join('\n');

test('from a listing that must stay out of sight: nothing names it, the team is told, and there is a way out', async ({
  page,
}) => {
  await page.goto(`${site.url}/assets/${DISCREET.id}/`);
  await page.getByRole('link', { name: 'Ask a link worker about this' }).click();
  const isQuiet = async () => {
    const text = await telltale(page);
    expect(text).not.toContain(DISCREET.name);
    expect(text).not.toContain(DISCREET.id);
    await expect(page.locator('a.exit')).toHaveAttribute('rel', /noreferrer/);
    await expect(page.locator('a.exit')).not.toHaveAttribute('href', /^\/|waymark/);
  };
  for (const entry of SELF) {
    await isQuiet();
    await putIn(page, entry);
  }
  await isQuiet();
  await expect(page.locator('main')).toContainText('Its name is not shown here');
  await send(page).click();
  await expect(heading(page)).toHaveText('Thank you. We have your form');
  await isQuiet();
  expect(await opened(await reference(page))).toMatchObject({ asset: { id: DISCREET.id } });
  expect(site.log.filter((line) => line.includes('/refer/form/') && line.includes(DISCREET.code))).toEqual(
    [],
  );
});

test('from another listing: it is named before sending, and can be left out', async ({ page }) => {
  await page.goto(`${site.url}/refer/form/?about=${LISTING.code}`);
  for (const entry of SELF) await putIn(page, entry);
  await expect(page.locator('main')).toContainText(LISTING.name);
  await page.getByRole('button', { name: /^Leave it out/ }).click();
  await expect(heading(page)).toHaveText('Check your answers');
  await expect(page.locator('main')).not.toContainText(LISTING.name);
  await send(page).click();
  expect(await opened(await reference(page))).not.toHaveProperty('asset');
});

test('words that can mean danger bring help on every page after, and never stop the form', async ({
  page,
}) => {
  await page.goto(`${site.url}/refer/form/`);
  const pages = structuredClone(SELF);
  if (pages[3]) pages[3].fill = { 'own words': 'I want to die' };
  for (const entry of pages.slice(0, 4)) await putIn(page, entry);
  await expect(page.locator('.crisis')).toContainText('Samaritans');
  await page.getByRole('link', { name: 'Carry on' }).click();
  // A mistake keeps the help, and pages after it have a reminder that leaves the form in reach.
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await expect(page.locator('.error-summary')).toBeVisible();
  for (const entry of pages.slice(4)) {
    await expect(page.locator('.reminder')).toContainText('Samaritans');
    await putIn(page, entry);
  }
  await expect(page.locator('.reminder')).toContainText('Samaritans');
  await send(page).click();
  await expect(heading(page)).toHaveText('Thank you. We have your form');
  await expect(page.locator('.crisis')).toContainText('Samaritans');
  expect(await opened(await reference(page))).toMatchObject({ urgent: ['suicide'] });
});

test('a page left open for a day: nothing was sent, and the words on it are kept', async ({ page }) => {
  const old = pageState(KEY).seal(
    PURPOSE,
    { ...newState(undefined, 0), step: 'help', answers: { asker: ['self'], where: ['Leigh'] } },
    Date.now() - STATE_MS - 60_000,
  );
  await page.goto(`${site.url}/refer/form/`);
  for (const entry of SELF.slice(0, 3)) await putIn(page, entry);
  await page.locator('input[name=state]').evaluate((e, value) => e.setAttribute('value', value), old);
  await page.getByLabel('own words').fill('I want to die, and I have no money for the meter');
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await expect(heading(page)).toHaveText('Please start again');
  await expect(page.locator('main')).toContainText('no money for the meter');
  await expect(page.locator('.crisis')).toContainText('Samaritans');
  await page.getByRole('button', { name: 'Start again' }).click();
  for (const entry of SELF.slice(0, 3)) await putIn(page, entry);
  await expect(page.getByLabel('own words')).toHaveValue(/no money for the meter/);
});

test('a double press, a reload, and Back: one referral, and Back no longer shows the answers', async ({
  page,
}) => {
  const before = await kept();
  await page.goto(`${site.url}/refer/form/`);
  for (const entry of SELF) await putIn(page, entry);
  // Back works for as long as the form is not sent.
  await expect(heading(page)).toHaveText('Check your answers');
  await page.goBack();
  await expect(heading(page)).toHaveText('What you agree to');
  await page.goForward();
  await expect(page.locator('main')).toContainText('Sam Canary');
  await send(page).dblclick();
  await expect(heading(page)).toHaveText('Thank you. We have your form');
  const first = await reference(page);
  await page.reload();
  await expect(page.locator('.ref b')).toHaveText(first ?? '');
  for (let i = 0; i < 3; i++) {
    // The browser has forgotten the page, and asks before it sends anything again.
    await expect(page.goBack()).rejects.toThrow('ERR_CACHE_MISS');
    await expect(page.locator('body')).not.toContainText('Canary');
    await expect(page.locator('input, textarea')).toHaveCount(0);
  }
  expect(await kept()).toBe(before + 1);
});

test('one form from many windows at once is one referral; with other answers it is another', async () => {
  const before = await kept();
  const answer: Answer = (name, type, options) =>
    name === 'asker' ? ['self'] : canaryAnswers(name, type, options);
  const form = new FormDriver(site.url, '/refer/form/', answer);
  const check = await form.toCheck();
  const press = async (page = check) => {
    const window = new FormDriver(site.url, '/refer/form/', answer);
    window.page = page;
    return referenceIn((await window.press('send')).html);
  };
  const references = new Set(await Promise.all(Array.from({ length: 12 }, () => press())));
  expect(references.size).toBe(1);
  await form.press('change:about');
  const changed = await form.press('next', [['person.name', 'Another Canary']]);
  const other = await press(changed);
  expect(other).toBeDefined();
  expect([...references]).not.toContain(other);
  expect(await kept()).toBe(before + 2);
});

test('no safe way left: it is said at once, and there is a number to ring', async ({ page }) => {
  await page.goto(`${site.url}/refer/form/`);
  for (const entry of SELF.slice(0, 6)) await putIn(page, entry);
  await putIn(page, { tick: ['No, do not call', 'No, do not leave a message'] });
  await expect(page.locator('.error-summary a')).toHaveText(
    /^Without a call there is no safe way to reach you/,
  );
  await expect(page.locator('main a[href^="tel:"]').last()).toBeVisible();
});

test('after sending: a copy on paper or saved, and then, only if they like, the questions', async ({
  page,
}) => {
  await page.goto(`${site.url}/refer/form/`);
  for (const entry of SELF) await putIn(page, entry);
  await expect(page.locator('main')).not.toContainText('sexual orientation');
  await send(page).click();
  const ref = await reference(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the reference' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`reference-${ref}.txt`);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain(ref);
  expect(text).not.toMatch(/Canary|07700/);
  await expect(page.getByRole('button', { name: 'Print this page' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.ref b')).toBeVisible();
  for (const gone of ['.exit', '.equality', '.copies', '.more-details', 'nav'])
    await expect(page.locator(gone).first()).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.getByText('A few more questions').click();
  await page.getByLabel('45 to 64').check();
  await page.getByRole('button', { name: 'Send these answers' }).click();
  await expect(page.locator('main')).toContainText('apart from your form');
});
