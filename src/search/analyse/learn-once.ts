import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Features } from '#search/analyse/features.ts';
import { type Example, LEARNER, learn } from '#search/analyse/learn.ts';
import type { LearnedTable } from '#search/analyse/learned.ts';
import { readWords } from '#search/analyse/normalise.ts';

/** Where tables are kept between runs. Nothing is lost with it: a table that is not there is learned again. */
const CACHE = join('node_modules', '.cache', 'waymark');

type Rows = [feature: string, leanings: [number, number][]][];

/**
 * `learn`, or what it gave before for exactly these examples: a command should not spend two seconds on learning what
 * it knew. The name of the file is a hash of all that goes in, so it can never be stale.
 */
export function learnOnce<C extends string>(
  classes: readonly C[],
  examples: readonly Example<C>[],
  featuresOf: Features,
): LearnedTable<C> {
  // The features, not the texts: the code that makes them may change.
  const seen = examples.map((e) => [
    featuresOf(readWords(e.text, e.text.length).tokens).map((f) => f.name),
    e.labels,
    e.weight,
  ]);
  const hash = createHash('sha256').update(JSON.stringify([LEARNER, classes, seen]));
  const file = join(CACHE, `learned-${hash.digest('hex').slice(0, 16)}.json`);
  const known = read(file);
  if (known) return { classes, bias: known.bias, weights: new Map(known.rows) };
  const table = learn(classes, examples, featuresOf);
  keep(file, JSON.stringify({ bias: table.bias, rows: [...table.weights] }));
  return table;
}

function read(file: string): { bias: number[]; rows: Rows } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written aside and moved into place, so that two runs at once never read half a file. */
function keep(file: string, body: string): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, body);
    renameSync(aside, file);
  } catch {
    // A folder that cannot be written to only costs time.
  }
}
