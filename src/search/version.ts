import { createHash } from 'node:crypto';
import type { Content } from '#schemas/read.ts';
import { SAYINGS } from '#search/analyse/knowledge.ts';
import type { SearchDocument } from '#search/document.ts';

/**
 * Bump it when the code reads words or makes documents differently, so that a search server filled by the old code is
 * not taken for one of this version.
 */
export const SHAPE = 'waymark-search-2';

/**
 * The version of what a search can find: 12 characters that change whenever the listings, or anything that their words
 * are read by, do. It is cheap, so that an indexer can tell in a moment whether anything has changed.
 */
export function versionOf(content: Content, documents: readonly SearchDocument[]): string {
  const hash = createHash('sha256').update(SHAPE);
  for (const d of documents) hash.update(JSON.stringify(d));
  const { topics, crisis, places, bankHolidays, terms, site } = content;
  hash.update(JSON.stringify([topics, crisis, places, bankHolidays, terms, site.areas]));
  // What else the reading of needs is taught with: see knowledge.ts.
  hash.update(JSON.stringify(SAYINGS));
  for (const a of content.assets)
    hash.update(JSON.stringify([a.locations.map((l) => l.gettingThere), a.timesNote, a.cost.note]));
  return hash.digest('hex').slice(0, 12);
}
