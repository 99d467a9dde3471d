import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { z } from 'zod';

/** Smaller files gain nothing: they fit in one packet as they are. */
const WORTH_IT = 1000;
/** How often a thread says how far it is. */
export const FILES_A_WORD = 50;

/**
 * Brotli quality. Pages, calendars and cards are many and get 6, forty times faster than 11 for 12 % more bytes (9 saves
 * nothing on 6); scripts, styles and the search index are few and fetched by everyone.
 */
const quality = (file: string) => (/\/(_site|search|map)\//.test(file) ? 11 : 6);

/** The window, in bits: no larger than the file, or clearing it takes longer than the compressing. */
const windowFor = (bytes: number) => Math.min(22, Math.max(14, Math.ceil(Math.log2(bytes + 16))));

/**
 * Writes the brotli and gzip twins of one file. Returns whether it was worth it. Plain calls: this runs in a thread of its
 * own, where awaiting costs more than it frees.
 */
export function twins(file: string): boolean {
  const bytes = readFileSync(file);
  if (bytes.length < WORTH_IT) return false;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality(file),
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const brotli = brotliCompressSync(bytes, { params });
  const gzipped = gzipSync(bytes, { level: 9 });
  // A twin that is no smaller would only cost its unpacking.
  if (brotli.length < bytes.length) writeFileSync(`${file}.br`, brotli);
  if (gzipped.length < bytes.length) writeFileSync(`${file}.gz`, gzipped);
  return true;
}

/** What a thread says: how many files it has seen, and how many of them got twins, since it last spoke. */
export const word = z.object({ seen: z.number(), made: z.number() });
