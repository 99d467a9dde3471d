import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import { type Centre, Order, sortOf } from '#search/embedded/ground.ts';
import type { Known } from '#search/meilisearch/known.ts';

/** One search: what was asked, how its words were read, and where and when it is asked. */
export interface Task {
  request: SearchRequest;
  reading: Reading;
  centre: Centre | undefined;
  now: Date;
}

/** What a search found. */
export type Found = Pick<SearchAnswer, 'hits' | 'total' | 'facets' | 'ids' | 'degraded'>;

/** The order that a search asks for. */
export const orderOf = ({ table, soonest }: Known, { request, reading, centre, now }: Task) =>
  new Order(table, soonest, sortOf(request, reading), centre, now);
