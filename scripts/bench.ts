import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `npm run bench -- NAME …`: runs tests/bench/NAME.ts with what follows. Files that only help are not benches. */
const HELPERS = ['corpus', 'queries', 'measure', 'search-site'];
const names = (await readdir('tests/bench'))
  .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  .map((f) => basename(f, '.ts'))
  .filter((n) => !HELPERS.includes(n));
const [name] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`Which one? npm run bench -- ${names.sort().join(' | ')}`);
  process.exitCode = 2;
} else {
  const script = resolve('tests/bench', `${name}.ts`);
  process.argv.splice(1, 2, script);
  await import(pathToFileURL(script).href);
}
