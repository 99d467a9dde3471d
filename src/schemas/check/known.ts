import { extname } from 'node:path';
import { nearest } from '#lib/nearest.ts';
import { COLLECTIONS, type CollectionName } from '#schemas/collections.ts';
import type { Problem } from '#schemas/problem.ts';
import type { Content } from '#schemas/read.ts';
import { TOPIC_IDS } from '#schemas/values.ts';

/** What one record is called in a message: "which is not a need". */
const NAMES = {
  assets: 'a listing',
  organisations: 'an organisation',
  topics: 'a need',
  crisis: 'an urgent-help panel',
  places: 'a place',
  teams: 'a team',
} as const satisfies Partial<Record<CollectionName, string>>;
export type Named = keyof typeof NAMES;

/** The path of a record's file below the content folder: `fileOf('assets', 'x')` → "assets/x.md". */
export const fileOf = (collection: CollectionName, id: string) => {
  const { folder, pattern } = COLLECTIONS[collection];
  return `${folder}/${id}${extname(pattern)}`;
};

/** Collects what the rules find. `warn` is for what may be right after all: it is printed, and refuses nothing. */
export interface Report {
  problem(file: string, field: string, message: string): void;
  warn(file: string, field: string, message: string): void;
}

/** Every id of a collection, those of files with problems of their own included: their references are not wrong. */
export function knownIds(content: Content, problems: Problem[], collection: Named): Set<string> {
  if (collection === 'topics') return new Set(TOPIC_IDS);
  const { folder } = COLLECTIONS[collection];
  const broken = problems
    .filter((p) => p.file.startsWith(`${folder}/`))
    .map((p) => p.file.slice(folder.length + 1).replace(/\.\w+$/, ''));
  return new Set([...content[collection].map((r) => r.id), ...broken]);
}

/** A message for an id that nothing has, with the one that was probably meant. */
export function unknown(collection: Named, id: string, ids: Set<string>): string {
  const meant = nearest(id, ids);
  const what = `names "${id}", which is not ${NAMES[collection]}`;
  if (meant) return `${what}. Did you mean "${meant}"?`;
  if (collection === 'topics') return `${what}. Use one of ${[...ids].join(', ')}`;
  return `${what}. Add ${fileOf(collection, id)}, or name another`;
}
