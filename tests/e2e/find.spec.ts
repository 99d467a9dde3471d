import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

const answer = (page: Page) => page.locator('#answer');
const cards = (page: Page) => page.locator('#list > li');
const ask = (page: Page) => page.getByRole('searchbox', { name: 'In your own words' });
/** Waits for an answer with something in it, and gives how many places it says there are. */
async function places(page: Page): Promise<number> {
  await expect(answer(page)).toHaveText(/^\d+ places? to try/);
  return Number.parseInt((await answer(page).textContent()) ?? '', 10);
}

test.describe('searching in one’s own words', () => {
  test('from home to a listing, with no word in any address but after the #', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.url()));
    await page.goto('/');
    await ask(page).fill('my husband died');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/find\/#q=my\+husband\+died$/);
    await places(page);
    await expect(page.locator('.means')).toContainText(/Showing help with.*bereavement/i);
    await cards(page).first().getByRole('link').first().click();
    await expect(page).toHaveURL(/\/assets\/[a-z0-9-]+\/$/);
    expect(asked.filter((u) => /husband/.test(u))).toEqual([]);
  });

  test('as it is typed, and announced once', async ({ page }) => {
    await page.goto('/find/');
    await ask(page).pressSequentially('food near leigh', { delay: 20 });
    await places(page);
    await expect(page.getByRole('status').first()).toHaveText(/places? to try near Leigh/);
    await expect(page).toHaveURL(/#q=food\+near\+leigh/);
    await expect(page.getByRole('button', { name: /Leigh.*Remove/ })).toBeVisible();
  });

  test('for exactly these words, with one press', async ({ page }) => {
    await page.goto('/find/#q=lonely');
    const read = await places(page);
    await page.getByRole('link', { name: 'search for exactly these words instead' }).click();
    await expect(page).toHaveURL(/exact=1/);
    await expect(page.locator('.means')).toContainText('Searching for exactly these words');
    await expect.poll(() => places(page)).toBeLessThan(read);
  });

  test('help at once for someone who wants to die, and none for a cuppa', async ({ page }) => {
    await page.goto('/find/#q=i+want+to+die');
    await expect(page.locator('a[href="tel:116123"]').first()).toBeVisible();
    await page.goto('/find/#q=dying+for+a+cuppa');
    await places(page);
    await expect(page.locator('#found a[href="tel:116123"]')).toHaveCount(0);
  });

  test('nonsense finds nothing, and never a dead end', async ({ page }) => {
    await page.goto('/find/#q=zxqvw+plomf');
    await expect(answer(page)).toHaveText(/Nothing found/);
    await expect(page.getByRole('link', { name: 'Ask a link worker' }).last()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Choose what is closest' })).toBeVisible();
  });
});

