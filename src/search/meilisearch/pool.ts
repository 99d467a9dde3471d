import { type Meilisearch, MeilisearchApiError } from 'meilisearch';
import { type Connection, clientOf, explain } from '#search/meilisearch/connect.ts';
import { type IndexNames, namesOf } from '#search/meilisearch/settings.ts';
import { hostOf } from '#search/meilisearch/urls.ts';

/** One question of a multi-search. */
export interface Query {
  q: string;
  filter?: Filter[];
  sort?: string[];
  limit: number;
  offset?: number;
  facets?: string[];
  matchingStrategy?: 'all' | 'frequency';
  attributesToRetrieve?: string[];
}

/** AND between the parts, OR within a part. */
export type Filter = string | string[];

export interface ServerHit {
  id: string;
  words: Record<string, string>;
}

export interface Reply {
  hits: ServerHit[];
  total: number;
  facets: Record<string, Record<string, number>>;
  /** True where the server stopped before it had seen everything. */
  cut: boolean;
}

/** No server can answer: all of them are away, or hold another version. */
export class SearchServersAway extends Error {
  override name = 'SearchServersAway';
}

/** A question that the server does not take: it is no sign that the server is unwell. */
const isRefused = (e: unknown) => e instanceof MeilisearchApiError && e.response.status === 400;

/** How long a server that failed, or that lags, is left alone while another can be asked. */
const REST_MS = 5_000;

interface Copy {
  url: string;
  client: Meilisearch;
  restUntil: number;
}

export interface PoolOptions {
  /** The most that one server may take to answer; two of them must fit into the browser's patience. */
  timeoutMs: number;
  /** Told, in a sentence, when a server goes away or comes back. */
  note?: (line: string) => void;
  cutoffMs: number;
}

/**
 * The search servers of a deployment, all of them full copies. Questions go to one that is well and at the version
 * asked for; where it fails, to the next at once.
 */
export class Pool {
  readonly names: IndexNames;
  readonly #copies: Copy[];
  readonly #options: PoolOptions;
  #turn = 0;

