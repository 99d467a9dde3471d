import { contentDir, readContent } from '#schemas/read.ts';
import { marks, openMap, pictures, pressCluster, status } from './map-fixtures.ts';
import { expect, test } from './site.ts';

// The map's host is the one other site that may be asked, and only once the map is open; refusing it is part of the test.
test.use({ expected: [/https:\/\/tile\.openstreetmap\.org\/|ERR_FAILED/] });

const FIND = '/find/#topics=loneliness';

test('nothing of the map is fetched before it is opened, and then only from the host that the button names', async ({
  page,
}) => {
  const asked = await pictures(page, 'come');
  const all: string[] = [];
  page.on('request', (r) => all.push(r.url()));
  for (const path of ['/needs/loneliness/', FIND]) {
    await page.goto(path);
    await expect(page.getByText('The map comes from OpenStreetMap.')).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect(all.filter((url) => /leaflet|\/map\/|\/view\.|openstreetmap/.test(url))).toEqual([]);
  expect(asked).toEqual([]);

  await openMap(page);
  await expect.poll(() => asked.length).toBeGreaterThan(3);
  const { origin } = new URL(page.url());
  for (const { referer } of asked) expect(referer).toBe(`${origin}/`);
  const elsewhere = all.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'));
  expect(new Set(elsewhere.map((url) => new URL(url).origin))).toEqual(
    new Set(['https://tile.openstreetmap.org']),
  );
  await expect(page.getByRole('link', { name: '© OpenStreetMap contributors' })).toBeVisible();
});

test('hidden addresses are in no file of the map', async ({ ask }) => {
  const { content } = await readContent(contentDir());
  const text = (
    await Promise.all(['/map/all.json', '/map/needs/abuse.json', '/map/ground.json'].map(ask))
  ).join();
  const hidden = (content?.assets ?? []).flatMap((a) => a.locations.filter((l) => l.sensitive));
  expect(hidden.length).toBeGreaterThan(0);
  for (const l of hidden) {
    expect(text).not.toContain(l.name);
    if (l.lat !== undefined) expect(text).not.toContain(String(l.lat).slice(0, 7));
  }
});

test('the find page’s map holds every match, and says which have no pin', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto(FIND);
  const total = Number.parseInt((await page.locator('#answer').textContent()) ?? '', 10);
  expect(total).toBeGreaterThan(10);
  await openMap(page);
  const says = (await page.locator('.map-says').textContent()) ?? '';
  const on = Number(/^(\d+) listing/.exec(says)?.[1]);
  const off = Number(/(\d+) more (?:is|are) in the list only/.exec(says)?.[1] ?? 0);
  expect(on + off).toBe(total);
  expect(await page.locator('#list > li').count()).toBe(10);
  await expect(status(page)).toContainText(`The map is open. ${on} listing`);
});

test('a mark shows its card in the list, a card lights its mark', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  const mark = page.locator('.map-pin').first();
  const name = (await mark.getAttribute('aria-label'))?.split('. ')[0]?.replace(/, Leigh$/, '') ?? '';
  await mark.focus();
  const card = page.locator('.card', { hasText: name });
  await expect(card).toHaveClass(/is-marked/);
  await page.keyboard.press('Enter');
  await expect(card.getByRole('link').first()).toBeFocused();
  await expect(card).toBeInViewport();
  await expect(mark).toHaveClass(/is-lit/);
  await page.keyboard.press('Escape');
  await expect(mark).toBeFocused();

  const other = page.locator('.listing .card').filter({ hasNotText: name }).first();
  await other.hover();
  await expect(page.locator('.is-lit')).toHaveCount(1);
});

test('a listing that the list does not show yet is shown under the map', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/needs/loneliness/');
  await openMap(page);
  const shown = await page.locator('.listing .card h3').allTextContents();
  const isShown = (label: string) => shown.some((name) => label.startsWith(name));
  const unlisted = async () => {
    for (const mark of await page.locator('.map-pin').all())
      if (!isShown((await mark.getAttribute('aria-label')) ?? '')) return mark;
    return undefined;
  };
  await page.getByRole('button', { name: 'Wigan Borough', exact: true }).click();
  for (let i = 0; i < 6 && !(await unlisted()); i++) await pressCluster(page);
  const mark = await unlisted();
  if (!mark) throw new Error('Every pin stands in the list already: the test needs another need');
  const label = (await mark.getAttribute('aria-label')) ?? '';
  await mark.click();
  const link = page.locator('.map-picked .card h3 a');
  await expect(link).toBeFocused();
  expect(label.startsWith((await link.textContent()) ?? '?')).toBe(true);
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await expect(page.locator('.map-mark:focus')).toHaveAttribute('aria-label', label);
});

