import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { readLink, writeLink } from '#lib/shortlist-link.ts';
import { type SiteWithLog, siteWithLog } from '../fixtures/site-with-log.ts';
import { builtEntries, plainCodes, readQr } from './list-codes.ts';

let site: SiteWithLog;
const entries = builtEntries();
const codes = plainCodes(entries);
const named = (code: string) => entries.find((e) => e.card.code === code)?.card.name ?? '';

test.beforeAll(async () => {
  site = await siteWithLog();
});
test.afterAll(() => site.stop());

const names = (page: Page) => page.locator('.items .card-name').allTextContents();
const open = async (page: Page, list: readonly string[]) => {
  await page.goto(`${site.url}/list/#${writeLink(list)}`);
  await expect(page.locator('.items > li')).toHaveCount(list.length);
};
const keep = (page: Page, list: readonly string[]) =>
  page.addInitScript((kept) => {
    if (!localStorage.getItem('waymark.list')) localStorage.setItem('waymark.list', JSON.stringify(kept));
  }, list);
const faultsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);

test('from the home page to a QR code of three, read in a second browser, and no server knows', async ({
  page,
  browser,
}, info) => {
  await page.goto(site.url);
  const began = Date.now();
  let presses = 0;
  const press = async (target: ReturnType<Page['locator']>) => {
    presses++;
    await target.click();
  };
  await press(page.locator('a[href="/needs/loneliness/"]').first());
  const adds = page.getByRole('button', { name: /^Add to my list/ });
  const wanted = [];
  for (let i = 0; i < 3; i++) {
    wanted.push(await adds.first().getAttribute('data-add'));
    await press(adds.first());
  }
  await expect(page.locator('.top .count-dot')).toHaveText('3');
  await press(page.locator('.top').getByRole('link', { name: /My list/ }));
  await press(page.getByRole('button', { name: 'Show a QR code' }));
  await expect(page.locator('.qr-big')).toBeVisible();
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(presses).toBeLessThanOrEqual(10);
  info.annotations.push({ type: 'presses', description: `${presses} in ${Date.now() - began} ms` });
  const link = await readQr(page, '.qr-big');
  expect(readLink(link ?? '')).toEqual({ codes: wanted, state: 'whole', unread: [] });

  const second = await browser.newContext();
  const other = await second.newPage();
  await other.goto(link ?? '');
  await expect(other.locator('.items > li')).toHaveCount(3);
  expect(await names(other)).toEqual(wanted.map((c) => named(c ?? '')));
  await other.getByRole('button', { name: 'Keep this list' }).click();
  await expect(other.getByRole('heading', { name: 'My list' })).toBeVisible();
  await page.getByRole('button', { name: 'Text it' }).click();
  await page.getByRole('button', { name: 'Put the dates in a calendar' }).click();
  await second.close();

  // Neither the log nor any request, its address, its headers or its body, holds a code or the link.
  const known = [...site.log, ...site.requests].join('\n');
  expect(site.log.length).toBeGreaterThan(10);
  for (const code of wanted) expect(known).not.toMatch(new RegExp(`\\b${code}\\b`));
  expect(known).not.toContain(writeLink(wanted.map(String)));
});

test('a shared list is as it is now: closed and paused ones say so and offer others', async ({ page }) => {
  const closed = entries.find((e) => e.status === 'closed');
  const paused = entries.find((e) => e.status === 'paused' && e.near);
  const list = [codes[0] ?? '', closed?.card.code ?? '', paused?.card.code ?? ''];
  await open(page, list);
  await expect(page.locator('.item', { hasText: closed?.card.name ?? '?' })).toContainText('Closed on');
  const item = page.locator('.item', { hasText: paused?.card.name ?? '?' });
  await expect(item).toContainText('Paused until');
  await item.getByRole('button', { name: 'Add to my list' }).first().click();
  await expect(page.locator('.top .count-dot')).toHaveText('1');
  expect(await faultsOf(page)).toEqual([]);
});

for (const [what, hash, shown, said] of [
  ['cut', `#${codes[0]}${codes[1]}${codes[2]?.slice(0, 2)}`, 2, 'The end of this link is missing'],
  ['changed', `#${codes[0]}zzzz-a`, 1, 'changed on its way'],
  ['with an unknown code', `#${writeLink([codes[0] ?? '', 'zzzz'])}`, 1, 'We do not know this code: zzzz'],
  ['upper-cased', `#${writeLink(codes.slice(0, 3)).toUpperCase()}`, 3, ''],
  ['with spaces', `#${writeLink(codes.slice(0, 3)).replace(/^(.{5})/, '$1%20')}.`, 3, ''],
] as const)
  test(`a link ${what} gives what it can and says so`, async ({ page }) => {
    await page.goto(`${site.url}/list/${hash}`);
    await expect(page.locator('.items > li')).toHaveCount(shown);
    if (said) await expect(page.locator('#list-app')).toContainText(said);
    else await expect(page.locator('.list-page .note-big')).toHaveCount(0);
  });

