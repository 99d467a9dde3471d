import type { Reading, ReadNeed } from '#search/contract.ts';
import type { Filter, Query } from '#search/meilisearch/pool.ts';
import type { AskedWord } from '#search/meilisearch/words.ts';
import { relevantEnough } from '#search/score.ts';

/** A set of words that is enough by itself to make a listing an answer. */
export interface WordSet {
  /** Numbers of the words. */
  words: number[];
  q: string;
  /** No more listings than this can have all of them. */
  atMost: number;
}

/** The most sets that are asked for; those that weigh the most come first. */
const SETS = 16;
/** Sets of more words than this are found by their parts. */
const WORDS = 10;
/** Every way of picking from that many words, the smallest first. */
const sizeOf = (mask: number) => mask.toString(2).replaceAll('0', '').length;
const MASKS = Array.from({ length: 2 ** WORDS - 1 }, (_, i) => i + 1).sort((a, b) => sizeOf(a) - sizeOf(b));

/**
 * Which words together are enough, worked out by asking the one rule of relevance about a listing that has just these.
 * Only the smallest sets are needed: a listing with more has one of them too.
 */
export function enough(
  asked: readonly AskedWord[],
  weights: readonly number[],
  needs: ReadNeed[],
): WordSet[] {
  const known = asked.flatMap((a, i) => (a.form === undefined ? [] : [i])).slice(0, WORDS);
  const found: { mask: number; words: number[]; share: number }[] = [];
  for (const mask of MASKS) {
    if (mask >= 2 ** known.length || found.some((f) => (f.mask & mask) === f.mask)) continue;
    const words = known.filter((_, bit) => mask & (1 << bit));
    const share = words.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
    const evidence = { text: 0, share, words: words.length, expanded: 0, topics: [] };
    if (relevantEnough({ ...evidence, paused: false, overdue: false }, needs))
      found.push({ mask, words, share });
  }
  found.sort((a, b) => b.share - a.share);
  return found.slice(0, SETS).map(({ words }) => {
    const set = words.flatMap((i) => asked[i] ?? []);
    return { words, q: queryOf(set), atMost: Math.min(...set.map((a) => a.listings)) };
  });
}

/** Words as one query: an unfinished one last, because only there is a beginning enough. */
export function queryOf(words: readonly AskedWord[]): string {
  const closed = words.filter((w) => w.how !== 'open');
  const open = words.filter((w) => w.how === 'open');
  return [...closed, ...open].map((w) => w.form ?? '').join(' ');
}

/** One way of being an answer: by words, by need, or by being there at all. */
export type Branch = Pick<Query, 'q'> & { filter: Filter[] };

export const topicFilter = (needs: Reading['needs'], field: 'topics' | 'main' = 'topics'): Filter =>
  `${field} IN [${needs.map((n) => quoted(n.topic)).join(', ')}]`;

/** The branches that together are all answers to a reading. None: nothing answers. */
export function branchesOf(reading: Reading, sets: readonly WordSet[]): Branch[] {
  const byNeed = reading.needs.length > 0 ? [{ q: '', filter: [topicFilter(reading.needs)] }] : [];
  return [...byNeed, ...sets.map(({ q }) => ({ q, filter: [] }))];
}

/** A value in a filter. */
export const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
