import type { Content } from '#schemas/read.ts';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import { documentsOf } from '#search/document.ts';
import { type BuiltSearch, buildSearch } from '#search/embedded/build.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { MeilisearchEngine } from '#search/meilisearch/engine.ts';
import { bringUpToDate } from '#search/meilisearch/indexer.ts';
import { Pool } from '#search/meilisearch/pool.ts';
import { serverDocuments } from '#search/meilisearch/server-document.ts';
import { CUTOFF_MS, namesOf } from '#search/meilisearch/settings.ts';
import { player, readRecording, recorder, writeRecording } from './recording.ts';
import { isLive, openServer } from './server.ts';

/** The engine for a test, over a real server or over what one answered. */
export interface OpenEngine {
  /** What it searches: of this checkout, or as it was when the answers were recorded. */
  content: Content;
  /** An engine that remembers nothing of other tests, so that each asks the same questions whatever ran before. */
  fresh(scoreAll?: number): MeilisearchEngine;
  /** The embedded engine over the same files, to compare with. */
  embedded: EmbeddedEngine;
  /** Questions that no recording answers. */
  unknown: readonly string[];
  close(): Promise<void>;
}

const INDEX = 'waymark-contract';

const filesOf = (built: BuiltSearch) =>
  [readIndex(built.index.body), new Analyser(readKnowledge(built.words.body))] as const;

function engineOver(url: string, key: string, built: BuiltSearch, scoreAll?: number): MeilisearchEngine {
  const pool = new Pool({ urls: [url], key, index: INDEX }, { timeoutMs: 15_000, cutoffMs: CUTOFF_MS });
  return new MeilisearchEngine(
    readIndex(built.index.body),
    new Analyser(readKnowledge(built.words.body)),
    pool,
    scoreAll,
  );
}

async function live(content: Content): Promise<OpenEngine> {
  const server = await openServer();
  const built = buildSearch(content);
  const client = clientOf(server.url, server.key, 60_000);
  const names = namesOf(INDEX);
  const documents = serverDocuments(documentsOf(content));
  const { searchKey = '' } = await bringUpToDate(
    client,
    { indexVersion: built.indexVersion, documents },
    { names, dryRun: false, rebuild: false, say: () => undefined, tick: () => undefined },
  );
  const record = process.env['RECORD'] === '1' ? await recorder(server.url) : undefined;
  return {
    content,
    fresh: (scoreAll) => engineOver(record?.url ?? server.url, searchKey, built, scoreAll),
    embedded: new EmbeddedEngine(...filesOf(built)),
    unknown: [],
    async close() {
      if (record) {
        record.close();
        const { pkgVersion } = await client.getVersion();
        const recorded = new Date().toISOString().slice(0, 10);
        const { exchanges } = record;
        const bytes = await writeRecording({ server: pkgVersion, recorded, content, built, exchanges });
        console.log(
          `Recorded ${Object.keys(exchanges).length} answers of Meilisearch ${pkgVersion}, ${bytes} bytes.`,
        );
      }
      for (const uid of [names.listings, names.about]) await client.deleteIndexIfExists(uid);
      await server.stop();
    },
  };
}

async function recorded(): Promise<OpenEngine> {
  const recording = await readRecording();
  const { url, unknown, close } = await player(recording);
  return {
    content: recording.content,
    fresh: (scoreAll) => engineOver(url, 'recorded', recording.built, scoreAll),
    embedded: new EmbeddedEngine(...filesOf(recording.built)),
    unknown,
    close: async () => close(),
  };
}

/** Against a real server where MEILISEARCH_BIN or MEILISEARCH_URL is set, and else against the recording. */
export const openMeilisearch = (content: Content): Promise<OpenEngine> =>
  isLive() ? live(content) : recorded();
