import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { walk } from './files.ts';

const [br, gz] = [promisify(brotliCompress), promisify(gzip)];

const TEXT = new Set([
  '.html',
  '.css',
  '.js',
  '.mjs',
  '.json',
  '.xml',
  '.svg',
  '.txt',
  '.ics',
  '.webmanifest',
  '.geojson',
]);
/** Smaller files gain nothing: they fit in one packet as they are. */
const WORTH_IT = 1000;
/** Files at once: the two zlib calls of each run beside each other in Node's own thread pool. */
const AT_ONCE = 4;

/**
 * Brotli quality. Pages, calendars and cards are many and get 9, some ten times faster than 11 for 3 % more bytes;
 * scripts, styles and the search index are few and fetched by everyone.
 */
const quality = (file: string) => (/\/(_site|search|map)\//.test(file) ? 11 : 9);

/** The window, in bits: no larger than the file, or clearing it takes longer than the compressing. */
const windowFor = (bytes: number) => Math.min(22, Math.max(14, Math.ceil(Math.log2(bytes + 16))));

async function twins(file: string): Promise<number> {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_IT) return 0;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality(file),
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [brotli, gzipped] = await Promise.all([br(bytes, { params }), gz(bytes, { level: 9 })]);
  // A twin that is no smaller would only cost its unpacking.
  await Promise.all([
    brotli.length < bytes.length && writeFile(`${file}.br`, brotli),
    gzipped.length < bytes.length && writeFile(`${file}.gz`, gzipped),
  ]);
  return 1;
}

/** Writes a brotli and a gzip twin beside every text file of a build. Returns how many files got them. */
export async function compress(dir: string, progress: (done: number, all: number) => void): Promise<number> {
  const files = (await walk(dir)).filter((f) => TEXT.has(extname(f)));
  let [next, done, written] = [0, 0, 0];
  const worker = async () => {
    for (let file = files[next++]; file; file = files[next++]) {
      const made = await twins(file);
      written += made;
      progress(++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return written;
}
