import type { Reading } from '#search/contract.ts';
import type { Centre } from '#search/embedded/ground.ts';
import { queryOf, topicFilter, type WordSet } from '#search/meilisearch/enough.ts';
import type { Filter, Query } from '#search/meilisearch/pool.ts';
import type { AskedWord } from '#search/meilisearch/words.ts';

/** How many of each list are looked at. Together they are the listings that could come first. */
const LIMIT = { words: 100, word: 40, term: 25, need: 50, helps: 100, near: 50 };
/** The most terms of the needs that are asked for, the first need's first. */
const TERMS = 16;

/** A list of candidates, and which words it proves that its listings have. */
export interface Candidates {
  query: Query;
  sure: readonly number[];
}

interface Asked {
  reading: Reading;
  words: readonly AskedWord[];
  terms: readonly AskedWord[];
  sets: readonly WordSet[];
  filters: Filter[];
  centre: Centre | undefined;
}

/**
 * The lists that the best answers stand in: by all the words, by each word and each term of the needs, by the main
 * need, and the nearest. Each is a question of one multi-search.
 */
export function candidateQueries({ reading, words, terms, sets, filters, centre }: Asked): Candidates[] {
  const out: Candidates[] = [];
  const add = (q: string, limit: number, more: Partial<Query> = {}, sure: readonly number[] = []) =>
    out.push({
      query: { q, filter: filters, limit, matchingStrategy: 'all', attributesToRetrieve: ['id'], ...more },
      sure,
    });
  for (const set of sets) add(set.q, LIMIT.words, {}, set.words);
  if (reading.needs.length === 0) {
    const known = words.filter((w) => w.form !== undefined);
    if (known.length > 1) add(queryOf(known), LIMIT.words, { matchingStrategy: 'frequency' });
    return out;
  }
  const helps = [...filters, topicFilter(reading.needs)];
  words.forEach((w, i) => {
    if (w.form !== undefined) add(w.form, LIMIT.word, { filter: helps }, [i]);
  });
  for (const t of terms.filter((t) => t.form !== undefined).slice(0, TERMS))
    add(t.form ?? '', LIMIT.term, { filter: helps });
  const sort = ['paused:asc', 'checked:desc', 'id:asc'];
  add('', LIMIT.helps, { filter: helps, sort });
  // One that helps with two of the needs often comes before one that is mainly about either.
  const [first, second] = reading.needs;
  if (first && second)
    add('', LIMIT.need, { filter: [...filters, topicFilter([first]), topicFilter([second])], sort });
  for (const need of reading.needs) {
    const main = [...filters, topicFilter([need], 'main')];
    add('', LIMIT.need, { filter: main, sort });
    if (centre) add('', LIMIT.near, { filter: main, sort: [`_geoPoint(${centre.lat}, ${centre.lng}):asc`] });
  }
  return out;
}
