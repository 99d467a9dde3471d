import { expect, type Page, test } from '@playwright/test';
import { readContent } from '#schemas/read.ts';
import { documentsOf } from '#search/document.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { bringUpToDate } from '#search/meilisearch/indexer.ts';
import { serverDocuments } from '#search/meilisearch/server-document.ts';
import { namesOf } from '#search/meilisearch/settings.ts';
import { versionOf } from '#search/version.ts';
import { canStart, type RealServer, startServer } from '../contract/meilisearch/server.ts';
import { referSite } from '../fixtures/refer-site.ts';
import { type Mood, searchSite } from '../fixtures/search-site.ts';

/** The find page beside a search server that fails in the middle of a visit, and without scripts. */
const OUT_DIR = process.env['OUT_DIR'] ?? 'dist';
/** The longest that anybody may wait for results, in milliseconds: the browser's patience, and an engine to load. */
const LONGEST = 5_000;

const answer = (page: Page) => page.locator('#answer');
const ask = (page: Page) => page.getByRole('searchbox', { name: 'In your own words' });
const cards = (page: Page) => page.locator('#list > li');
const words = /^\d+ places? to try/;

/** Types words and gives the milliseconds until the heading above the results speaks of them. */
async function search(page: Page, q: string, means: RegExp): Promise<number> {
  const began = Date.now();
  await ask(page).fill(q);
  await expect(page.locator('.means')).toContainText(means, { timeout: LONGEST });
  await expect(answer(page)).toHaveText(words, { timeout: LONGEST });
  await expect(cards(page).first()).toBeVisible();
  return Date.now() - began;
}

const say = (what: string, ms: number) =>
  test.info().annotations.push({ type: 'time to results', description: `${what}: ${ms} ms` });

test.describe('a search server that fails in the middle of a visit', () => {
  let site: Awaited<ReturnType<typeof searchSite>>;
  test.beforeEach(async () => {
    site = await searchSite(OUT_DIR);
  });
  test.afterEach(() => site.stop());

  const MOODS: Mood[] = ['stopped', 'hung', 'answering 500', 'answering garbage', 'on an older index'];
  for (const mood of MOODS)
    test(`${mood}: there are results, and the filters stay`, async ({ page }) => {
      const uncaught: string[] = [];
      page.on('pageerror', (e) => uncaught.push(e.message));
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${site.url}/find/`);
      say('well', await search(page, 'my husband died', /bereavement/i));
      expect(site.asked).toBeGreaterThan(0);
      const free = page.getByRole('checkbox', { name: /^Free/ });
      await free.check();
      await expect(page).toHaveURL(/cost=free/);
      await expect(answer(page)).toHaveText(words);

      site.mood = mood;
      const before = site.asked;
      const first = await search(page, 'cant pay my rent', /money|housing/i);
      say(mood, first);
      console.log(`  search server ${mood}: results after ${first} ms`);
      expect(first).toBeLessThan(LONGEST);
      // Twice where it was asked half way through the typing, or the browser sent again what broke off.
      expect(site.asked - before).toBeLessThanOrEqual(2);
      await expect(free).toBeChecked();
      await expect(page).toHaveURL(/cost=free/);
      const old = page.getByText('This list may be a little old.');
      await expect(old).toHaveCount(mood === 'on an older index' ? 1 : 0);

      // Left alone for a minute: nobody waits for it twice.
      const asked = site.asked;
      const second = await search(page, 'im lonely', /lonely/i);
      say(`${mood}, the next search`, second);
      console.log(`  the next search: ${second} ms`);
      expect(site.asked).toBe(asked);
      await expect(page.getByText('Search is not working')).toHaveCount(0);
      expect(uncaught).toEqual([]);
    });
});

/** From the home page to a listing with no script: words, a filter, a card. */
async function withoutScripts(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await ask(page).fill('my husband died');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toHaveText(words);
  const count = async () => Number.parseInt((await answer(page).textContent()) ?? '', 10);
  const all = await count();
  await page
    .locator('details', { hasText: /Cost/ })
    .first()
    .evaluate((d) => d.setAttribute('open', ''));
  await page.getByRole('checkbox', { name: /^Free/ }).check();
  await page.getByRole('button', { name: 'Show results' }).click();
  await expect.poll(count).toBeLessThan(all);
  await expect(ask(page)).toHaveValue('my husband died');
  expect(page.url()).not.toContain('husband');
  await cards(page).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/assets\/[a-z0-9-]+\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const [name, env] of [
    ['the embedded engine', {}],
    [
      'a search server that is away',
      { MEILISEARCH_URL: 'http://127.0.0.1:9', MEILISEARCH_KEY: 'key-of-a-server-that-is-away' },
    ],
  ] as const)
    test(`from home to a listing, by ${name}`, async ({ page }) => {
      const site = await referSite(OUT_DIR, env);
      await withoutScripts(page, site.url).finally(site.stop);
      expect(site.log.filter((line) => line.startsWith('error'))).toEqual([]);
      expect(site.log.join('\n')).not.toContain('husband');
    });
});

test.describe('with a real search server', () => {
  test.skip(!canStart(), 'MEILISEARCH_BIN names no program');
  test.describe.configure({ mode: 'serial' });

  let server: RealServer;
  let site: Awaited<ReturnType<typeof referSite>>;
  test.beforeAll(async () => {
    server = await startServer();
    const { content } = await readContent('content');
    if (!content) throw new Error('the content cannot be read');
    const documents = documentsOf(content);
    const wanted = { indexVersion: versionOf(content, documents), documents: serverDocuments(documents) };
    const options = { dryRun: false, rebuild: false, say: () => undefined, tick: () => undefined };
    const client = clientOf(server.url, server.key, 60_000);
    const { searchKey = '' } = await bringUpToDate(client, wanted, { names: namesOf('waymark'), ...options });
    site = await referSite(OUT_DIR, { MEILISEARCH_URL: server.url, MEILISEARCH_KEY: searchKey });
  });
  test.afterAll(async () => {
    await site?.stop();
    await server?.stop();
  });

  test('it answers, dies in the middle of the visit, and results go on', async ({ page }) => {
    const engines: string[] = [];
    page.on('response', async (r) => {
      if (r.url().endsWith('/api/search') && r.ok()) engines.push((await r.json()).engine);
    });
    await page.goto(`${site.url}/find/`);
    const well = await search(page, 'my husband died', /bereavement/i);
    expect(engines).toContain('meilisearch');
    await server.kill();
    const dead = await search(page, 'cant pay my rent', /money|housing/i);
    const next = await search(page, 'im lonely', /lonely/i);
    console.log(`  real server: ${well} ms; killed: ${dead} ms; the next search: ${next} ms`);
    await server.restart();
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });
    test('from home to a listing, by the real server', async ({ page }) => {
      await withoutScripts(page, site.url);
      const facts = { literal: false, filters: {}, facets: [], sort: 'relevance', page: 1, perPage: 1 };
      const reply = await page.request.post(`${site.url}/api/search`, { data: { q: 'food', ...facts } });
      expect((await reply.json()).engine).toBe('meilisearch');
    });
  });
});
