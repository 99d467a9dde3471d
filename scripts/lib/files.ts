import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder (or the file itself), in order of path; nothing where there is nothing. */
export async function walk(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort();
}
