import { expect, type Page, test } from '@playwright/test';
import { referSite } from '../fixtures/refer-site.ts';
import {
  type Entry,
  faultsOf,
  heading,
  JOURNEYS,
  pressUntil,
  putIn,
  SURGERY,
  smallTargets,
  TEAM,
} from './refer-journeys.ts';

/** The form for everyone: every page of it and every mistake held by axe, and the whole of it by keyboard. */
test.describe.configure({ timeout: 120_000 });

let site: Awaited<ReturnType<typeof referSite>>;
test.beforeAll(async () => {
  site = await referSite(process.env['REFER_OUT_DIR'] ?? 'dist', { SENDS_PER_HOUR: '500' });
});
test.afterAll(() => site.stop());

/** No fault of axe in light or dark, nothing too small to press, no sideways scroll. */
async function isFine(page: Page, what: string) {
  expect.soft(await faultsOf(page), what).toEqual([]);
  expect.soft(await smallTargets(page), what).toEqual([]);
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(320);
}

/** Someone at work, whose words for the place lead to no team at first: every page there is. */
function everyPage(): Entry[] {
  const work = structuredClone(JOURNEYS.find((j) => j.name === 'by a GP surgery')?.pages ?? []);
  const [who, , ...rest] = work;
  if (!who) throw new Error('no journey');
  return [who, { fill: { 'Where is their GP surgery': 'Zzyzx' } }, { tick: [TEAM?.name ?? ''] }, ...rest];
}

test('every page, and every page with its mistakes, at 320 px, in the light and in the dark', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${site.url}/refer/form/`);
  for (const entry of everyPage()) {
    const name = (await heading(page).textContent())?.trim() ?? '';
    await isFine(page, name);
    await page.getByRole('button', { name: 'Continue' }).last().click();
    await expect(page.locator('.error-summary')).toBeFocused();
    const listed = await page.locator('.error-summary a').allTextContents();
    const beside = await page.locator('.error-message').count();
    expect(beside, name).toBe(listed.length);
    await isFine(page, `${name}, with mistakes`);
    await putIn(page, entry);
  }
  await isFine(page, 'Check your answers');
  await page.getByRole('button', { name: 'Send my form' }).last().click();
  await page.getByText('See what you sent').click();
  await isFine(page, 'Sent');
});

test('the pages beside the way: another door, urgent help, closed pages, questions after sending', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const begin = () => page.goto(`${site.url}/refer/form/`);
  const door = JOURNEYS.find((j) => j.name === 'another area');
  await begin();
  for (const entry of door?.pages ?? []) await putIn(page, entry);
  await isFine(page, 'Another door');
  const self = structuredClone(JOURNEYS[0]?.pages ?? []);
  if (self[3]) self[3].fill = { 'own words': 'I want to die' };
  await begin();
  for (const entry of self.slice(0, 4)) await putIn(page, entry);
  await isFine(page, 'Urgent help, in full');
  await putIn(page, self[4] ?? {});
  await isFine(page, 'Urgent help, again');
  await page.locator('input[name=state]').evaluate((e) => e.setAttribute('value', 'of another day'));
  await page.getByLabel('Your address').fill('1 Market Street');
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await isFine(page, 'Closed pages');
  await begin();
  for (const entry of JOURNEYS[0]?.pages ?? []) await putIn(page, entry);
  await page.getByRole('button', { name: 'Send my form' }).last().click();
  await page.getByText('A few more questions').click();
  await isFine(page, 'Questions after sending');
});

for (const javaScriptEnabled of [true, false])
  test.describe(`by keyboard alone, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('from the first page to the reference, with a mistake on the way', async ({ page }) => {
      const to = (selector: string) => pressUntil(page, 'Tab', selector);
      const press = (key: string) => page.keyboard.press(key);
      const type = async (selector: string, text: string) => {
        await to(selector);
        await page.keyboard.type(text);
      };
      const choose = async (selector: string) => {
        await to(selector);
        await press('Space');
      };
      const goOn = async (next: string | RegExp) => {
        await to('.btn-go');
        await press('Enter');
        await expect(heading(page)).toHaveText(next);
      };
      await page.goto(`${site.url}/refer/`);
      await to('main a.btn-go');
      await press('Enter');
      await expect(heading(page)).toHaveText('Who is this for?');
      await choose('#asker');
      await goOn(/^Where is your GP surgery/);
      // Enter in a box of text goes on, as people expect.
      await type('#where', SURGERY);
      await press('Enter');
      await expect(heading(page)).toHaveText('Is this the right team?');
      await choose('#fits-age');
      await choose('#fits-need');
      await goOn('What would help?');
      await to('.btn-go');
      await press('Enter');
      // The list of mistakes has the focus, and its first link leads to the field.
      await expect(page.locator('.error-summary')).toBeFocused();
      await press('Tab');
      await press('Enter');
      await expect(page.locator('#needs-topics')).toBeFocused();
      await press('Space');
      await goOn('About you');
      await type('#person-name', 'Sam Canary');
      await goOn('How to reach you');
      await choose('#reach-ways');
      await type('#reach-phone', '07700 900158');
      await goOn('Getting in touch safely');
      await choose('#reach-safeToCall');
      await choose('#reach-safeToLeaveMessage');
      await goOn('What you need from us');
      await choose('#support-interpreter');
      await type('#support-language', 'Polish');
      await goOn('What you agree to');
      await choose('#consents-share');
      await goOn('Check your answers');
      await goOn('Thank you. We have your form');
      await expect(page.locator('.ref b')).toHaveText(/^[A-Z\d]{4}-[A-Z\d]{4}$/);
    });
  });
