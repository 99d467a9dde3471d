import type { Reading, SearchAnswer, SearchEngine, SearchRequest } from '#search/contract.ts';
import type { EmbeddedHost, SearchFiles } from '#search/embedded/host.ts';
import { RemoteHost } from '#search/embedded/remote-host.ts';
import { SearchError } from '#search/search-error.ts';

/** An old phone on a bad line still gets an answer within this; a page shows a skeleton meanwhile. */
const TIMEOUT_MS = 20_000;

/** What a page uses to search. */
export interface Search {
  /** Starts fetching what the search needs; call it on first focus. Never rejects. */
  warm(): Promise<void>;
  /** How the words are read. Needs no index, so that crisis panels work without one. */
  read(q: string, literal: boolean): Promise<Reading>;
  /** Rejects with a SearchError. */
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Stops the worker. */
  close(): void;
}

export interface SearchOptions {
  timeoutMs?: number;
  /** Makes the worker; null where workers are not to be used. */
  startWorker?: (() => Worker) | null;
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

/** Makes the search of a page. Nothing is fetched before `warm`, `read` or `search`. */
export function createSearch(files: SearchFiles, options: SearchOptions = {}): Search {
  const ms = options.timeoutMs ?? TIMEOUT_MS;
  const start = options.startWorker === undefined ? startWorker : options.startWorker;
  let engine: Embedded | undefined;
  const embedded = () => {
    engine ??= new Embedded(files, start);
    return engine;
  };
  const asError = (e: unknown): never => {
    throw SearchError.from(e);
  };
  return {
    warm: () =>
      embedded()
        .use((h) => h.warm())
        .catch(() => undefined),
    read: (q, literal) =>
      inTime(
        embedded().use((h) => h.read(q, literal)),
        ms,
      ).catch(asError),
    search: (request) => inTime(embedded().search(request), ms).catch(asError),
    close: () => {
      engine?.close();
      engine = undefined;
    },
  };
}
