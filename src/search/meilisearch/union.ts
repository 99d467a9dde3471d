import type { FilterName } from '#search/contract.ts';
import type { Branch } from '#search/meilisearch/enough.ts';
import type { Filter, Reply, Server } from '#search/meilisearch/pool.ts';

/** What is wanted of all answers within some filters. */
export interface Wanted {
  filters: Filter[];
  limit: number;
  offset?: number;
  sort?: string[];
  facets?: readonly FilterName[];
}

/** One question a branch. */
const queriesOf = (branches: readonly Branch[], { filters, sort }: Wanted) =>
  branches.map((b) => ({
    q: b.q,
    filter: [...b.filter, ...filters],
    matchingStrategy: 'all' as const,
    attributesToRetrieve: ['id'],
    ...(sort && { sort }),
  }));

/**
 * Asks for all answers, each once, for each of several filters and cuts. Several branches are a federated request, whose
 * total and facets count a listing once.
 */
export async function askAll(
  server: Server,
  branches: readonly Branch[],
  wanted: readonly Wanted[],
): Promise<Reply[]> {
  const asked = wanted.map((w) => ({
    queries: queriesOf(branches, w),
    cut: { limit: w.limit, offset: w.offset ?? 0, facets: [...(w.facets ?? [])] },
  }));
  // One branch is a plain question, and all of them travel together.
  if (branches.length === 1)
    return server.many(asked.flatMap(({ queries, cut }) => queries.map((q) => ({ ...q, ...cut }))));
  const [replies] = await Promise.all([
    Promise.all(asked.map(({ queries, cut }) => server.union(queries, cut))),
    // A federated request says nothing of the version.
    server.many([]),
  ]);
  return replies;
}