  constructor({ urls, key, index }: Connection, options: PoolOptions) {
    this.names = namesOf(index);
    this.#options = options;
    this.#copies = urls.map((url) => ({
      url,
      client: clientOf(url, key, options.timeoutMs),
      restUntil: 0,
    }));
  }

  /**
   * Runs `ask` on a server that is well and holds `version`; on the next one where that fails. Throws
   * SearchServersAway.
   */
  async use<T>(version: string, ask: (server: Server) => Promise<T>): Promise<T> {
    const now = Date.now();
    const turn = this.#turn++;
    const rotated = this.#copies.map((_, i) => this.#copies[(i + turn) % this.#copies.length] as Copy);
    const order = [
      ...rotated.filter((c) => c.restUntil <= now),
      // Those at rest come last: with nobody else left, one of them may be back.
      ...rotated.filter((c) => c.restUntil > now).sort((a, b) => a.restUntil - b.restUntil),
    ];
    const why: string[] = [];
    for (const copy of order) {
      try {
        const answer = await ask(new Server(copy.client, this.names, version, this.#options.cutoffMs));
        if (copy.restUntil > 0) this.#options.note?.(`The search server at ${hostOf(copy.url)} is back.`);
        copy.restUntil = 0;
        return answer;
      } catch (e) {
        const said = explain(copy.url, e);
        why.push(said);
        if (isRefused(e)) continue;
        if (copy.restUntil === 0) this.#options.note?.(said);
        copy.restUntil = Date.now() + REST_MS;
      }
    }
    throw new SearchServersAway(why.join(' '));
  }
}

/** The server holds another version of the index than the site was built from. */
export class OtherVersion extends Error {
  override name = 'OtherVersion';
  constructor(has: string, wanted: string) {
    super(
      `it holds version ${has || 'none'} of the listings and the site is at ${wanted}. Run npm run index.`,
    );
  }
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;
const numberOf = (v: unknown): number => {
  if (typeof v === 'number') return v;
  throw new Error('it answered with something that is not a search result');
};

function hitsOf(v: unknown): ServerHit[] {
  if (!Array.isArray(v)) throw new Error('it answered with something that is not a search result');
  return v.flatMap((hit: unknown) => {
    if (!isRecord(hit) || typeof hit['id'] !== 'string') return [];
    const words: Record<string, string> = {};
    if (isRecord(hit['words']))
      for (const [k, w] of Object.entries(hit['words'])) if (typeof w === 'string') words[k] = w;
    return [{ id: hit['id'], words }];
  });
}

function facetsOf(v: unknown): Reply['facets'] {
  const out: Reply['facets'] = {};
  if (!isRecord(v)) return out;
  for (const [facet, counts] of Object.entries(v)) {
    if (!isRecord(counts)) continue;
    out[facet] = Object.fromEntries(Object.entries(counts).map(([k, n]) => [k, numberOf(n)]));
  }
  return out;
}

interface Waiting {
  queries: readonly Query[];
  resolve: (replies: Reply[]) => void;
  reject: (reason: unknown) => void;
}

/** One server's two questions, with its replies read and checked. */
export class Server {
  readonly #client: Meilisearch;
  readonly #names: IndexNames;
  readonly #cutoffMs: number;

  readonly #version: string;
  #waiting: Waiting[] = [];

  constructor(client: Meilisearch, names: IndexNames, version: string, cutoffMs: number) {
    this.#client = client;
    this.#names = names;
    this.#version = version;
    this.#cutoffMs = cutoffMs;
  }

  /**
   * Asks several questions at once; what is asked elsewhere at the same moment travels along. Throws OtherVersion where
   * the server holds another version of the listings.
   */
  many(queries: readonly Query[]): Promise<Reply[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ queries, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#send());
    });
  }

  async #send(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const replies = await this.#multi(waiting.flatMap((w) => w.queries));
      for (const { queries, resolve } of waiting) resolve(replies.splice(0, queries.length));
    } catch (e) {
      for (const { reject } of waiting) reject(e);
    }
  }

  async #multi(queries: readonly Query[]): Promise<Reply[]> {
    const { listings, about } = this.#names;
    const all = [{ indexUid: about, q: '', limit: 1 }, ...queries.map((q) => ({ indexUid: listings, ...q }))];
    const reply: unknown = await this.#client.multiSearch({ queries: all });
    const results: unknown = isRecord(reply) ? reply['results'] : undefined;
    if (!Array.isArray(results) || results.length !== all.length)
      throw new Error('it answered with something that is not a search result');
    checkVersion(results.shift(), this.#version);
    return results.map((r: unknown) => {
      if (!isRecord(r)) throw new Error('it answered with something that is not a search result');
      return {
        hits: hitsOf(r['hits']),
        total: numberOf(r['estimatedTotalHits']),
        facets: facetsOf(r['facetDistribution']),
        cut: numberOf(r['processingTimeMs']) >= this.#cutoffMs,
      };
    });
  }

  /** Asks for the union of several questions, each listing counted once. Says nothing of the version. */
  async union(
    queries: readonly Pick<Query, 'q' | 'filter' | 'sort' | 'matchingStrategy' | 'attributesToRetrieve'>[],
    { limit, offset = 0, facets = [] }: Pick<Query, 'limit' | 'offset' | 'facets'>,
  ): Promise<Reply> {
    const { listings } = this.#names;
    const reply: unknown = await this.#client.multiSearch({
      federation: {
        limit,
        offset,
        ...(facets.length > 0 && { facetsByIndex: { [listings]: facets } }),
      },
      queries: queries.map((q) => ({ indexUid: listings, ...q })),
    });
    if (!isRecord(reply)) throw new Error('it answered with something that is not a search result');
    const byIndex = reply['facetsByIndex'];
    const own = isRecord(byIndex) ? byIndex[listings] : undefined;
    return {
      hits: hitsOf(reply['hits']),
      total: numberOf(reply['estimatedTotalHits']),
      facets: facetsOf(isRecord(own) ? own['distribution'] : undefined),
      cut: numberOf(reply['processingTimeMs']) >= this.#cutoffMs,
    };
  }
}

function checkVersion(result: unknown, wanted: string): void {
  const hits: unknown = isRecord(result) ? result['hits'] : undefined;
  const first: unknown = Array.isArray(hits) ? hits[0] : undefined;
  const has = isRecord(first) ? String(first['indexVersion'] ?? '') : '';
  if (has !== wanted) throw new OtherVersion(has, wanted);
}
