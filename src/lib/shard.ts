/** Cards lie in small files by a hash of the listing's id, so that the browser knows which file to ask for. */

/** About this many cards a file. */
const A_FILE = 16;

/** How many files `n` listings are spread over. */
export const shardCount = (n: number) => Math.max(1, Math.ceil(n / A_FILE));

/** The file of a listing, from 0 to `shards - 1`: FNV-1a, 32 bit. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % shards;
}
