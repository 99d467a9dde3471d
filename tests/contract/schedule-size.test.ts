import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What a page may spend on making its dates current, in bytes after minifying and gzip. */
const BUDGET = 4096;

it(`the script that makes a page's dates current is at most ${BUDGET} bytes`, async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { currentWords } from '#lib/schedule/current.ts'; globalThis.w = currentWords;",
      resolveDir: 'src',
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2018',
    write: false,
  });
  const size = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  expect(size).toBeGreaterThan(1000);
  expect(size).toBeLessThanOrEqual(BUDGET);
});
