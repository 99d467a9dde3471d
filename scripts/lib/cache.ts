import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SCHEMAS = 'src/schemas';

/**
 * Where Astro keeps what it has read: a folder for each content folder and each state of the schemas. Astro itself
 * forgets neither: with one cache, entries of one content folder turn up in the site of another, and a changed
 * schema leaves entries as the old one read them.
 */
export function cacheDir(contentDir: string): string {
  const content = createHash('sha256').update(resolve(contentDir)).digest('hex').slice(0, 8);
  const schemas = createHash('sha256');
  for (const name of readdirSync(SCHEMAS).sort())
    if (name.endsWith('.ts')) schemas.update(readFileSync(join(SCHEMAS, name)));
  return resolve('.cache', 'astro', `${content}-${schemas.digest('hex').slice(0, 8)}`);
}
