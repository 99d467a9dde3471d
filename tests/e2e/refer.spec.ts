import { expect, test } from '@playwright/test';
import { referSite } from '../fixtures/refer-site.ts';
import { heading, JOURNEYS, putIn, TEAMS } from './refer-journeys.ts';

test.describe.configure({ timeout: 60_000 });

/** The build under test. */
const OUT_DIR = process.env['REFER_OUT_DIR'] ?? 'dist';
const SHOTS = process.env['SHOTS'];

let site: Awaited<ReturnType<typeof referSite>>;
test.beforeAll(async () => {
  site = await referSite(OUT_DIR, { SENDS_PER_HOUR: '500' });
});
test.afterAll(() => site.stop());

for (const javaScriptEnabled of [false, true])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on, 360 px' : 'off, 320 px'}`, () => {
    const width = javaScriptEnabled ? 360 : 320;
    test.use({ javaScriptEnabled, viewport: { width, height: 740 } });

    for (const journey of JOURNEYS)
      test(journey.name, async ({ page }, info) => {
        await page.goto(`${site.url}/refer/`);
        await page.getByRole('link', { name: 'Start now' }).click();
        for (const [i, entry] of journey.pages.entries()) {
          await expect(page.locator('.error-summary')).toHaveCount(0);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          if (SHOTS && !javaScriptEnabled)
            await page.screenshot({
              path: `${SHOTS}/${info.title.replace(/\W+/g, '-')}-${i}.png`,
              fullPage: true,
            });
          await putIn(page, entry);
        }
        if (SHOTS && !javaScriptEnabled)
          await page.screenshot({
            path: `${SHOTS}/${info.title.replace(/\W+/g, '-')}-end.png`,
            fullPage: true,
          });
        if (journey.ends.at === 'door') {
          await expect(heading(page)).toContainText(journey.ends.heading);
          await expect(page.locator('main a.btn-go')).toHaveAttribute('href', journey.ends.link);
          await page.getByRole('button', { name: 'Go back and change' }).click();
          await expect(page.getByRole('button', { name: 'Continue' }).last()).toBeVisible();
          return;
        }
        await expect(heading(page)).toHaveText('Check your answers');
        await expect(page.locator('main')).toContainText('Canary');
        await page.getByRole('button', { name: 'Send my form' }).last().click();
        await expect(heading(page)).toHaveText('Thank you. We have your form');
        await expect(page.locator('.ref b')).toHaveText(/^[A-Z\d]{4}-[A-Z\d]{4}$/);
        expect(page.url()).toBe(`${site.url}/refer/form/`);
        if (SHOTS && !javaScriptEnabled)
          await page.screenshot({
            path: `${SHOTS}/${info.title.replace(/\W+/g, '-')}-done.png`,
            fullPage: true,
          });
      });
  });

test.describe('nothing typed is lost', () => {
  test.use({ javaScriptEnabled: false });

  test('by a mistake, by Back, by the browser’s own Back, or by a change after the check', async ({
    page,
  }) => {
    await page.goto(`${site.url}/refer/form/`);
    const self = JOURNEYS[0];
    if (!self) throw new Error('no journey');
    for (const entry of self.pages.slice(0, 5)) await putIn(page, entry);
    await page.getByLabel('Phone call').check();
    await page.getByLabel('phone number').fill('07700 9');
    await page.getByLabel('Your address').fill('1 Canary Street');
    await page.getByRole('button', { name: 'Continue' }).last().click();
    await expect(page.locator('.error-summary a')).toHaveText(
      'That phone number looks too short. A UK number has 10 or 11 digits',
    );
    await expect(page).toHaveTitle(/^Error: /);
    await page.locator('.error-summary a').click();
    await expect(page.getByLabel('phone number')).toBeFocused();
    await expect(page.getByLabel('phone number')).toHaveValue('07700 9');
    await expect(page.getByLabel('Your address')).toHaveValue('1 Canary Street');
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByLabel('Your name')).toHaveValue('Sam Canary');
    await page.getByRole('button', { name: 'Continue' }).last().click();
    await expect(page.getByLabel('Your address')).toHaveValue('1 Canary Street');
    await page.goBack();
    await expect(page.getByLabel('Your name')).toHaveValue('Sam Canary');
  });

  test('and a change after the check comes straight back to it', async ({ page }) => {
    await page.goto(`${site.url}/refer/form/`);
    for (const entry of JOURNEYS[0]?.pages ?? []) await putIn(page, entry);
    await page.getByRole('button', { name: /^Change your answers to: About you/ }).click();
    await page.getByLabel('Your name').fill('Alex Canary');
    await page.getByRole('button', { name: 'Save and check' }).last().click();
    await expect(heading(page)).toHaveText('Check your answers');
    await expect(page.locator('main')).toContainText('Alex Canary');
    await page.getByRole('button', { name: 'Send my form' }).last().click();
    const reference = await page.locator('.ref b').textContent();
    await page.reload();
    await expect(page.locator('.ref b')).toHaveText(reference ?? '');
  });
});

test('the privacy page says what a browser may keep, and how long each team keeps a form, from its own file', async ({
  page,
}) => {
  await page.goto(`${site.url}/refer/`);
  await page.getByRole('link', { name: 'How we keep it private' }).click();
  await expect(page.locator('main')).toContainText('a private window is best');
  for (const team of TEAMS)
    await expect(page.locator('main')).toContainText(`${team.name}: ${team.retentionDays} day`);
});
