import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { MeilisearchEngine } from '#search/meilisearch/engine.ts';
import { Pool, SearchServersAway } from '#search/meilisearch/pool.ts';
import { narrowKey } from '#search/meilisearch/search-key.ts';
import { CUTOFF_MS, namesOf } from '#search/meilisearch/settings.ts';
import { hostOf, readUrls } from '#search/meilisearch/urls.ts';
import type { Settings } from '#server/env/settings.ts';

/** Two servers must fit into the browser's patience of 1.5 seconds. */
const TIMEOUT_MS = 650;
/** Asking what a key may do, once, at the start. */
const KEY_TIMEOUT_MS = 2_000;
/** How long a build that was looked at is taken to be the one in place, in milliseconds. */
const LOOK_MS = 1_000;

/** Tells the operator something, in a sentence without words that were searched for. */
export type Note = (line: string) => void;

interface Engines {
  analyser: Analyser;
  embedded: EmbeddedEngine;
  meilisearch: MeilisearchEngine | undefined;
}

/** The engines of a running site, of the build that is in place now. */
export interface SiteEngines {
  /** Whether a search server is switched on. */
  readonly on: boolean;
  /** Asks the search server. Rejects with SearchServersAway where none answers at the version of the build. */
  ask(request: SearchRequest): Promise<SearchAnswer>;
  /** Asks the search server, or the embedded engine where it is off or away. */
  askEither(request: SearchRequest): Promise<SearchAnswer>;
  /** How the words are read. */
  read(q: string, literal: boolean): Promise<Reading>;
}

/** The search servers of the settings; undefined where none is set. */
async function poolOf(settings: Settings, note: Note): Promise<Pool | undefined> {
  if (!settings.MEILISEARCH_URL) return undefined;
  const urls = readUrls(settings.MEILISEARCH_URL);
  const given = settings.MEILISEARCH_KEY;
  if (!given) {
    note(
      'MEILISEARCH_URL is set and MEILISEARCH_KEY is not, so searches stay in the browser. Run npm run index -- --key-file, and give the site that key.',
    );
    return undefined;
  }
  const index = settings.MEILISEARCH_INDEX;
  const key = await narrowed(urls, given, index, note);
  return new Pool({ urls, key, index }, { timeoutMs: TIMEOUT_MS, cutoffMs: CUTOFF_MS, note });
}

/** The site holds no key that can do more than search: where it was given one, it takes the search key instead. */
async function narrowed(urls: readonly string[], key: string, index: string, note: Note): Promise<string> {
  for (const url of urls) {
    const found = await narrowKey(clientOf(url, key, KEY_TIMEOUT_MS), key, namesOf(index));
    if (found.wide)
      note(
        `MEILISEARCH_KEY can do more than search on ${hostOf(url)}. Give the site the search key that npm run index -- --key-file writes.`,
      );
    if (found.key !== key) return found.key;
  }
  return key;
}

async function load(client: string, pool: Pool | undefined): Promise<Engines> {
  const dir = join(client, 'search');
  const names = await readdir(dir);
  const read = async (kind: string) => {
    const name = names.find((n) => n.startsWith(`${kind}-`) && n.endsWith('.json'));
    if (!name) throw new Error(`${dir} has no ${kind} file. Run npm run build`);
    return readFile(join(dir, name), 'utf8');
  };
  const [words, index] = await Promise.all([read('words'), read('index')]);
  const analyser = new Analyser(readKnowledge(words));
  const file = readIndex(index);
  return {
    analyser,
    embedded: new EmbeddedEngine(file, analyser),
    meilisearch: pool && new MeilisearchEngine(file, analyser, pool),
  };
}

/** Opens the engines over a build's client folder. After the next build they are read again, with no restart. */
export async function openEngines(client: string, settings: Settings, note: Note): Promise<SiteEngines> {
  const pool = await poolOf(settings, note);
  let version = 0;
  let lookAgain = 0;
  let engines: Promise<Engines> | undefined;
  const current = async () => {
    if (engines && Date.now() < lookAgain) return engines;
    lookAgain = Date.now() + LOOK_MS;
    const now = (await stat(join(client, 'search')).catch(() => undefined))?.mtimeMs ?? version;
    if (!engines || now !== version) {
      version = now;
      engines = load(client, pool);
      // A build that cannot be read is tried again at the next search.
      engines.catch(() => {
        engines = undefined;
      });
    }
    return engines;
  };
  const ask = async (request: SearchRequest) => {
    const { meilisearch } = await current();
    if (!meilisearch) throw new SearchServersAway('no search server is set');
    return meilisearch.search(request);
  };
  return {
    on: pool !== undefined,
    ask,
    read: async (q, literal) => (await current()).analyser.read(q, literal),
    async askEither(request) {
      if (pool)
        try {
          return await ask(request);
        } catch (e) {
          if (!(e instanceof SearchServersAway)) throw e;
        }
      return (await current()).embedded.search(request);
    },
  };
}
