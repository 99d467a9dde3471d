import { readdir, stat } from 'node:fs/promises';
import { extname, join, matchesGlob } from 'node:path';
import { nearest } from '#lib/nearest.ts';
import type { Report } from '#schemas/check/known.ts';
import { COLLECTIONS } from '#schemas/collections.ts';
import { TOPIC_IDS } from '#schemas/values.ts';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const TOPICS: readonly string[] = TOPIC_IDS;

function name(folder: string, file: string, patterns: string[], report: Report) {
  const path = `${folder}/${file}`;
  const ending = extname(file);
  if (!patterns.some((p) => matchesGlob(file, p)))
    return report.problem(
      path,
      '',
      `is not read by anything. Files in ${folder} are named ${patterns.join(' or ')}. Rename it, or take it out`,
    );
  const id = file.slice(0, -ending.length);
  if (!ID.test(id))
    return report.problem(
      path,
      '',
      `has a name that cannot be an id. Use lower-case letters, digits and single hyphens, such as ${suggestion(id)}${ending}`,
    );
  if (folder === 'topics' && !TOPICS.includes(id)) {
    const meant = nearest(id, TOPICS);
    report.problem(
      path,
      '',
      `is not one of the needs, which are fixed. ${meant ? `Did you mean ${meant}${ending}?` : 'Use phrases in one of those that are there'}`,
    );
  }
}

/** An id out of any words: "Mum's Café!" → "mums-cafe". */
export function suggestion(words: string): string {
  const plain = words
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'name-it';
}

/** Every file of the folder is one that something reads, under a name that can be an id; every need has its file. */
export async function checkFiles(dir: string, report: Report): Promise<void> {
  if (!(await stat(dir).catch(() => undefined))?.isDirectory())
    return report.problem(
      '',
      '',
      `${dir} is not a folder. Set CONTENT_DIR to the folder that holds site.yaml`,
    );
  const folders = Map.groupBy(Object.values(COLLECTIONS), (c) => c.folder);
  for (const [folder, collections] of folders) {
    const entries: string[] = await readdir(join(dir, folder)).catch(() => []);
    const patterns = collections.map((c) => c.pattern);
    for (const file of entries.sort()) if (!file.startsWith('.')) name(folder, file, patterns, report);
    if (folder === 'topics')
      for (const id of TOPICS)
        if (!entries.includes(`${id}.yaml`))
          report.problem(
            `topics/${id}.yaml`,
            '',
            'is not there. Every need has a file. Copy the one that came with this',
          );
  }
}
