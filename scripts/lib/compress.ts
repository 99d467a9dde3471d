import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FILES_A_WORD, word } from './compress-files.ts';
import { walk } from './files.ts';

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
/** A listing's own calendar is a few kB, fetched once by one person: not worth two files more for each listing. */
const LEFT_AS_IT_IS = /\/calendar\/assets\//;
const THREAD = new URL('./compress-thread.ts', import.meta.url);

/**
 * Writes a brotli and a gzip twin beside every text file of a build, in as many threads as there are cores. Returns how
 * many files got them. Rejects where a file cannot be read or written.
 */
export async function compress(dir: string, progress: (done: number, all: number) => void): Promise<number> {
  const files = (await walk(dir)).filter((f) => TEXT.has(extname(f)) && !LEFT_AS_IT_IS.test(f));
  const threads = Math.min(availableParallelism(), 4, Math.ceil(files.length / FILES_A_WORD));
  let [done, written] = [0, 0];
  const thread = (nth: number) =>
    new Promise<void>((finished, fail) => {
      const mine = files.filter((_, i) => i % threads === nth);
      const worker = new Worker(THREAD, { workerData: mine });
      worker.on('message', (said) => {
        const { seen, made } = word.parse(said);
        done += seen;
        written += made;
        progress(done, files.length);
      });
      worker.on('error', fail);
      worker.on('exit', (code) =>
        code === 0 ? finished() : fail(new Error('Compressing stopped half way')),
      );
    });
  await Promise.all(Array.from({ length: threads }, (_, nth) => thread(nth)));
  return written;
}
