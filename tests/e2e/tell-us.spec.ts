import { expect, test } from '@playwright/test';
import { referSite } from '../fixtures/refer-site.ts';
import { DISCREET, faultsOf, LISTING, smallTargets } from './refer-journeys.ts';

/** "Is something wrong here?" and "Tell us about a group": from the pages people read, to the thanks. */
let site: Awaited<ReturnType<typeof referSite>>;
test.beforeAll(async () => {
  site = await referSite(process.env['REFER_OUT_DIR'] ?? 'dist', { SENDS_PER_HOUR: '500' });
});
test.afterAll(() => site.stop());
test.use({ viewport: { width: 320, height: 640 } });

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a part of a listing is wrong: one press ticks it, and nothing typed is lost', async ({ page }) => {
      await page.goto(`${site.url}/assets/${LISTING.id}/`);
      const box = page.locator('.report');
      await expect(box).toContainText('Is something wrong here?');
      await box.getByRole('link', { name: 'The times' }).click();
      await expect(page.getByLabel('The days or times')).toBeChecked();
      await expect(page.locator('main')).toContainText(LISTING.name);
      await page.getByLabel('The days or times').uncheck();
      await page.getByLabel('What should it say?').fill('Now at two');
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(page.locator('.error-summary a')).toHaveText(/^Choose what is wrong/);
      await expect(page).toHaveTitle(/^Error: /);
      await expect(page.getByLabel('What should it say?')).toHaveValue('Now at two');
      await page.getByLabel('The cost').check();
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(page.locator('h1')).toHaveText('Thank you');
      await page.getByRole('link', { name: 'Back to the listing' }).click();
      await expect(page).toHaveURL(`${site.url}/assets/${LISTING.id}/`);
    });
  });

test('of a listing that must stay out of sight, neither the address nor the page says the name', async ({
  page,
}) => {
  await page.goto(`${site.url}/assets/${DISCREET.id}/`);
  await page.locator('.report').getByRole('link', { name: 'Tell us', exact: true }).click();
  const all = `${page.url()} ${await page.title()} ${await page.locator('main').textContent()}`;
  expect(all).not.toContain(DISCREET.name);
  expect(all).not.toContain(DISCREET.id);
  await expect(page.locator('a.exit')).toBeVisible();
});

test('a group that is missing: from the foot of the page, from nothing found, from a place with little', async ({
  page,
}) => {
  await page.goto(`${site.url}/find/#q=zxqvw+plomf`);
  await page.getByRole('link', { name: 'Tell us about it' }).click();
  await expect(page).toHaveURL(`${site.url}/tell-us/group/`);
  await page.goto(`${site.url}/needs/`);
  await page.getByRole('link', { name: 'Tell us about a group we’ve missed' }).click();
  expect(await faultsOf(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('.error-summary')).toBeFocused();
  await expect(page.locator('.error-summary a')).toHaveCount(3);
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByLabel('The name of the group').fill('Knit and natter');
  await page.getByLabel('What do people do there?').fill('We knit. I want to die');
  await page.getByLabel('Where is it?').fill('Leigh');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.locator('h1')).toHaveText('Thank you');
  // Words of danger bring help wherever they are written, and what was sent is kept.
  await expect(page.locator('.crisis')).toContainText('Samaritans');
  expect(await faultsOf(page)).toEqual([]);
});