test('reorder, take off and put back by keyboard, told to a screen reader, and in step with another tab', async ({
  page,
  context,
}) => {
  const list = codes.slice(0, 3);
  await keep(page, list);
  await page.goto(`${site.url}/list/`);
  const other = await context.newPage();
  await other.goto(`${site.url}/list/`);
  const [a = '', b = '', c = ''] = list.map(named);
  await expect(page.locator('.items > li')).toHaveCount(3);
  const down = page.locator(`#down-${list[0]}`);
  await expect(down).toHaveAccessibleName(new RegExp(`Move down ?: ${a.slice(0, 8)}`));
  await down.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual([b, a, c]);
  await expect(down).toBeFocused();
  await expect(page.locator('.list-page [role=status]')).toHaveText(`${a} is now 2 of 3.`);
  await expect.poll(() => names(other)).toEqual([b, a, c]);

  await page
    .locator('.item', { hasText: b })
    .getByRole('button', { name: 'Take off my list' })
    .press('Enter');
  await expect.poll(() => names(page)).toEqual([a, c]);
  await expect(page.getByRole('button', { name: 'Put it back' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual([b, a, c]);
  await page.reload();
  await expect.poll(() => names(page)).toEqual([b, a, c]);
  await page.getByRole('button', { name: 'Empty my list' }).click();
  await expect(page.locator('#list-app')).toContainText('Your list is empty');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('where the browser keeps nothing, it says so, and My list still opens what was added', async ({
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    }),
  );
  await page.goto(`${site.url}/needs/loneliness/`);
  await page
    .getByRole('button', { name: /^Add to my list/ })
    .first()
    .click();
  await expect(page.locator('.list-said')).toContainText('will not keep it');
  await page.locator('.top .mylist').click();
  await expect(page.locator('.items > li')).toHaveCount(1);
});

test('a private listing is shared by a neutral name, with care before a text', async ({ page }) => {
  const secret = entries.find((e) => e.discreet && e.status === 'active');
  const { id = '', code = '', name = '' } = secret?.card ?? {};
  await page.addInitScript(() => {
    Object.assign(window, { shared: [] });
    navigator.share = async (data) => void (window as unknown as { shared: unknown[] }).shared.push(data);
  });
  await page.goto(`${site.url}/assets/${id}/`);
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', 'A local service');
  await expect(page.locator('meta[property="og:image"], meta[property="og:description"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Share' }).click();
  const box = page.getByRole('dialog');
  await box.getByRole('button', { name: 'Text it' }).click();
  await expect(box).toContainText('Think before you send');
  await expect(box.locator('textarea')).toHaveValue(/^A local service: /);
  await expect(box.locator('textarea')).not.toHaveValue(new RegExp(name));
  await box.getByRole('button', { name: 'Share another way' }).click();
  const shared = await page.evaluate(() => JSON.stringify((window as unknown as { shared: unknown }).shared));
  expect(shared).toContain('A local service');
  expect(shared).not.toContain(name);
  expect(shared).not.toContain(id);
  expect(shared).toContain(code);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
});

test('the list on a map, opened on request, with what is on the list and nothing else', async ({ page }) => {
  const placed = entries.filter((e) => codes.includes(e.card.code) && e.card.point).slice(0, 3);
  await open(
    page,
    placed.map((e) => e.card.code),
  );
  await page.route(/tile/, (route) => route.abort());
  await page.getByRole('button', { name: 'See these on the map' }).click();
  await expect(page.locator('.map .map-says')).toContainText('3');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hide the map' }).click();
  await expect(page.locator('.map')).toHaveCount(0);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the list page explains, and a listing has its own text and e-mail', async ({ page }) => {
    await page.goto(`${site.url}/list/`);
    await expect(page.locator('main')).toContainText('All listings, A to Z');
    const plain = entries.find((e) => e.card.code === codes[0]);
    await page.goto(`${site.url}/assets/${plain?.card.id}/`);
    await expect(page.getByRole('link', { name: 'Text it' })).toHaveAttribute('href', /^sms:\?&body=/);
    await expect(page.getByRole('link', { name: 'Email it' })).toHaveAttribute('href', /^mailto:\?subject=/);
    await expect(page.getByRole('button', { name: /Add to my list/ })).toHaveCount(0);
  });
});

for (const width of [320, 1280])
  test(`no fault and no sideways scroll at ${width} px, with every panel`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    // A colour half way through its change is no fault.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await keep(page, codes.slice(0, 4));
    await page.goto(`${site.url}/list/`);
    for (const way of ['Show a QR code', 'Text it', 'Copy the link']) {
      await page.getByRole('button', { name: way }).click();
      expect(await faultsOf(page), way).toEqual([]);
    }
    await page.getByLabel('Add a plan to fill in').check();
    await page.getByRole('button', { name: 'See how it looks' }).click();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
