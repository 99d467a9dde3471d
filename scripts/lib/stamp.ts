import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { walk } from './files.ts';

/** What a build says of itself, in a hidden file that the server reads and never serves. */
const stamp = z.object({
  /** Of everything the build was made from. */
  hash: z.string(),
  /** The day in London that "next" and "late" were reckoned from. */
  today: z.string(),
  pages: z.number(),
  redirects: z.record(z.string(), z.string()),
  /** Origins of the map's tiles, for the Content-Security-Policy. */
  imageOrigins: z.array(z.string()),
});
export type Stamp = z.infer<typeof stamp>;

const NAME = '.waymark.json';

/** What the site is made from, besides the content folder. */
const SOURCES = ['src', 'public', 'scripts/build.ts', 'scripts/lib', 'astro.config.mjs', 'package-lock.json'];

/**
 * One hash of the content folder, the sources, the day, and whether it is a site of files alone: pages then offer no
 * form. About 0.1 s for a thousand files.
 */
export async function hashOf(contentDir: string, today: string): Promise<string> {
  const hash = createHash('sha256').update(`${today} ${process.env['STATIC_ONLY'] ?? ''}`);
  for (const source of [contentDir, ...SOURCES])
    for (const file of await walk(source))
      if (!/\.test\.tsx?$/.test(file)) hash.update(`\0${file}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** The stamp of a build folder; undefined where there is none, or none that can be read. */
export async function readStamp(dir: string): Promise<Stamp | undefined> {
  const text = await readFile(join(dir, NAME), 'utf8').catch(() => '{}');
  try {
    return stamp.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const writeStamp = (dir: string, value: Stamp) =>
  writeFile(join(dir, NAME), `${JSON.stringify(value, null, 2)}\n`);
