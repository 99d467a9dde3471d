import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { foreignSite, type SiteWithLog, siteWithLog } from '../fixtures/site-with-log.ts';
import { builtEntries, plainCodes } from './list-codes.ts';

let site: SiteWithLog;
let surgery: Awaited<ReturnType<typeof foreignSite>>;
const codes = plainCodes(builtEntries()).slice(0, 3);
const OUT_DIR = process.env['OUT_DIR'] ?? 'dist';

/** A style sheet that does everything a page should not do to what stands in it. */
const HOSTILE = `
* { all: unset !important; color: red !important; font: 3px/1 cursive !important; text-transform: uppercase !important; letter-spacing: 1em !important }
html, body, main { display: block !important }
waymark-list, waymark-list * { display: none !important; visibility: hidden !important; opacity: 0 !important; position: absolute !important; left: -999px !important }
a { text-decoration: none !important; pointer-events: none !important }
`;
const page = (inside: string) =>
  `<!doctype html><html lang="en"><head><title>Our surgery</title><link rel="stylesheet" href="/hostile.css"><script src="${site.url}/embed/waymark-list.js" defer></script></head><body><main><h1>Our surgery</h1><h2>Local help</h2>${inside}</main></body></html>`;

test.beforeAll(async () => {
  site = await siteWithLog();
  const link = `<a href="${site.url}/needs/loneliness/">Find local help</a>`;
  surgery = await foreignSite(
    {
      '/': { body: page(`<waymark-list need="loneliness" limit="4">${link}</waymark-list>`) },
      '/place': { body: page(`<waymark-list place="wigan" need="food">${link}</waymark-list>`) },
      '/area': {
        body: page(`<waymark-list place="area-glasgow" need="food" limit="2">${link}</waymark-list>`),
      },
      '/codes': { body: page(`<waymark-list codes="${codes.join(' ')}">${link}</waymark-list>`) },
      '/wrong': { body: page(`<waymark-list need="no-such-need">${link}</waymark-list>`) },
      '/frame': {
        body: `<!doctype html><title>x</title><iframe src="${site.url}/embed/frame/needs/loneliness/" title="Local help" width="400" height="900"></iframe>`,
      },
      '/framed-site': {
        body: `<!doctype html><title>x</title><iframe src="${site.url}/" title="x"></iframe>`,
      },
      '/hostile.css': { body: HOSTILE, type: 'text/css' },
    },
    {
      'content-security-policy': `default-src 'none'; style-src 'self'; script-src ${site.url}; connect-src ${site.url}; frame-src ${site.url}`,
    },
  );
});
test.afterAll(async () => {
  await surgery.stop();
  await site.stop();
});

test('a list stands whole and readable in a hostile page with a strict policy', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (m) => m.type() === 'error' && !/favicon/.test(m.text()) && refused.push(m.text()));
  await page.goto(surgery.url);
  const items = page.locator('waymark-list li');
  await expect(items).toHaveCount(4);
  await expect(items.first()).toBeVisible();
  const looks = await page.locator('waymark-list').evaluate((host) => {
    const link = host.shadowRoot?.querySelector('li a');
    const style = link && getComputedStyle(link);
    const board = host.shadowRoot?.querySelector('.board');
    return {
      size: Number.parseFloat(style?.fontSize ?? '0'),
      colour: style?.color,
      caps: style?.textTransform,
      board: board && getComputedStyle(board).backgroundColor,
    };
  });
  expect(looks.size).toBeGreaterThanOrEqual(16);
  expect(looks).toMatchObject({ colour: 'rgb(15, 74, 58)', caps: 'none' });
  await page.keyboard.press('Tab');
  expect(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('href')),
  ).toContain(`${site.url}/assets/`);
  const { violations } = await new AxeBuilder({ page }).include('waymark-list').analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
  expect(refused).toEqual([]);
});

test('by place and need, by area and need, and by codes in their order', async ({ page }) => {
  await page.goto(`${surgery.url}/place`);
  await expect(page.locator('waymark-list section')).toContainText('Wigan');
  await page.goto(`${surgery.url}/area`);
  await expect(page.locator('waymark-list li')).toHaveCount(2);
  await page.goto(`${surgery.url}/codes`);
  await expect(page.locator('waymark-list li')).toHaveCount(3);
});

test('what cannot be shown says so and leaves the link', async ({ page }) => {
  await page.goto(`${surgery.url}/wrong`);
  await expect(page.locator('waymark-list section')).toContainText('cannot be shown');
  await expect(page.locator('waymark-list').locator('slot')).toHaveCount(1);
});

test('one script under 10 kB, with nothing stored and no cookie', async ({ page }) => {
  const script = readFileSync(`${OUT_DIR}/client/embed/waymark-list.js`);
  expect(gzipSync(script).length).toBeLessThan(10_000);
  expect(script.toString()).not.toMatch(/localStorage|document\.cookie|\beval\(|innerHTML/);
  await page.goto(surgery.url);
  await expect(page.locator('waymark-list li')).toHaveCount(4);
  expect(await page.context().cookies()).toEqual([]);
});

test('the frame works where scripts are forbidden, and no other page may be framed', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(`${surgery.url}/frame`);
  await expect(tab.frameLocator('iframe').locator('li a').first()).toBeVisible();
  await tab.goto(`${surgery.url}/framed-site`);
  await expect(tab.frameLocator('iframe').locator('.brand')).toHaveCount(0);
  await context.close();
});

test('oEmbed gives the frame', async ({ request }) => {
  const reply = await request.get(`${site.url}/embed/oembed/needs/loneliness.json`);
  expect(reply.headers()['access-control-allow-origin']).toBe('*');
  const told = await reply.json();
  expect(told).toMatchObject({ version: '1.0', type: 'rich' });
  expect(told.html).toContain('/embed/frame/needs/loneliness/');
});

test('an editor makes the lines, and they work as they are', async ({ page }) => {
  await page.goto(`${site.url}/embed/`);
  await page.getByLabel('Need', { exact: true }).selectOption('food');
  await page.getByLabel('Place', { exact: true }).selectOption('area-wigan');
  await page.getByLabel('How many').selectOption('3');
  const lines = await page.locator('#snippet').inputValue();
  expect(lines).toContain('<waymark-list need="food" place="area-wigan" limit="3">');
  await expect(page.locator('waymark-list li').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
  const pasted = await foreignSite({
    '/': { body: `<!doctype html><html lang="en"><title>x</title><body>${lines}</body></html>` },
  });
  await page.goto(pasted.url);
  await expect(page.locator('waymark-list li').first()).toBeVisible();
  await pasted.stop();
});
