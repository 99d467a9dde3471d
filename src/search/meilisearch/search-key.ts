import { createHash } from 'node:crypto';
import { type Key, type Meilisearch, MeilisearchApiError } from 'meilisearch';
import type { IndexNames } from '#search/meilisearch/settings.ts';

/** The uid of the search key of an index: the same on every copy, so that one key opens them all. */
export function keyUid({ listings }: IndexNames): string {
  const hex = createHash('sha256').update(`waymark search key ${listings}`).digest('hex');
  // Shaped as a version 4 UUID (RFC 9562), which is all that the server takes.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const isApi = (e: unknown, code: string) => e instanceof MeilisearchApiError && e.cause?.code === code;

/** The key that may search the two indexes of this deployment and nothing else; made where it is not there yet. */
export async function ensureSearchKey(client: Meilisearch, names: IndexNames): Promise<string> {
  const uid = keyUid(names);
  const indexes = [names.listings, names.about];
  const found = await client.getKey(uid).catch((e: unknown) => {
    if (isApi(e, 'api_key_not_found')) return undefined;
    throw e;
  });
  if (found && !sameScope(found, indexes)) await client.deleteKey(uid);
  else if (found) return found.key;
  const made = await client.createKey({
    uid,
    name: `Waymark search, ${names.listings}`,
    description: 'May search and nothing else. Made by npm run index.',
    actions: ['search'],
    indexes,
    expiresAt: null,
  });
  return made.key;
}

const sameScope = (key: Key, indexes: readonly string[]) =>
  key.actions.join() === 'search' && [...key.indexes].sort().join() === [...indexes].sort().join();

/**
 * The key to search with, given any key: a master or admin key is exchanged for the search key of this deployment where
 * the indexer has made one. `wide`: the key that was given can do more than search.
 */
export async function narrowKey(
  client: Meilisearch,
  key: string,
  names: IndexNames,
): Promise<{ key: string; wide: boolean }> {
  try {
    const found = await client.getKey(keyUid(names));
    return { key: found.key, wide: found.key !== key };
  } catch (e) {
    return { key, wide: isApi(e, 'api_key_not_found') };
  }
}
