import AxeBuilder from '@axe-core/playwright';
import { openMap, pictures } from './map-fixtures.ts';
import { expect, test } from './site.ts';

// The map's host is the one other site that may be asked, and only once the map is open; refusing it is part of the test.
test.use({ expected: [/https:\/\/tile\.openstreetmap\.org\/|ERR_FAILED/] });

const FIND = '/find/#topics=loneliness';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the list stands and no map is promised', async ({ page }) => {
    for (const path of ['/places/leigh/', '/needs/loneliness/', '/find/']) {
      await page.goto(path);
      await expect(page.getByText('Show map')).toBeHidden();
    }
    await page.goto('/places/leigh/');
    await expect(page.locator('.listing .card').first()).toBeVisible();
  });
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 320],
] as const)
  test(`no barrier found by axe, targets of 44 px, nothing sideways: ${colorScheme}, ${width} px`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 740 });
    await pictures(page, 'refused');
    for (const path of ['/places/leigh/', FIND, '/assets/chatter-table-english/']) {
      await page.goto(path);
      await openMap(page);
      await expect(page.locator('.map-lost')).toBeVisible();
      await page.getByRole('button', { name: 'Go further out' }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${path} ${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
      const small = await page
        .locator('.map button:not(.map-skip), .map a')
        .evaluateAll((els) =>
          els
            .filter((el) => el.getBoundingClientRect().height < 44 || el.getBoundingClientRect().width < 44)
            .map((el) => el.outerHTML),
        );
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

test('what a screen reader is given', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  await expect(page.locator('.map')).toMatchAriaSnapshot(`
    - region "Map":
      - status: /The map is open/
      - button "Skip the map"
      - paragraph: /\\d+ listings on the map/
      - button "Go closer"
      - button "Go further out"
      - group /The map\\. Arrow keys move it/:
        - button /Leigh/
      - paragraph:
        - text: /Scale/
        - link "© OpenStreetMap contributors"
  `);
});
