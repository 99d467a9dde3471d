import type { Content } from '#schemas/read.ts';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import type { SearchEngine } from '#search/contract.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';
import { MeilisearchEngine } from '#search/meilisearch/engine.ts';
import { Pool } from '#search/meilisearch/pool.ts';
import { CUTOFF_MS } from '#search/meilisearch/settings.ts';
import { readUrls } from '#search/meilisearch/urls.ts';
import { readSettings, SettingsError } from '#server/env/env.ts';

export const ENGINE_NAMES = ['embedded', 'meilisearch'] as const;

/** Where the search server is and the key for it, as the environment says. Throws SettingsError where it says too little. */
export function connectionFrom(env: Record<string, string | undefined>) {
  const s = readSettings(env);
  const key = s.MEILISEARCH_ADMIN_KEY ?? s.MEILISEARCH_KEY;
  if (!s.MEILISEARCH_URL)
    throw new SettingsError(['MEILISEARCH_URL is missing: where the search server is, http://host:7700.']);
  if (!key)
    throw new SettingsError([
      'MEILISEARCH_ADMIN_KEY is missing: the master key or an admin key of the search server. MEILISEARCH_ADMIN_KEY_FILE may name a file that holds it.',
    ]);
  return { urls: readUrls(s.MEILISEARCH_URL), key, index: s.MEILISEARCH_INDEX };
}

/** An engine over content in memory, by name; `meilisearch` asks the server of the environment. */
export function openEngine(name: string, content: Content): SearchEngine {
  const built = buildSearch(content);
  const analyser = new Analyser(readKnowledge(built.words.body));
  const file = readIndex(built.index.body);
  if (name === 'embedded') return new EmbeddedEngine(file, analyser);
  if (name !== 'meilisearch')
    throw new SettingsError([`--engine should be ${ENGINE_NAMES.join(' or ')}. It is "${name}".`]);
  const pool = new Pool(connectionFrom(process.env), { timeoutMs: 10_000, cutoffMs: CUTOFF_MS });
  return new MeilisearchEngine(file, analyser, pool);
}

/** The same for a command: what is wrong with the settings ends it with a sentence. */
export function openNamedEngine(name: string, content: Content): SearchEngine {
  try {
    return openEngine(name, content);
  } catch (e) {
    if (!(e instanceof SettingsError)) throw e;
    console.error(e.problems.join('\n'));
    process.exit(2);
  }
}
