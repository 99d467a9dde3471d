import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import matter from 'gray-matter';
import { z } from 'zod';
import { parseYaml } from '#schemas/read.ts';

const former = z.looseObject({ formerIds: z.array(z.string()).default([]) });

/**
 * Addresses that listings once had, each with the one it has now: `/assets/old/` → `/assets/new/`. A cheap read:
 * only files that name formerIds are parsed, and a file that cannot be is left for the check to complain about.
 */
export async function formerAddresses(dir: string): Promise<Record<string, string>> {
  const folder = join(dir, 'assets');
  const names: string[] = await readdir(folder).catch(() => []);
  const pairs: [string, string][] = [];
  for (const name of names.filter((n) => n.endsWith('.md')).sort()) {
    const text = await readFile(join(folder, name), 'utf8');
    if (!text.includes('formerIds:')) continue;
    try {
      const { data } = matter(text, { engines: { yaml: (s) => parseYaml(s) ?? {} } });
      const id = basename(name, '.md');
      for (const old of former.parse(data).formerIds)
        if (old !== id) pairs.push([`/assets/${old}/`, `/assets/${id}/`]);
    } catch {}
  }
  return Object.fromEntries(pairs);
}