test('several at one address are listed by name', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  // As close as it takes for the two at one door to stand alone.
  for (let i = 0; i < 6 && (await page.locator('.map-door').count()) === 0; i++) await pressCluster(page);
  const door = page.locator('.map-door').first();
  await expect(door).toHaveAttribute('aria-label', /^2 at one address in Leigh/);
  await door.focus();
  await page.keyboard.press('Enter');
  const names = page.getByRole('dialog', { name: /at one address/ });
  await expect(names.getByRole('listitem')).toHaveCount(2);
  await expect(names.getByRole('listitem').first().getByRole('button')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(names).toHaveCount(0);
  await expect(door).toBeFocused();
  await page.keyboard.press('Enter');
  const second = names.getByRole('listitem').nth(1).getByRole('button');
  const name = (await second.locator('u').textContent())?.trim() ?? '';
  await second.click();
  await expect(page.locator('.card', { hasText: name }).getByRole('link').first()).toBeFocused();
});

test('"Search this area" comes after a move, filters only when pressed, and says the new count', async ({
  page,
}) => {
  await pictures(page, 'come');
  await page.goto(FIND);
  const before = (await page.locator('#answer').textContent()) ?? '';
  await openMap(page);
  const here = page.getByRole('link', { name: 'Search this area' });
  await expect(here).toHaveCount(0);
  await page.getByRole('button', { name: 'Wigan Borough', exact: true }).click();
  await page.getByRole('button', { name: 'Go closer', exact: true }).click();
  await expect(here).toBeVisible();
  await expect(page.locator('#answer')).toHaveText(before);
  await expect(status(page)).toHaveText(/\d+ of \d+ listings in view/);
  await here.click();
  await expect(page.locator('#answer')).toHaveText(/to try in this part of the map/);
  await expect(page).toHaveURL(/box=53\.\d{3}%2C-2\.\d{3}%2C53\.\d{3}%2C-2\.\d{3}/);
  await expect(page.locator('#found > [role=status]')).toHaveText(/to try in this part of the map/);
  await expect(page.locator('.map-says')).not.toContainText('in the list only');
  await expect(here).toHaveCount(0);

  await page.reload();
  await expect(page.locator('#answer')).toHaveText(/to try in this part of the map/);
  await page.getByRole('button', { name: /This part of the map/ }).click();
  await expect(page.locator('#answer')).toHaveText(before);
});

test('on a need’s page the same press goes to that search', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/needs/loneliness/');
  await openMap(page);
  await page.locator('.map-ground').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('link', { name: 'Search this area' }).click();
  await expect(page).toHaveURL(/\/find\/#topics=loneliness&box=|\/find\/#box=.*topics=loneliness/);
  await expect(page.locator('#answer')).toHaveText(/in this part of the map/);
});

test('by keyboard: skip it, or zoom before the marks; a cluster comes apart under the key; Escape closes', async ({
  page,
}) => {
  await pictures(page, 'come');
  await page.goto('/needs/loneliness/wigan/');
  await page.getByRole('button', { name: 'Show map' }).focus();
  await page.keyboard.press('Enter');
  await marks(page).first().waitFor();
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
  const order: (string | null | undefined)[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  expect(order).toEqual([
    'Skip the map',
    'Go closer',
    'Go further out',
    expect.stringMatching(/^The map\. Arrow keys/),
  ]);
  await page.keyboard.press('Tab');
  await expect(page.locator('.map-mark:focus')).toHaveCount(1);

  const cluster = page.locator('.map-cluster').first();
  await cluster.focus();
  const count = await marks(page).count();
  await page.keyboard.press('Enter');
  await expect.poll(() => marks(page).count()).not.toBe(count);
  await expect(page.locator('.map-mark:focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.map')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show map' })).toBeFocused();

  await page.keyboard.press('Enter');
  await marks(page).first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.listing a').first()).toBeFocused();
});

test('pointing at a mark moves nothing, however long its name', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  const top = () => page.locator('.map-frame').evaluate((el) => el.getBoundingClientRect().top + scrollY);
  const before = await top();
  for (const mark of await marks(page).all()) {
    await mark.dispatchEvent('pointerenter');
    await expect(page.locator('.map-pointed')).not.toBeEmpty();
    expect(await top()).toBe(before);
  }
});

test('with less movement asked for, Leaflet does not animate', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  await expect(page.locator('.map-ground')).not.toHaveClass(/leaflet-fade-anim|leaflet-zoom-anim/);
  const where = () => page.locator('.leaflet-map-pane').evaluate((el) => getComputedStyle(el).transform);
  const before = await where();
  await page.locator('.map-ground').focus();
  const after = await page.evaluate(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowRight', keyCode: 39, bubbles: true }),
    );
    const pane = document.querySelector('.leaflet-map-pane');
    return pane ? getComputedStyle(pane).transform : '';
  });
  expect(after).not.toBe(before);
});

test('on paper there is no map and no button for one', async ({ page }) => {
  await pictures(page, 'come');
  await page.goto('/places/leigh/');
  await openMap(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.map')).toBeHidden();
  await expect(page.getByText('The map comes from')).toBeHidden();
});