test.describe('filters', () => {
  test('narrow, show in the address, come off, and go back', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('/find/#q=food');
    const all = await places(page);
    const free = page.getByRole('checkbox', { name: /^Free \(/ });
    const said = Number(/\((\d+)\)/.exec((await free.locator('..').textContent()) ?? '')?.[1]);
    await free.check();
    await expect(page).toHaveURL(/cost=free/);
    await expect.poll(() => places(page)).toBe(said);
    expect(said).toBeLessThan(all);
    await page.getByRole('button', { name: /Free Remove/ }).click();
    await expect.poll(() => places(page)).toBe(all);
    await page.goBack();
    await expect(page).toHaveURL(/cost=free/);
    await expect.poll(() => places(page)).toBe(said);
    await page.goBack();
    await expect.poll(() => places(page)).toBe(all);
  });

  test('by keyboard alone', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('/find/');
    await ask(page).focus();
    await page.keyboard.type('lonely');
    const all = await places(page);
    const tuesday = page.getByRole('checkbox', { name: /^Tuesday/ });
    for (let i = 0; i < 60 && !(await tuesday.evaluate((e) => e === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await expect(tuesday).toBeFocused();
    await page.keyboard.press('Space');
    await expect(tuesday).toBeChecked();
    await expect.poll(() => places(page)).toBeLessThan(all);
    await expect(page.getByRole('checkbox', { name: /^Tuesday/ })).toBeFocused();
  });

  test('fold away on a phone, and say whether they are open', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/find/#q=food');
    await places(page);
    const button = page.getByRole('button', { name: /^Filters/ });
    await expect(button).toHaveAttribute('aria-expanded', 'false');
    await expect(page.locator('#filters')).toBeHidden();
    await button.click();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await expect(page.locator('#filters')).toBeVisible();
  });
});

test.describe('what someone may put in the address', () => {
  const HOSTILE: [string, string, RegExp][] = [
    ['unknown filters', '#q=food&days=noday,monday&cost=gold&sort=worst&page=-3', /to try/],
    ['a broken escape', '#q=food&topics=%E0%A4%A', /to try/],
    ['markup', `#q=${encodeURIComponent('<img src=x onerror=alert(1)> food')}`, /to try|Nothing found/],
    ['10 kB of words', `#q=${'food+'.repeat(2000)}`, /to try|Nothing found/],
    [
      'a regular-expression bomb',
      `#q=${encodeURIComponent(`${'a'.repeat(200)}!(a+)+$`)}`,
      /to try|Nothing found/,
    ],
    [
      'marks that turn the text round',
      `#q=${encodeURIComponent('\u202Efood\u202C \u200F')}`,
      /to try|Nothing found/,
    ],
    ['faces', `#q=${encodeURIComponent('🙂🙃💔 lonely')}`, /to try|Nothing found/],
    ['nulls', '#q=food%00%00', /to try|Nothing found/],
  ];
  for (const [name, hash, expected] of HOSTILE)
    test(`${name}: what can be read is kept`, async ({ page }) => {
      const began = Date.now();
      await page.goto(`/find/${hash}`);
      await expect(answer(page)).toHaveText(expected);
      expect(Date.now() - began).toBeLessThan(8000);
      await expect(page.locator('img[src="x"]')).toHaveCount(0);
    });

  test('the part that is right still works', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('/find/#q=food&days=noday,monday&cost=gold');
    await places(page);
    await expect(page.getByRole('checkbox', { name: /^Monday/ })).toBeChecked();
    await expect(
      page.getByRole('list', { name: 'What narrows this list' }).getByRole('listitem'),
    ).toHaveCount(1);
  });
});

test.describe('when something is down', () => {
  test.use({ expected: [/search\//, /Failed to load resource/, /status of (404|503)/] });

  for (const [name, answerWith] of [
    ['missing', { status: 404, body: '' }],
    ['corrupt', { status: 200, body: '{"broken":' }],
    ['of another kind', { status: 200, body: '{"hello":"world"}' }],
    ['down', { status: 503, body: 'busy' }],
  ] as const)
    test(`the search files are ${name}: it is said, and there is a way on`, async ({ page }) => {
      await page.route('**/search/*', (route) =>
        route.fulfill({ contentType: 'application/json', ...answerWith }),
      );
      await page.goto('/find/#q=food');
      await expect(answer(page)).toHaveText('Search is not working just now');
      await expect(page.getByRole('heading', { name: 'Choose what is closest' })).toBeVisible();
      await expect(page.locator('#found a[href^="tel:"]').first()).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
    });

  test('the search files are slow: the page waits, says so with grey cards, and then answers', async ({
    page,
  }) => {
    await page.route('**/search/*', async (route) => {
      await new Promise((done) => setTimeout(done, 2500));
      await route.continue();
    });
    await page.goto('/find/#q=food');
    await expect(page.locator('.skeleton').first()).toBeVisible();
    await places(page);
    await expect(page.locator('.skeleton')).toHaveCount(0);
  });

  test('workers and storage are switched off: it still searches', async ({ page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'Worker');
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: refuse });
    });
    await page.goto('/find/#q=food');
    await places(page);
  });
});
