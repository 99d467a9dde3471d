import { archive, inParts, marks, openMap, pictures, status } from './map-fixtures.ts';
import { expect, test } from './site.ts';

// The map's host is the one other site that may be asked, and only once the map is open; refusing it is part of the test.
test.use({ expected: [/https:\/\/tile\.openstreetmap\.org\/|ERR_FAILED/] });

test.describe('when pictures', () => {
  test('are refused: outline, names, scale, rings, and a line that says so; "try again" brings them', async ({
    page,
  }) => {
    await pictures(page, 'refused');
    await page.goto('/places/leigh/');
    await openMap(page);
    const line = page.locator('.map-lost');
    await expect(line).toContainText('The map pictures are not coming.');
    await expect(line).toContainText('rings 1, 3 and 5 miles from the middle of Leigh');
    await expect(status(page)).toContainText('The map pictures are not coming.');
    await expect(page.locator('.map-place span').first()).toBeVisible();
    await expect(page.locator('.map-ring')).toHaveCount(3);
    await expect(page.locator('.map-scale')).toContainText(/mile|yards/);
    await expect(marks(page).first()).toBeVisible();
    await expect(page.locator('.map-tiles')).toHaveCount(0);
    await page.unroute(/tile\.openstreetmap/);
    await pictures(page, 'come');
    await page.getByRole('button', { name: 'Try the pictures again' }).click();
    await expect(line).toHaveCount(0);
    await expect(page.locator('.map-tiles img.leaflet-tile-loaded').first()).toBeAttached();
  });

  test('hang, the same after eight seconds', async ({ page }) => {
    await pictures(page, 'hang');
    await page.goto('/places/leigh/');
    await openMap(page);
    await page.waitForTimeout(4000);
    await expect(page.locator('.map-lost')).toHaveCount(0);
    await expect(page.locator('.map-lost')).toContainText('The map pictures are not coming.', {
      timeout: 8000,
    });
  });

  test('are slow, they are waited for', async ({ page }) => {
    await pictures(page, 'slow');
    await page.goto('/places/leigh/');
    await openMap(page);
    await expect(page.locator('.map-tiles img.leaflet-tile-loaded').first()).toBeAttached();
    await expect(page.locator('.map-lost')).toHaveCount(0);
  });

  test('come from a file of the site, no other site is asked', async ({ page }) => {
    const asked = await pictures(page, 'come');
    await page.route('**/map/ground.json', async (route) => {
      const ground = await (await route.fetch()).json();
      await route.fulfill({ json: { ...ground, tiles: { ...ground.tiles, pmtiles: '/map/test.pmtiles' } } });
    });
    const file = archive();
    await page.route('**/map/test.pmtiles', (route) => inParts(route, file));
    await page.goto('/places/leigh/');
    await openMap(page);
    const tile = page.locator('.map-tiles canvas.leaflet-tile-loaded').first();
    await expect(tile).toBeAttached();
    const drawn = await tile.evaluate((el) =>
      el instanceof HTMLCanvasElement
        ? [...(el.getContext('2d')?.getImageData(128, 128, 1, 1).data ?? [])]
        : [],
    );
    expect(drawn).toEqual([0xe8, 0xe8, 0xe8, 255]);
    await expect(page.locator('.map-lost')).toHaveCount(0);
    expect(asked).toEqual([]);
  });
});

test.describe('when its program or its files do not come', () => {
  test.use({ expected: [/ERR_FAILED|\/map\/|leaflet/] });
  for (const file of ['**/leaflet*', '**/map/ground.json', '**/map/places/leigh.json'])
    test(`the list stands and says so: ${file}`, async ({ page }) => {
      await page.route(file, (route) => route.abort());
      await page.goto('/places/leigh/');
      await page.getByRole('button', { name: 'Show map' }).click();
      await expect(page.getByText('The map could not be opened just now.')).toBeVisible();
      await expect(page.locator('.listing .card').first()).toBeVisible();
    });
});
