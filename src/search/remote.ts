import { patience } from '#lib/patience.ts';
import type { Point, SearchAnswer, SearchRequest } from '#search/contract.ts';

/**
 * The browser's side of `POST /api/search`: one try at the site's own server, with a short patience. Whatever goes
 * wrong, the caller searches by itself; and for a minute after, it does not ask again.
 */

/** Milliseconds that a server may take. */
export const PATIENCE_MS = 1_500;
/** How long a server that failed is left alone. */
const REST_MS = 60_000;

export interface RemoteOptions {
  /** Sends a search and gives whatever came back. Rejects where nothing did. */
  ask: (request: SearchRequest, signal: AbortSignal) => Promise<unknown>;
  /** The version that the page was built from. */
  indexVersion: string;
  patienceMs?: number;
  restMs?: number;
}

/** The server answered, and at another version of the listings than this page: one of the two is older. */
export class OtherVersion extends Error {
  override name = 'OtherVersion';
  readonly answer: SearchAnswer;
  constructor(answer: SearchAnswer) {
    super('the server is at another version');
    this.answer = answer;
  }
}

const STEP_LAT = 0.00225;
const STEP_LNG = 0.0036;
const rounded = (degrees: number, step: number) =>
  Math.round((Math.floor(degrees / step) + 0.5) * step * 1e5) / 1e5;

/**
 * A position to the middle of a square of about 250 m, in Britain. What leaves the device is this and nothing finer;
 * what is searched on the device uses it too, so that the distances do not change when the server goes away.
 */
export const coarse = <T extends Point>(point: T): T => ({
  ...point,
  lat: rounded(point.lat, STEP_LAT),
  lng: rounded(point.lng, STEP_LNG),
});

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;

/** Whether a reply is an answer that the page can show. What it cannot is taken for a broken server. */
export function isAnswer(v: unknown): v is SearchAnswer {
  if (!isRecord(v) || !Array.isArray(v['hits']) || !isRecord(v['facets'])) return false;
  const { reading, hits, facets, total } = v;
  if (typeof total !== 'number' || !Number.isInteger(total) || total < hits.length) return false;
  if (typeof v['indexVersion'] !== 'string' || v['indexVersion'] === '') return false;
  const lists =
    isRecord(reading) && ['needs', 'crisis', 'words', 'expandedWith'].every((k) => Array.isArray(reading[k]));
  const shown = hits.every(
    (h: unknown) => isRecord(h) && typeof h['id'] === 'string' && typeof h['score'] === 'number',
  );
  const counted = Object.values(facets).every(
    (c) => isRecord(c) && Object.values(c).every((n) => typeof n === 'number'),
  );
  return lists && shown && counted;
}

/** Where the site's own server takes searches. */
const SEARCH_URL = '/api/search';

/** Posts a search to the site's own server. */
export async function askSite(request: SearchRequest, signal: AbortSignal): Promise<unknown> {
  const reply = await fetch(SEARCH_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    // No cookies, no following elsewhere: the words go to this address or nowhere.
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    signal,
  });
  if (!reply.ok) throw new Error(`the server answered ${reply.status}`);
  return reply.json();
}

/**
 * Whether the server that sent this page also searches: it says so in the page's Server-Timing, which costs no request
 * and leaves the page itself a plain file. A host that serves files alone says nothing.
 */
export function siteSearches(): boolean {
  const [visit] = performance.getEntriesByType('navigation');
  const timing: unknown = visit && 'serverTiming' in visit ? visit.serverTiming : undefined;
  return Array.isArray(timing) && timing.some((t: unknown) => isRecord(t) && t['name'] === 'search');
}

/** A search server, as a page sees it. */
export class Remote {
  readonly #options: RemoteOptions;
  #restUntil = 0;
  /** True once the server has answered at another version than the page's: one of the two is older. */
  otherVersion = false;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  /** Whether the server is worth asking now. */
  get well(): boolean {
    return Date.now() >= this.#restUntil;
  }

  /** Asks, whether it is worth it or not. Rejects where there is no answer for this page. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const { ask, indexVersion, patienceMs = PATIENCE_MS, restMs = REST_MS } = this.#options;
    const signal = patience(patienceMs);
    try {
      // The signal also ends an `ask` that does not heed it.
      const answer = await Promise.race([ask(request, signal), aborted(signal)]);
      if (!isAnswer(answer)) throw new Error('the server answered with something else');
      this.otherVersion = answer.indexVersion !== indexVersion;
      if (this.otherVersion) throw new OtherVersion(answer);
      this.#restUntil = 0;
      return answer;
    } catch (e) {
      this.#restUntil = Date.now() + restMs;
      throw e;
    }
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
