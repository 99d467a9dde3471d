import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Bounds, Gathering, type Tally } from '#lib/postcodes/gather.ts';
import { type Columns, cellsOf, columnsOf, readRow } from '#lib/postcodes/rows.ts';
import { count } from '#lib/text.ts';
import type { PostcodeIndex } from '#schemas/postcodes.ts';
import { problemLine } from '#schemas/problem.ts';
import { contentDir, readSite } from '#schemas/read.ts';

/**
 * `npm run places:import -- FILE... [--out DIR] [--areas wigan,glasgow | --areas all]`: makes the postcode files of
 * this deployment from the ONS Postcode Directory, NSPL or Code-Point Open. docs/guides/postcodes.md is the guide.
 */
const USAGE = 'Usage: npm run places:import -- FILE.csv... [--out DIR] [--areas ID,ID | --areas all]';

/** Say how far it has come every this many rows. */
const PROGRESS = 500_000;

const OURS = /^(?:index|[A-Z]{1,2}\d[A-Z\d]?)\.json$/;

const stop = (message: string): never => {
  console.error(message);
  process.exit(1);
};

/** The boxes to keep, from site.yaml; undefined for everything. */
async function boundsOf(areas: string | undefined): Promise<readonly Bounds[] | undefined> {
  if (areas === 'all') return undefined;
  const { site, problems } = await readSite(contentDir());
  if (!site) return stop(problems.map(problemLine).join('\n'));
  const ids = areas?.split(',').map((a) => a.trim());
  const unknown = ids?.filter((id) => !site.areas.some((a) => a.id === id)) ?? [];
  if (unknown.length > 0)
    return stop(
      `site.yaml has no area “${unknown.join('”, “')}”. It has: ${site.areas.map((a) => a.id).join(', ')}`,
    );
  return site.areas.filter((a) => !ids || ids.includes(a.id)).map((a) => a.bounds);
}

async function readFileInto(path: string, gathering: Gathering): Promise<void> {
  const name = basename(path);
  let columns: Columns | undefined;
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++;
    if (text.trim() === '') continue;
    const cells = cellsOf(text);
    if (!columns) {
      const found = columnsOf(cells);
      columns = found.columns;
      if (found.header) continue;
    }
    gathering.add(readRow(cells, columns), `${name}:${line}`);
    if (line % PROGRESS === 0)
      console.log(`${name}: ${count(line, 'line')} read, ${gathering.tally.kept} kept`);
  }
  if (!columns) throw new Error('it is empty');
}

/** Writes each file whole or not at all, the index last, then clears away outcodes of an earlier import. */
async function write(dir: string, files: readonly { name: string; body: string }[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  const before = await readdir(dir);
  const strange = before.filter((f) => !OURS.test(f) && !f.endsWith('.part'));
  if (strange.length > 0)
    stop(`${dir} has other files in it (${strange[0]}). Choose a folder of its own with --out`);
  for (const { name, body } of files) {
    await writeFile(join(dir, `${name}.part`), body);
    await rename(join(dir, `${name}.part`), join(dir, name));
  }
  const names = new Set(files.map((f) => f.name));
  for (const f of before) if (!names.has(f)) await rm(join(dir, f), { force: true });
}

function report({ rows, kept, outside, ended, nowhere, again, wrong }: Tally): void {
  console.log(`${count(rows, 'row')}: ${count(kept, 'postcode')} kept.`);
  if (outside) console.log(`  ${outside} outside the areas of site.yaml`);
  if (ended) console.log(`  ${ended} no longer in use`);
  if (nowhere) console.log(`  ${nowhere} with no point given`);
  if (again) console.log(`  ${again} seen before; the first was kept`);
  for (const [reason, { count: n, where }] of wrong)
    console.log(`  ${n} left out: ${reason} (${where.join(', ')}${n > where.length ? ', …' : ''})`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, areas: { type: 'string' }, sizes: { type: 'boolean', default: false } },
});
if (positionals.length === 0) stop(USAGE);
const out = values.out ?? join(contentDir(), 'postcodes');
const gathering = new Gathering(await boundsOf(values.areas));
for (const path of positionals)
  await readFileInto(path, gathering).catch((e: unknown) =>
    stop(`${path} cannot be used: ${e instanceof Error ? e.message : String(e)}`),
  );
report(gathering.tally);

const outcodes = gathering.outcodes();
if (outcodes.length === 0)
  stop('Nothing was written: no row lies in the areas of site.yaml. Use --areas all to keep every row.');
const index: PostcodeIndex = {
  made: new Date().toISOString().slice(0, 10),
  from: positionals.map((p) => basename(p)),
  outcodes: outcodes.map((o) => o.entry),
};
const files = outcodes.map(({ entry, file }) => ({ name: `${entry.code}.json`, body: JSON.stringify(file) }));
await write(out, [...files, { name: 'index.json', body: JSON.stringify(index) }]);
const sizes = files.map(({ name, body }) => ({ name, bytes: gzipSync(body, { level: 9 }).length }));
if (values.sizes)
  for (const [i, { name, bytes }] of sizes.entries())
    console.log(
      `  ${name.padEnd(10)} ${String(outcodes[i]?.entry.count).padStart(6)} postcodes ${String(bytes).padStart(7)} bytes gzipped`,
    );
const total = sizes.reduce((sum, s) => sum + s.bytes, 0);
const largest = Math.max(...sizes.map((s) => s.bytes));
console.log(
  `${count(files.length, 'outcode')} written to ${out}: ${(total / 1000).toFixed(1)} kB gzipped in all, ${(largest / 1000).toFixed(1)} kB the largest.`,
);
