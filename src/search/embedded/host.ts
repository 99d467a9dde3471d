import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';
import { SearchError } from '#search/search-error.ts';

/** Where the two files are. */
export interface SearchFiles {
  words: string;
  index: string;
}

/**
 * The embedded engine with its files, fetched once when first wanted. The same class runs in the worker and, where
 * there are no workers, on the page. A fetch that failed is tried again by the next question.
 */
export class EmbeddedHost {
  readonly #files: SearchFiles;
  #analyser: Promise<Analyser> | undefined;
  #engine: Promise<EmbeddedEngine> | undefined;

  constructor(files: SearchFiles) {
    this.#files = files;
  }

  /** Reads words. Needs the words file only. */
  async read(q: string, literal: boolean): Promise<Reading> {
    return (await this.#words()).read(q, literal);
  }

  /** Starts fetching both files. Never fails: the first question reports what went wrong. */
  async warm(): Promise<void> {
    await Promise.allSettled([this.#words(), this.#index()]);
  }

  /** Rejects with a SearchError that carries the reading, where the words could be read. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    try {
      return (await this.#index()).answer(request);
    } catch (e) {
      const reading = await this.read(request.q, request.literal).catch(() => undefined);
      throw SearchError.from(e, reading);
    }
  }

  #words(): Promise<Analyser> {
    this.#analyser ??= load(this.#files.words, (body) => new Analyser(readKnowledge(body))).catch(
      (e: unknown) => {
        this.#analyser = undefined;
        throw e;
      },
    );
    return this.#analyser;
  }

  #index(): Promise<EmbeddedEngine> {
    this.#engine ??= Promise.all([load(this.#files.index, readIndex), this.#words()])
      .then(([file, analyser]) => corruptIfThrows(() => new EmbeddedEngine(file, analyser)))
      .catch((e: unknown) => {
        this.#engine = undefined;
        throw e;
      });
    return this.#engine;
  }
}

function corruptIfThrows<T>(make: () => T): T {
  try {
    return make();
  } catch (e) {
    throw new SearchError('corrupt', String(e));
  }
}

async function load<T>(url: string, parse: (body: string) => T): Promise<T> {
  let body: string;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    body = await response.text();
  } catch (e) {
    throw new SearchError('unreachable', `${url}: ${String(e)}`);
  }
  return corruptIfThrows(() => parse(body));
}
