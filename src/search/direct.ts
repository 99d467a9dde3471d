import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import type { SearchAnswer, SearchRequest } from '#search/contract.ts';
import type { SearchFiles } from '#search/embedded/host.ts';
import { readIndex } from '#search/embedded/table.ts';
import { MeilisearchEngine } from '#search/meilisearch/engine.ts';
import { Pool } from '#search/meilisearch/pool.ts';
import { CUTOFF_MS } from '#search/meilisearch/settings.ts';

/** A search server that browsers may ask themselves, as site.yaml names it. */
export interface PublicServer {
  url: string;
  /** A key that can search this index and nothing else: anyone can read it. */
  key: string;
  index: string;
}

const fetched = async (url: string) => {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
  return reply.text();
};

/**
 * For a site of files alone: the engine that the site's server would run, in the page, with a public search-only key.
 * Fetched only where site.yaml names such a server.
 */
export function askDirect(files: SearchFiles, { url, key, index }: PublicServer, patienceMs: number) {
  let engine: Promise<MeilisearchEngine> | undefined;
  const open = async () => {
    const [words, columns] = await Promise.all([fetched(files.words), fetched(files.index)]);
    const pool = new Pool({ urls: [url], key, index }, { timeoutMs: patienceMs, cutoffMs: CUTOFF_MS });
    return new MeilisearchEngine(readIndex(columns), new Analyser(readKnowledge(words)), pool);
  };
  return async (request: SearchRequest): Promise<SearchAnswer> => {
    engine ??= open();
    engine.catch(() => {
      engine = undefined;
    });
    return (await engine).search(request);
  };
}
