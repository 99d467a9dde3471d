import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import jsQR from 'jsqr';
import type { ListEntry } from '#features/shortlist/entry.ts';

/** Every entry of the built list files. */
export function builtEntries(outDir = process.env['OUT_DIR'] ?? 'dist'): ListEntry[] {
  const folder = join(outDir, 'client/list/cards');
  return readdirSync(folder)
    .filter((f) => f.endsWith('.json'))
    .flatMap((f): ListEntry[] => JSON.parse(readFileSync(join(folder, f), 'utf8')));
}

/** Codes of open, running listings by code, those that may be shown by name. */
export const plainCodes = (entries: readonly ListEntry[]) =>
  entries
    .filter((e) => e.status === 'active' && !e.discreet)
    .map((e) => e.card.code)
    .sort();

/** What a QR code on the page says to a reader that we did not write. */
export async function readQr(page: Page, selector: string): Promise<string | undefined> {
  const png = await page.locator(selector).first().screenshot();
  const blank = await page.context().newPage();
  const { pixels, width, height } = await blank.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d');
    pen?.drawImage(picture, 0, 0);
    const data = pen?.getImageData(0, 0, picture.width, picture.height).data ?? [];
    return { pixels: [...data], width: picture.width, height: picture.height };
  }, png.toString('base64'));
  await blank.close();
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}
