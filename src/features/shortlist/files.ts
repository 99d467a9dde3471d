import { boardAt } from '#lib/schedule/board.ts';
import { shardOf } from '#lib/shard.ts';
import type { ListEntry } from './entry.ts';

/** What a page is told by the build of the files that hold the listings. */
export interface FilesAt {
  /** How many files there are. */
  shards: number;
  /** Changes with every build, so that no browser keeps an old one. */
  version: string;
}

/** What came of looking up the codes of a list. */
export interface LookedUp {
  entries: ListEntry[];
  /** Codes that no listing has. */
  unknown: string[];
  /** Codes whose file could not be fetched: try again. */
  failed: string[];
}

/** The entry as it is now: the dates are worked out at this moment. */
function current(entry: ListEntry): ListEntry {
  const { card } = entry;
  if (!card.schedule || entry.status !== 'active') return entry;
  const { lines, off } = boardAt(card.schedule, Date.now(), true);
  return { ...entry, asBuilt: card.board.lines, card: { ...card, board: { lines, off }, asOf: undefined } };
}

const files = new Map<number, Promise<Map<string, ListEntry>>>();

async function load(shard: number, version: string): Promise<Map<string, ListEntry>> {
  const reply = await fetch(`/list/cards/${shard}.json?${version}`);
  if (!reply.ok) throw new Error(`list cards ${shard}: ${reply.status}`);
  const entries: ListEntry[] = await reply.json();
  return new Map(entries.map((e) => [e.card.code, current(e)]));
}

function file(shard: number, version: string): Promise<Map<string, ListEntry>> {
  const found = files.get(shard);
  if (found) return found;
  const loading = load(shard, version);
  files.set(shard, loading);
  loading.catch(() => files.delete(shard));
  return loading;
}

/**
 * Looks up codes, in order. A request names only a file, which holds about sixteen listings, and never a code: a
 * server's log cannot say which of them was asked for.
 */
export async function lookUp(codes: readonly string[], at: FilesAt): Promise<LookedUp> {
  const result: LookedUp = { entries: [], unknown: [], failed: [] };
  const found = await Promise.all(
    codes.map((code) =>
      file(shardOf(code, at.shards), at.version).then(
        (entries) => entries.get(code) ?? 'unknown',
        () => 'failed' as const,
      ),
    ),
  );
  found.forEach((entry, i) => {
    const code = codes[i] ?? '';
    if (entry === 'unknown' || entry === 'failed') result[entry].push(code);
    else result.entries.push(entry);
  });
  return result;
}
