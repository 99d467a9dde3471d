import { parseArgs } from 'node:util';
import { contentDir } from '#schemas/read.ts';
import { BuildRefused, build } from './lib/build.ts';
import { took } from './lib/progress.ts';

/**
 * `npm run build`: checks the content, builds the site aside, swaps it into dist (or OUT_DIR). `--force` builds even
 * where nothing has changed. Exit 1 where it was refused.
 */
const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });
const outDir = process.env['OUT_DIR'] || 'dist';
const began = Date.now();
try {
  const { made } = await build({ contentDir: contentDir(), outDir, force: values.force });
  console.log(
    made
      ? `The site is in ${outDir}, after ${took(Date.now() - began)}.`
      : `Nothing has changed: ${outDir} is up to date.`,
  );
} catch (error) {
  if (!(error instanceof BuildRefused)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
