import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Parsed, Remembered } from '#schemas/read.ts';

const FOLDER = join('.cache', 'content');

const isStore = (v: unknown): v is Record<string, Parsed> => typeof v === 'object' && v !== null;

/**
 * What the files of a content folder said the last time, in a file of its own, by the hash of their text: a listing
 * that has not changed is not parsed again, and one that has always is. A store that cannot be read is an empty one.
 */
export async function remember(contentDir: string): Promise<Remembered & { keep(): Promise<void> }> {
  const key = createHash('sha256').update(resolve(contentDir)).digest('hex').slice(0, 12);
  const file = join(FOLDER, `${key}.json`);
  const before = await readFile(file, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch(() => undefined);
  const old = isStore(before) ? before : {};
  const now: Record<string, Parsed> = {};
  let changed = false;
  const hash = (name: string, text: string) =>
    createHash('sha1')
      .update(`${extname(name)} ${text}`)
      .digest('base64url');
  return {
    get(name, text) {
      const h = hash(name, text);
      const known = old[h];
      if (known) now[h] = known;
      return known;
    },
    set(name, text, parsed) {
      changed = true;
      now[hash(name, text)] = parsed;
    },
    async keep() {
      if (!changed && Object.keys(now).length === Object.keys(old).length) return;
      await mkdir(FOLDER, { recursive: true });
      const aside = `${file}.${process.pid}`;
      await writeFile(aside, JSON.stringify(now));
      await rename(aside, file);
    },
  };
}
