import type { Reading, SearchAnswer, SearchEngine, SearchRequest } from '#search/contract.ts';
import type { EmbeddedHost, SearchFiles } from '#search/embedded/host.ts';
import { RemoteHost } from '#search/embedded/remote-host.ts';
import { coarse, OtherVersion, Remote, type RemoteOptions } from '#search/remote.ts';
import { SearchError } from '#search/search-error.ts';

/** An old phone on a bad line still gets an answer within this; a page shows a skeleton meanwhile. */
const TIMEOUT_MS = 20_000;

/** When a server takes longer than this, the page gets ready to answer by itself meanwhile, in milliseconds. */
const HEDGE_MS = 400;

/** An answer, and whether there may be a newer one. */
export interface PageAnswer extends SearchAnswer {
  /** True where the page is older than the site, or the site's server than the page. */
  mayBeOld?: boolean;
}

/** What a page uses to search. */
export interface Search {
  /** Starts fetching what the search needs; call it on first focus. Never rejects. */
  warm(): Promise<void>;
  /** How the words are read. Needs no index, so that crisis panels work without one. */
  read(q: string, literal: boolean): Promise<Reading>;
  /** Rejects with a SearchError. */
  search(request: SearchRequest): Promise<PageAnswer>;
  /** Stops the worker. */
  close(): void;
}

export interface SearchOptions {
  timeoutMs?: number;
  /** Makes the worker; null where workers are not to be used. */
  startWorker?: (() => Worker) | null;
  /** The site's own search server, where it has one: asked first, and done without when it fails. */
  server?: RemoteOptions | undefined;
}

const startWorker = () =>
  new Worker(new URL('./embedded/worker.ts', import.meta.url), { type: 'module', name: 'search' });

type Host = Pick<EmbeddedHost, 'warm' | 'read' | 'search'>;

/**
 * The embedded engine in a worker, and on the page itself where a worker is refused (old browsers, private modes,
 * strict policies) or breaks. The code for the second case is fetched only then.
 */
class Embedded implements SearchEngine {
  readonly name = 'embedded';
  readonly #files: SearchFiles;
  #remote: RemoteHost | undefined;
  #here: Promise<EmbeddedHost> | undefined;

  constructor(files: SearchFiles, start: (() => Worker) | null) {
    this.#files = files;
    try {
      if (start && typeof Worker !== 'undefined') this.#remote = new RemoteHost(start(), files);
    } catch {
      this.#remote = undefined;
    }
  }

  /** Asks the worker; if it turns out not to run, asks on the page. */
  async use<T>(ask: (host: Host) => Promise<T>): Promise<T> {
    const remote = this.#remote;
    if (remote && !remote.broken)
      try {
        return await ask(remote);
      } catch (e) {
        if (!remote.broken) throw e;
      }
    this.#here ??= import('#search/embedded/host.ts').then((m) => new m.EmbeddedHost(this.#files));
    return ask(await this.#here);
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.use((host) => host.search(request));
  }

  close(): void {
    this.#remote?.close();
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SearchError('timeout', `no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks the server, and the embedded engine where the server fails. A server that is slow does not make the page wait
 * twice: the embedded engine fetches what it needs meanwhile.
 */
async function askEither(request: SearchRequest, remote: Remote, embedded: EmbeddedAsk): Promise<PageAnswer> {
  const asked = { ...request, ...(request.near && { near: coarse(request.near) }) };
  const alone = async () => {
    const answer = await embedded.search(asked);
    return remote.otherVersion ? { ...answer, mayBeOld: true } : answer;
  };
  // The files of an older page may be gone from the site; then the server's answer is the one there is.
  const whatever = (e: unknown) => {
    if (e instanceof OtherVersion) return { ...e.answer, mayBeOld: true };
    throw e;
  };
  if (!remote.well)
    return alone().catch((e: unknown) =>
      remote
        .search(asked)
        .catch(whatever)
        .catch(() => Promise.reject(e)),
    );
  const hedge = setTimeout(() => embedded.warm(), HEDGE_MS);
  try {
    return await remote.search(asked);
  } catch (e) {
    return await alone().catch((own: unknown) => {
      if (e instanceof OtherVersion) return whatever(e);
      throw own;
    });
  } finally {
    clearTimeout(hedge);
  }
}

interface EmbeddedAsk {
  warm(): void;
  search(request: SearchRequest): Promise<SearchAnswer>;
}

/** Makes the search of a page. Nothing is fetched before `warm`, `read` or `search`. */
export function createSearch(files: SearchFiles, options: SearchOptions = {}): Search {
  const ms = options.timeoutMs ?? TIMEOUT_MS;
  const start = options.startWorker === undefined ? startWorker : options.startWorker;
  let engine: Embedded | undefined;
  const embedded = () => {
    engine ??= new Embedded(files, start);
    return engine;
  };
  const remote = options.server && new Remote(options.server);
  const alone: EmbeddedAsk = {
    warm: () => {
      embedded()
        .use((h) => h.warm())
        .catch(() => undefined);
    },
    search: (request) => inTime(embedded().search(request), ms),
  };
  const asError = (e: unknown): never => {
    throw SearchError.from(e);
  };
  return {
    // With a server the index may never be wanted; the words are, for crisis panels.
    warm: () =>
      embedded()
        .use((h) => (remote?.well ? h.read('', true).then(() => undefined) : h.warm()))
        .catch(() => undefined),
    read: (q, literal) =>
      inTime(
        embedded().use((h) => h.read(q, literal)),
        ms,
      ).catch(asError),
    search: (request) => (remote ? askEither(request, remote, alone) : alone.search(request)).catch(asError),
    close: () => {
      engine?.close();
      engine = undefined;
    },
  };
}
