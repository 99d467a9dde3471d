import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_IDS } from '#schemas/values.ts';

/**
 * Gathers scripts/authoring/sayings/*.tsv (needs, a tab, what someone said) into the one file that the model of
 * src/search/analyse learns from. Run after a change there: `node scripts/authoring/sayings.ts`. In those called crisis… the
 * first column is the id of a panel, or `none` for what only looks like it.
 */
const FOLDER = join(import.meta.dirname, 'sayings');
const OUT = join(import.meta.dirname, '../../src/search/analyse/data/sayings.json');

const topics: readonly string[] = TOPIC_IDS;
const needs: [string, string][] = [];
const crisis: [string, string][] = [];
for (const file of (await readdir(FOLDER)).filter((f) => f.endsWith('.tsv')).sort())
  for (const [i, line] of (await readFile(join(FOLDER, file), 'utf8')).trim().split('\n').entries()) {
    const [label = '', text = ''] = line.split('\t');
    const isCrisis = file.startsWith('crisis');
    const unknown = isCrisis ? [] : label.split(',').filter((t) => t !== 'none' && !topics.includes(t));
    if (text.trim() === '' || unknown.length > 0) {
      console.error(
        `${file}, line ${i + 1}: ${unknown.length > 0 ? `no need "${unknown}"` : 'nothing said'}`,
      );
      process.exitCode = 1;
    } else (isCrisis ? crisis : needs).push([label, text.trim()]);
  }
const json = JSON.stringify({ needs, crisis }, null, 0).replaceAll('],[', '],\n[');
await writeFile(OUT, `${json}\n`);
console.log(`${needs.length} sayings of needs, ${crisis.length} of crisis.`);
