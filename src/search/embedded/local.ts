import type { Content } from '#schemas/read.ts';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';

/** The embedded engine over content in memory, through the same files that a browser would fetch. Node only. */
export function localEngine(content: Content): { engine: EmbeddedEngine; analyser: Analyser } {
  const built = buildSearch(content);
  const analyser = new Analyser(readKnowledge(built.words.body));
  return { engine: new EmbeddedEngine(readIndex(built.index.body), analyser), analyser };
}
