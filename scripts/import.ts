import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { count } from '#lib/text.ts';
import { problemLine, problemsOf } from '#schemas/problem.ts';
import { contentDir, readContent } from '#schemas/read.ts';
import { csvRow } from '#server/staff/csv.ts';
import { type ImportMap, importMap } from './lib/import/map.ts';
import { type Draft, draftOf, type Row, type Understood } from './lib/import/row.ts';
import { named, OutRefused, prepare, writeBase, writeDrafts } from './lib/import/write.ts';
import { progress } from './lib/progress.ts';

/**
 * `npm run import -- csv FILE --map MAP.yaml --out DIR [--base DIR]`: a spreadsheet as draft listings in a content
 * folder that builds at once (CONTENT_DIR=DIR npm start). Everything else it needs is copied from the content that
 * is there (or --base). DIR/imported.csv has every row with what became of it; DIR/rejected.csv those left out.
 */
const USAGE = 'npm run import -- csv FILE --map MAP.yaml --out DIR';

class Refused extends Error {}

async function readMap(file: string): Promise<ImportMap> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refused(
      `${file} cannot be read. --map names a YAML file; docs/guides/example-import-map.yaml is one.`,
    );
  });
  const result = importMap.safeParse(parseYaml(text), { reportInput: true });
  if (result.success) return result.data;
  throw new Refused(problemsOf(file, result.error).map(problemLine).join('\n'));
}

async function readRows(file: string, map: ImportMap): Promise<Row[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refused(`${file} cannot be read. Save the spreadsheet as CSV (UTF-8), and name that file.`);
  });
  let rows: Row[];
  try {
    rows = parseCsv(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
  } catch (error) {
    throw new Refused(`${file} is not a CSV file: ${error instanceof Error ? error.message : String(error)}`);
  }
  const have = Object.keys(rows[0] ?? {});
  const missing = [...Object.values(map.columns), ...map.byValue.map((b) => b.column)].filter(
    (c) => !have.includes(c),
  );
  if (missing.length > 0)
    throw new Refused(
      `${file} has no column called ${missing.join(', ')}. It has: ${have.join(', ') || 'no columns'}.`,
    );
  return rows;
}

interface Fate {
  row: Row;
  id: string;
  refused: string;
  times: string;
  kept: string;
}

async function writeTables(out: string, fates: Fate[]): Promise<void> {
  const columns = Object.keys(fates[0]?.row ?? {});
  const line = (f: Fate, before: string[]) => csvRow([...before, ...columns.map((c) => f.row[c] ?? '')]);
  const all = fates.map((f) => line(f, [f.id, f.refused, f.times, f.kept]));
  const rejected = fates.filter((f) => f.refused).map((f) => line(f, [f.refused]));
  await writeFile(
    join(out, 'imported.csv'),
    [csvRow(['id', 'refused', 'times', 'kept word for word', ...columns]), ...all].join(''),
  );
  await writeFile(join(out, 'rejected.csv'), [csvRow(['reason', ...columns]), ...rejected].join(''));
}

function tell(fates: Fate[], drafts: Draft[], unused: string[], out: string): void {
  const of = (t: Understood) => drafts.filter((d) => d.times === t).length;
  console.log(
    `\n${fates.length} rows read, ${drafts.length} written as draft listings, ${fates.length - drafts.length} left out.`,
  );
  const reasons = Map.groupBy(
    fates.filter((f) => f.refused),
    (f) =>
      f.refused.replace(
        /^is \d+ km from .*$/,
        'is too far from any place. Add a place to the map, or leave it out',
      ),
  );
  for (const [reason, list] of reasons) console.log(`  ${list.length}: ${reason}`);
  console.log(
    `Opening times: ${of('all')} understood, ${of('some')} in part, ${of('none')} not (kept word for word), ${of('blank')} blank.`,
  );
  const kept = drafts.filter((d) => d.notes.length > 0).length;
  console.log(`${count(kept, 'listing')} keep something word for word that fitted no field.`);
  if (unused.length > 0)
    console.log(`Columns that the map does not use, kept in imported.csv: ${unused.join(', ')}.`);
  console.log(`\nEvery row, with what became of it: ${join(out, 'imported.csv')}`);
  console.log(`Look at the drafts, then build them: CONTENT_DIR=${out} npm start`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { map: { type: 'string' }, out: { type: 'string' }, base: { type: 'string' } },
  });
  const [kind, file] = positionals;
  if (kind !== 'csv' || !file || !values.map || !values.out) throw new Refused(`Usage: ${USAGE}`);
  const map = await readMap(values.map);
  const rows = await readRows(file, map);
  const base = values.base ?? contentDir();
  const { content } = await readContent(base);
  if (!content) throw new Refused(`${base}/site.yaml cannot be read. Run npm run check.`);
  await prepare(values.out);
  await writeBase(base, values.out, map);
  const places = [...content.places, ...map.places];
  const show = progress();
  const results = rows.map((row, i) => {
    show.tick(`${i + 1} of ${rows.length} rows`);
    return draftOf(row, map, places);
  });
  const drafts = named(results.flatMap((r) => ('draft' in r ? r.draft : [])));
  await writeDrafts(values.out, drafts);
  const queue = [...drafts];
  const fates = results.map((r, i): Fate => {
    const row = rows[i] ?? {};
    if ('refused' in r) return { row, id: '', refused: r.refused, times: '', kept: '' };
    return {
      row,
      id: queue.shift()?.id ?? '',
      refused: '',
      times: r.draft.times,
      kept: r.draft.notes.join('; '),
    };
  });
  await writeTables(values.out, fates);
  const used = new Set<string>([...Object.values(map.columns), ...map.byValue.map((b) => b.column)]);
  const templates = JSON.stringify(map);
  const unused = Object.keys(rows[0] ?? {}).filter((c) => !used.has(c) && !templates.includes(`{${c}}`));
  show.line(`${rows.length} of ${rows.length} rows`);
  tell(fates, drafts, unused, values.out);
}

await main().catch((error) => {
  if (!(error instanceof Refused || error instanceof OutRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
