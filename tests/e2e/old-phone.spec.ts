import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './site.ts';

/**
 * What a phone that stopped at iOS 15 (an iPhone 6s or 7) cannot read: one such word refuses a whole script, or throws
 * when it is reached. From the browser compatibility data of MDN.
 */
const TOO_NEW: Record<string, RegExp> = {
  'looking behind in an expression': /\(\?<[=!]/,
  'a static block': /\bstatic\s*\{/,
  'AbortSignal.timeout': /AbortSignal\.(timeout|any)\b/,
  'arrays copied and changed': /\.(toSorted|toReversed|toSpliced|findLast|findLastIndex)\(/,
  groupBy: /\b(Object|Map)\.groupBy\(/,
  'sets compared': /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
  withResolvers: /withResolvers\(/,
};
/** Asked for only by a deployment's own settings, on phones that can: tile files and a search server of its own. */
const BY_SETTING = /^(archive|direct)\./;

test('no script holds anything that an old phone cannot read', async () => {
  const dir = join(process.env['OUT_DIR'] || 'dist', 'client/_site');
  const scripts = (await readdir(dir)).filter((f) => f.endsWith('.js') && !BY_SETTING.test(f));
  expect(scripts.length).toBeGreaterThan(10);
  const found: string[] = [];
  for (const file of scripts) {
    const text = await readFile(join(dir, file), 'utf8');
    for (const [what, like] of Object.entries(TOO_NEW)) if (like.test(text)) found.push(`${file}: ${what}`);
  }
  expect(found).toEqual([]);
});

test('a search is answered in a browser that lacks what iOS 15 lacks', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['toSorted', 'toReversed', 'toSpliced', 'findLast', 'with'])
      Reflect.deleteProperty(Array.prototype, name);
    for (const name of ['timeout', 'any']) Reflect.deleteProperty(AbortSignal, name);
    for (const name of ['structuredClone', 'requestIdleCallback', 'scheduler', 'navigation'])
      Reflect.deleteProperty(globalThis, name);
    Reflect.deleteProperty(Object, 'groupBy');
  });
  await page.goto('/');
  const words = page.getByLabel('In your own words');
  await words.fill('my husband died');
  await words.press('Enter');
  await expect(page.getByRole('heading', { name: /places to try/ })).toBeVisible();
  await expect(page.locator('.listing .card').first()).toBeVisible();
});
