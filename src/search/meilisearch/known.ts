import type { TopicId } from '#schemas/topic.ts';
import type { Table } from '#search/embedded/table.ts';
import type { WordStore } from '#search/meilisearch/shelf.ts';
import type { WordBook } from '#search/meilisearch/words.ts';
import type { Soonest } from '#search/soonest.ts';

/** What an engine knows between searches, all of one version. */
export interface Known {
  table: Table;
  /** Number of a listing in the table. */
  numberOf: ReadonlyMap<string, number>;
  /** The needs of each combination of them that a listing can have, main one first. */
  topicSets: readonly (readonly TopicId[])[];
  soonest: Soonest;
  book: WordBook;
  store: WordStore;
  /** Up to this many that help with a need are all scored by their words; of more, the likeliest. */
  scoreAll: number;
  /** All listings by what is on next, for the last minute or two that was asked for. */
  orders: Map<string, number[]>;
}

/** The needs of each combination in the table. */
export function topicSetsOf({ facets }: Table): TopicId[][] {
  const { values, sets } = facets.topics;
  return sets.map((set) => set.map((v) => values[v]).filter(isTopic));
}

const isTopic = (v: string | undefined): v is TopicId => v !== undefined;
