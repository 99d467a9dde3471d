import { deflateSync } from 'node:zlib';
import { expect, type Page, type Route } from '@playwright/test';

/** Everything from another site: in these tests, the one host that the map's button names. */
export const TILES = /^https:\/\/tile\.openstreetmap\.org\//;

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer) =>
  (bytes.reduce((c, b) => (crcTable[(c ^ b) & 255] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** A 256 px picture of one pale colour with a line down its side, as PNG. */
export function picture(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(256, 0);
  head.writeUInt32BE(256, 4);
  head.set([8, 2], 8); // 8 bits, RGB
  const row = Buffer.alloc(1 + 256 * 3, 0xe8);
  row[0] = 0;
  row.fill(0x99, 1, 7);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: 256 }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function varint(n: number): number[] {
  const out: number[] = [];
  for (; n > 127; n = Math.floor(n / 128)) out.push((n % 128) + 128);
  return [...out, n];
}

/** A PMTiles file (version 3) that has the one picture for every tile down to zoom 12. */
export function archive(): Buffer {
  const tile = picture();
  const all = (4 ** 13 - 1) / 3;
  // One entry: from tile 0, a run of all, so long, at offset 0 (written as 1).
  const directory = Buffer.from([...varint(1), ...varint(0), ...varint(all), ...varint(tile.length), 1]);
  const meta = Buffer.from('{}');
  const head = Buffer.alloc(127);
  head.write('PMTiles');
  head[7] = 3;
  const offsets = [127, directory.length, 127 + directory.length, meta.length, 0, 0];
  const data = 127 + directory.length + meta.length;
  [...offsets, data, tile.length, all, 1, 1].forEach((n, i) => {
    head.writeBigUInt64LE(BigInt(n), 8 + i * 8);
  });
  head.set([1, 1, 1, 2, 0, 12], 96); // clustered, nothing compressed, PNG, zoom 0 to 12
  return Buffer.concat([head, directory, meta, tile]);
}

/** Answers for a part of a file, as a server that knows ranges does. */
export async function inParts(route: Route, file: Buffer): Promise<void> {
  const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(route.request().headers()['range'] ?? '') ?? [];
  const part = file.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
  await route.fulfill({
    status: 206,
    body: part,
    headers: {
      'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${file.length}`,
      'content-length': String(part.length),
    },
  });
}

export type Weather = 'come' | 'refused' | 'hang' | 'slow';

/** Decides what becomes of requests for pictures, and lists those that were made, with their Referer. */
export async function pictures(page: Page, how: Weather): Promise<{ url: string; referer?: string }[]> {
  const asked: { url: string; referer?: string }[] = [];
  await page.route(TILES, async (route) => {
    const { referer } = await route.request().allHeaders();
    asked.push({ url: route.request().url(), ...(referer && { referer }) });
    if (how === 'refused') await route.abort();
    if (how === 'slow') await new Promise((done) => setTimeout(done, 2500));
    if (how === 'come' || how === 'slow')
      await route.fulfill({ contentType: 'image/png', body: picture() }).catch(() => undefined);
  });
  return asked;
}

/** Presses "Show map" and waits until it stands. */
export async function openMap(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show map' }).click();
  await page.locator('.map-mark').first().waitFor();
}

export const status = (page: Page) => page.locator('.map [role=status]');
export const marks = (page: Page) => page.locator('.map-mark');

/** Takes the first cluster apart, by the keyboard, and waits until other marks stand there. */
export async function pressCluster(page: Page): Promise<void> {
  const labels = () =>
    marks(page).evaluateAll((els) => els.map((el) => el.getAttribute('aria-label')).join());
  const before = await labels();
  await page.locator('.map-cluster').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(labels).not.toBe(before);
}
