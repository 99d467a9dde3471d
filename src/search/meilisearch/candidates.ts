import { queryOf, type WordSet } from '#search/meilisearch/enough.ts';
import type { Filter, Query } from '#search/meilisearch/pool.ts';
import type { AskedWord } from '#search/meilisearch/words.ts';

/** How many of each list are looked at. Together they are the listings that could come first. */
const LIMIT = { words: 60, word: 40, term: 15 };
/** The most terms of the needs that are asked for, the first need's first. */
const TERMS = 12;

/** A list of candidates, and which words it proves that its listings have. */
export interface Candidates {
  query: Query;
  sure: readonly number[];
}

const ask = (q: string, limit: number, filter: Filter[], more: Partial<Query> = {}): Query => ({
  q,
  filter,
  limit,
  matchingStrategy: 'all',
  attributesToRetrieve: ['id'],
  ...more,
});

/**
 * The lists in which those stand that are answers by their words: a list for each set of words that is enough. `whole`:
 * no list is longer than this, and all of each is wanted.
 */
export function byWords(
  sets: readonly WordSet[],
  words: readonly AskedWord[],
  filters: Filter[],
  whole?: number,
): Candidates[] {
  const limit = whole ?? LIMIT.words;
  const lists = sets.map(({ q, words }) => ({ query: ask(q, limit, filters), sure: words }));
  const known = words.filter((w) => w.form !== undefined);
  if (whole !== undefined || sets.length === 0 || known.length < 2) return lists;
  // The best of all have the rarest words; a set by itself does not say which those are.
  const rarest = ask(queryOf(known), limit, filters, { matchingStrategy: 'frequency' });
  return [...lists, { query: rarest, sure: [] }];
}

/** Among those that help with a need anyway: the lists of those that also have a word, or a term of the needs. */
export function byEachWord(
  words: readonly AskedWord[],
  terms: readonly AskedWord[],
  filters: Filter[],
): Query[] {
  const of = (asked: readonly AskedWord[], limit: number) =>
    asked.flatMap(({ form }) => (form === undefined ? [] : [ask(form, limit, filters)]));
  return [...of(words, LIMIT.word), ...of(terms.slice(0, TERMS), LIMIT.term)];
}
