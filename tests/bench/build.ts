import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { contentDir, readContent } from '#schemas/read.ts';
import { writeAssets } from './corpus.ts';
import { measured, type Run } from './measure.ts';

/**
 * `npm run bench -- build [1000 10000]`: the whole build of a generated site (check, pages, compression) beside a
 * bare Astro build of the same listings: one collection, one page each with its name and its text, nothing else.
 * Aims: 60 s and 2 GB at 10,000, and no more than twice the bare build.
 */
const WORK = resolve('.cache/bench');
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const { content } = await readContent(contentDir());
if (!content) throw new Error('The content cannot be read. Run npm run check');

/** A content folder with `n` generated listings and everything else as it is. */
async function generated(n: number): Promise<string> {
  const dir = join(WORK, `content-${n}`);
  await rm(dir, { recursive: true, force: true });
  await cp(contentDir(), dir, { recursive: true });
  for (const folder of ['assets', 'stories']) await rm(join(dir, folder), { recursive: true, force: true });
  await mkdir(join(dir, 'assets'), { recursive: true });
  if (content) await writeAssets(n, 1, content, dir);
  return dir;
}

const PAGE = `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('assets')).map((entry) => ({ params: { id: entry.id }, props: { entry } }));
}
const { Content } = await render(Astro.props.entry);
---
<!doctype html>
<html lang="en"><head><title>{Astro.props.entry.data.name}</title></head>
<body><h1>{Astro.props.entry.data.name}</h1><Content /></body></html>
`;

/** The smallest Astro site over the same files. */
async function bare(n: number, content: string): Promise<Run> {
  const dir = join(WORK, `bare-${n}`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(join(dir, 'src/pages/assets'), { recursive: true });
  await writeFile(join(dir, 'package.json'), '{ "type": "module" }');
  await symlink(resolve('node_modules'), join(dir, 'node_modules'));
  await writeFile(
    join(dir, 'astro.config.mjs'),
    "export default { cacheDir: './.cache', markdown: { syntaxHighlight: false } };\n",
  );
  await writeFile(
    join(dir, 'src/content.config.ts'),
    `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = { assets: defineCollection({ loader: glob({ base: '${content}/assets', pattern: '*.md' }) }) };
`,
  );
  await writeFile(join(dir, 'src/pages/assets/[id].astro'), PAGE);
  const run = await measured(
    process.execPath,
    [resolve('node_modules/astro/bin/astro.mjs'), 'build'],
    { ASTRO_TELEMETRY_DISABLED: '1' },
    dir,
  );
  await rm(dir, { recursive: true, force: true });
  return run;
}

const cell = (r: Run) =>
  r.ok
    ? `${r.seconds.toFixed(1).padStart(6)} s ${r.cpu.toFixed(0).padStart(4)} s ${r.peakMb.toFixed(0).padStart(6)} MB`
    : '        failed        ';
console.log('listings   Waymark: time, processor, memory   bare Astro            ratio of times');
for (const n of sizes.length > 0 ? sizes : [1000, 10_000]) {
  const dir = await generated(n);
  const ours = await measured(process.execPath, ['scripts/build.ts', '--force'], {
    CONTENT_DIR: dir,
    OUT_DIR: join(WORK, `out-${n}`),
  });
  const least = await bare(n, dir);
  const ratio = (ours.seconds / least.seconds).toFixed(2);
  console.log(`${String(n).padStart(8)} ${cell(ours)} ${cell(least)} ${ratio.padStart(8)}`);
  for (const line of ours.said.trim().split('\n')) console.log(`           ${line}`);
  if (!least.ok) console.log(least.said);
  for (const name of [`content-${n}`, `out-${n}`])
    await rm(join(WORK, name), { recursive: true, force: true });
}
