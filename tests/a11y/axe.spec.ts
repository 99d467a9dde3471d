import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect, oneOfEach, sitemap, test } from '../e2e/site.ts';

// Frames for other people's sites name no icon, and Chromium then asks for one.
test.use({ expected: [/status of 404 .*(no-such-page|favicon\.ico)/] });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that are left out, each with its reason. None so far. */
const LEFT_OUT: string[] = [];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What axe finds wrong on the page as it stands, one line a fault. */
async function faults(page: Page, leftOut: string[] = []): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    async ({ tags, off }) => {
      const { violations } = await window.axe.run(document, {
        runOnly: tags,
        resultTypes: ['violations'],
        rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])),
      });
      return violations.flatMap((v) =>
        v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 120)}`),
      );
    },
    { tags: TAGS, off: [...LEFT_OUT, ...leftOut] },
  );
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1280])
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('one page of each kind has no fault', async ({ page, ask }) => {
        test.setTimeout(180_000);
        for (const [kind, path] of await oneOfEach(ask))
          await test.step(`${kind}: ${path}`, async () => {
            await page.goto(path);
            expect.soft(await faults(page), `${kind}: ${path}`).toEqual([]);
          });
      });
    });

/** Pages of the sitemap are shared out among so many tests, so that two workers can take them in turn. */
const SHARES = 6;
/** Of each folder no more than this are read: beyond it the pages differ in words, and words have no faults. */
const ENOUGH = 120;

for (let share = 0; share < SHARES; share++)
  test(`every page of the sitemap, ${share + 1} of ${SHARES}`, async ({ page, ask }) => {
    test.setTimeout(300_000);
    const folders = Map.groupBy(await sitemap(ask), (p) => p.split('/')[1] ?? '');
    const paths = [...folders.values()].flatMap((list) => list.slice(0, ENOUGH));
    // Colours come from the same tokens on every page and are held above, one page of each kind; they are the slow rule.
    for (const path of paths.filter((_, i) => i % SHARES === share)) {
      await page.goto(path, { waitUntil: 'domcontentloaded' });
      expect.soft(await faults(page, ['color-contrast']), path).toEqual([]);
    }
  });
