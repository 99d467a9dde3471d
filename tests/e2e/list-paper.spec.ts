import { expect, test } from '@playwright/test';
import { writeLink } from '#lib/shortlist-link.ts';
import { type SiteWithLog, siteWithLog } from '../fixtures/site-with-log.ts';
import { builtEntries, plainCodes } from './list-codes.ts';

let site: SiteWithLog;
const entries = builtEntries();
const codes = plainCodes(entries);
/** The listings with most to say, to see what breaks. */
const longest = entries
  .filter((e) => codes.includes(e.card.code))
  .sort(
    (a, b) => (b.getting?.length ?? 0) + b.card.what.length - (a.getting?.length ?? 0) - a.card.what.length,
  )
  .map((e) => e.card.code);

test.beforeAll(async () => {
  site = await siteWithLog();
});
test.afterAll(() => site.stop());

/** Millimetres of paper at 96 CSS pixels an inch. */
const mm = (n: number) => (n * 96) / 25.4;
/** A4 less the margins of @page. */
const PAGE = { width: Math.floor(mm(210 - 24)), height: mm(297 - 16) };
const POINT = 96 / 72;

const pagesOf = (pdf: string) => pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const n of [1, 3, 7, 20])
  for (const large of [false, true])
    test(`the leaflet of ${n} in ${large ? 'large' : 'ordinary'} print is tagged, whole and big enough`, async ({
      page,
    }) => {
      const list = (n === 3 ? longest : codes).slice(0, n);
      await page.goto(`${site.url}/list/#${writeLink(list)}`);
      await expect(page.locator('.a4 > ol > li')).toHaveCount(n);
      if (large) await page.getByLabel('Large print').check();
      const pdf = (await page.pdf({ tagged: true, preferCSSPageSize: true, printBackground: true })).toString(
        'latin1',
      );
      expect(pdf).toContain('/StructTreeRoot');
      expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(pdf).toContain('/Lang (en-GB)');
      const pages = pagesOf(pdf);
      expect(pages).toBeGreaterThanOrEqual(Math.ceil(n / 3));
      expect(pages).toBeLessThanOrEqual(large ? n + 1 : Math.ceil(n / 2) + 1);

      // As on paper: nothing is taller than a page (so that nothing is cut), and no letter is smaller than it may be.
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: PAGE.width, height: 1000 });
      const parts = await page
        .locator('.a4 > ol > li, .a4-end')
        .evaluateAll((all) => all.map((part) => part.getBoundingClientRect().height));
      expect(parts).toHaveLength(n + 1);
      expect(Math.max(...parts)).toBeLessThan(PAGE.height);
      // More than three never share a page.
      if (n > 3 && !large)
        for (const height of parts.slice(0, -2)) expect(height * 4).toBeGreaterThan(PAGE.height);
      const sizes = await page
        .locator('.a4 :is(p, dt, dd, h1, h2)')
        .evaluateAll((all) =>
          all
            .filter((e) => !e.closest('.a4-qr') && e.textContent?.trim())
            .map((e) => Number.parseFloat(getComputedStyle(e).fontSize)),
        );
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual((large ? 18 : 12) * POINT - 0.01);
      await expect(page.locator('.a4')).toHaveText(/Phone .+ on .*\d{3,}/);
      for (const card of await page.locator('.a4 > ol > li').allTextContents()) {
        expect(card).toMatch(/(Checked|Last checked) \d/);
        expect(card).not.toMatch(/\b(Today|Tomorrow|Open now|Closed now)\b/);
      }
    });

test('a private listing is printed by a neutral name until someone says that it is safe', async ({
  page,
}) => {
  const secret = entries.find((e) => e.discreet && e.status === 'active');
  await page.goto(`${site.url}/list/#${writeLink([secret?.card.code ?? ''])}`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.a4')).toContainText('A local service');
  await expect(page.locator('.a4')).not.toContainText(secret?.card.name ?? '?');
  await page.emulateMedia({ media: 'screen' });
  await page.getByLabel('Print the real names').check();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.a4')).toContainText(secret?.card.name ?? '?');
});

test('the plan has lines to write on, a ticked step, and keeps nothing typed', async ({ page }) => {
  await page.goto(`${site.url}/list/#${writeLink(codes.slice(0, 2))}`);
  await page.getByLabel('Add a plan to fill in').check();
  await page.locator('.plan-form .check input').first().check();
  await page.locator('#plan-next').fill('Ring on Tuesday with my sister');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.a4-plan')).toContainText('Ring on Tuesday with my sister');
  await expect(page.locator('.a4-lines')).toHaveCount(1);
  await expect(page.locator('.a4-done')).toHaveCount(1);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('sister');
  expect(site.requests.join('\n')).not.toContain('sister');
});
