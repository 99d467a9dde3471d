import { expect, oneOfEach, test } from './site.ts';

// The page that is not there answers 404, which Chromium notes on its console.
test.use({ expected: [/status of 404 .*no-such-page/] });

test('every kind of page loads quietly and asks nobody else for anything', async ({ page, ask }) => {
  test.setTimeout(120_000);
  for (const [kind, path] of await oneOfEach(ask))
    await test.step(`${kind}: ${path}`, async () => {
      const answer = await page.goto(path, { waitUntil: 'networkidle' });
      expect(answer?.status()).toBe(kind === 'not found' ? 404 : 200);
      await expect(page.locator('h1')).toHaveCount(1);
      expect(answer?.headers()['set-cookie']).toBeUndefined();
      expect(answer?.headers()['content-security-policy']).not.toContain('unsafe');
    });
  expect(await page.context().cookies()).toEqual([]);
});

test('no kind of page scrolls sideways at 320 px, which is 1280 px at 400 % zoom', async ({ page, ask }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [kind, path] of await oneOfEach(ask))
    await test.step(`${kind}: ${path}`, async () => {
      await page.goto(path);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((e) => e.getBoundingClientRect().right > 321 && getComputedStyle(e).position !== 'fixed')
          .slice(0, 3)
          .map((e) => e.outerHTML.slice(0, 120)),
      );
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ width, wide: width > 320 ? wide : [] }).toEqual({ width: 320, wide: [] });
    });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('every kind of page has its content and a way on', async ({ page, ask }) => {
    test.setTimeout(120_000);
    for (const [kind, path] of await oneOfEach(ask))
      await test.step(`${kind}: ${path}`, async () => {
        await page.goto(path);
        await expect(page.locator('h1')).toHaveCount(1);
        await expect(page.locator('main')).toContainText(/\w.{60}/s);
        expect(await page.locator('main a').count()).toBeGreaterThan(0);
      });
  });

  test('from home to a listing by need, and its phone number', async ({ page }) => {
    await page.goto('/');
    await page
      .locator('main')
      .getByRole('link', { name: /lonely/i })
      .first()
      .click();
    await expect(page.locator('h1')).toHaveText(/lonely/i);
    await page.locator('main .listing a, main article a, main li h2 a, main li h3 a').first().click();
    await expect(page).toHaveURL(/\/assets\/[a-z0-9-]+\/$/);
    await expect(page.locator('main')).toContainText(/Checked|Last checked/);
  });

  test('words typed into the search box are answered, and reach no address', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('In your own words').fill('my husband died');
    await page.getByRole('button', { name: 'Find help' }).click();
    await expect(page).toHaveURL(/\/find\/$/);
    await expect(page.getByRole('heading', { name: /^\d+ places to try/ })).toBeVisible();
    await expect(page.locator('main')).toContainText(/Showing help with\s*bereavement/);
  });
});

test('a page that is not there helps', async ({ page }) => {
  const answer = await page.goto('/no-such-page/');
  expect(answer?.status()).toBe(404);
  const main = page.locator('main');
  await expect(main.getByRole('searchbox')).toBeVisible();
  for (const href of ['/needs/', '/places/', '/a-to-z/'])
    await expect(main.locator(`a[href="${href}"]`)).toBeVisible();
  await expect(main.locator('a[href^="tel:"]')).toBeVisible();
});

test('a path can be walked by keyboard: skip link, then the main part', async ({ page }) => {
  await page.goto('/needs/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the main part' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
