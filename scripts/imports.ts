import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { walk } from './lib/files.ts';
import { broken } from './lib/import-rules.ts';

/** `node scripts/run.mjs imports`: who imports whom, held to the layout of the house. Exit 1 where something is not. */
const CODE = /\.(ts|tsx|astro|css|mjs)$/;
const paths = (await walk('src')).filter((f) => CODE.test(f));
const files = new Set(paths.map((f) => relative('src', f)));
let count = 0;
for (const file of files)
  for (const what of broken(file, await readFile(`src/${file}`, 'utf8'), files)) {
    console.log(`src/${file} ${what}`);
    count++;
  }
console.log(count === 0 ? `${files.size} files keep to the layout` : `${count} to put right`);
process.exitCode = count > 0 ? 1 : 0;
