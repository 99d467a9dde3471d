import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { FILES_A_WORD, twins } from './compress-files.ts';

/** One thread of compress.ts: is handed a list of files, and says now and then how far it is. */
const files = z.array(z.string()).parse(workerData);
for (let i = 0; i < files.length; i += FILES_A_WORD) {
  const some = files.slice(i, i + FILES_A_WORD);
  parentPort?.postMessage({ seen: some.length, made: some.filter(twins).length });
}
