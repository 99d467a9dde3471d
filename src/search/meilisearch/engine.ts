import type { Analyser } from '#search/analyse/analyse.ts';
import type { SearchAnswer, SearchEngine, SearchRequest } from '#search/contract.ts';
import type { IndexFile } from '#search/embedded/format.ts';
import { centreOf } from '#search/embedded/ground.ts';
import { Table } from '#search/embedded/table.ts';
import { Finding } from '#search/meilisearch/finding.ts';
import { type Known, topicSetsOf } from '#search/meilisearch/known.ts';
import type { Pool } from '#search/meilisearch/pool.ts';
import { KEPT, WordStore } from '#search/meilisearch/shelf.ts';
import { WordBook } from '#search/meilisearch/words.ts';
import { Soonest } from '#search/soonest.ts';

/**
 * How many that help with a need are all scored by their words. Where the words of every listing are kept they are at
 * hand after a while; where not, they may have to be fetched for each search.
 */
const SCORE_ALL = { kept: 5000, more: 1000 };

/**
 * The engine that asks Meilisearch. The server finds, filters and counts; what it cannot say exactly (every venue of a
 * listing, when its next session is) comes from the same table that the embedded engine reads, of the same version.
 * See docs/decisions/0009-meilisearch.md.
 */
export class MeilisearchEngine implements SearchEngine {
  readonly name = 'meilisearch';
  readonly indexVersion: string;
  readonly #analyser: Analyser;
  readonly #pool: Pool;
  readonly #known: Known;

  /** `scoreAll`: see Known. Throws CorruptIndex where the file does not fit together. */
  constructor(file: IndexFile, analyser: Analyser, pool: Pool, scoreAll?: number) {
    this.indexVersion = file.indexVersion;
    this.#analyser = analyser;
    this.#pool = pool;
    const table = new Table(file);
    this.#known = {
      table,
      numberOf: new Map(table.ids.map((id, n) => [id, n])),
      topicSets: topicSetsOf(table),
      soonest: new Soonest(file.known),
      book: new WordBook((w) => analyser.isReal(w)),
      store: new WordStore(table),
      scoreAll: scoreAll ?? (table.count <= KEPT ? SCORE_ALL.kept : SCORE_ALL.more),
      orders: new Map(),
    };
  }

  /** Rejects with SearchServersAway where no server answers at this version. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const began = performance.now();
    const reading = this.#analyser.read(request.q, request.literal);
    const now = request.now ? new Date(request.now) : new Date();
    const centre = centreOf(this.#known.table, request, reading);
    const found = await this.#pool.use(this.indexVersion, async (server) => {
      const task = { request, reading, centre, now };
      const first = await new Finding(this.#known, server, task).run();
      // A place that was only read in the words narrows the search while that leaves something.
      if (first.total > 0 || !centre?.read) return first;
      const wide = { ...centre, radiusM: undefined };
      return new Finding(this.#known, server, { ...task, centre: wide }).run();
    });
    return {
      ...found,
      reading,
      engine: 'meilisearch',
      indexVersion: this.indexVersion,
      tookMs: performance.now() - began,
    };
  }
}
