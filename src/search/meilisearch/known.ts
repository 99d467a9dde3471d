import type { Table } from '#search/embedded/table.ts';
import { quoted } from '#search/meilisearch/enough.ts';
import type { Server } from '#search/meilisearch/pool.ts';
import { type DocumentWords, documentWords, type WordBook } from '#search/meilisearch/words.ts';
import type { Soonest } from '#search/soonest.ts';

/** What an engine knows between searches, all of one version. */
export interface Known {
  table: Table;
  /** Number of a listing in the table. */
  numberOf: ReadonlyMap<string, number>;
  soonest: Soonest;
  book: WordBook;
  store: WordStore;
  /** All listings by what is on next, for the last minute or two that was asked for. */
  orders: Map<string, number[]>;
}

/** Listings whose words are kept: about 40 MB at the most. */
const KEPT = 20_000;
/** Listings fetched by name at a time: the server takes the square of this to read such a filter. */
export const BY_NAME = 200;

/** The words of listings, fetched when they are first scored. */
export class WordStore {
  readonly #kept = new Map<string, DocumentWords>();

  /** The words of each listing; a listing that is gone has none. */
  async of(ids: readonly string[], server: Server): Promise<ReadonlyMap<string, DocumentWords>> {
    const missing = ids.filter((id) => !this.#kept.has(id));
    const parts = Array.from({ length: Math.ceil(missing.length / BY_NAME) }, (_, i) =>
      missing.slice(i * BY_NAME, (i + 1) * BY_NAME),
    );
    if (parts.length > 0) {
      const replies = await server.many(
        parts.map((part) => ({
          q: '',
          filter: [`id IN [${part.map(quoted).join(', ')}]`],
          limit: part.length,
          attributesToRetrieve: ['id', 'words'],
        })),
      );
      for (const { hits } of replies) for (const h of hits) this.#kept.set(h.id, documentWords(h.words));
    }
    const out = new Map<string, DocumentWords>();
    for (const id of ids) out.set(id, this.#kept.get(id) ?? new Map());
    while (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return out;
  }
}
