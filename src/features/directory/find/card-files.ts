import { boardAt } from '#lib/schedule/board.ts';
import type { PackedSchedule } from '#lib/schedule/pack.ts';
import { shardOf } from '#lib/shard.ts';
import type { CardView } from '#ui/card/Card.tsx';

/** A card as the files of this build hold it. */
type StoredCard = CardView & { schedule?: PackedSchedule };

/** The card with its board made current. */
function current(card: StoredCard): CardView {
  if (!card.schedule) return card;
  const { lines, off } = boardAt(card.schedule, Date.now(), true);
  return { ...card, board: { lines, off }, asOf: undefined, schedule: undefined };
}

/**
 * Fetches the cards of hits, a small file for some sixteen of them, each file once. `of` gives the cards in the order
 * asked for; a card that no file holds is left out (the listing went in the moment between two builds).
 */
export function cardFiles(shards: number, version: string, get: typeof fetch = (...args) => fetch(...args)) {
  const files = new Map<number, Promise<Map<string, CardView>>>();
  const load = async (shard: number) => {
    const reply = await get(`/cards/${shard}.json?${version}`);
    if (!reply.ok) throw new Error(`cards ${shard}: ${reply.status}`);
    const cards: StoredCard[] = await reply.json();
    return new Map(cards.map((card) => [card.id, current(card)]));
  };
  const file = (shard: number) => {
    const found = files.get(shard);
    if (found) return found;
    const loading = load(shard);
    files.set(shard, loading);
    // A file that failed is asked for again next time.
    loading.catch(() => files.delete(shard));
    return loading;
  };
  return {
    async of(ids: string[]): Promise<CardView[]> {
      const found = await Promise.all(ids.map(async (id) => (await file(shardOf(id, shards))).get(id)));
      return found.filter((card) => card !== undefined);
    },
  };
}
export type CardFiles = ReturnType<typeof cardFiles>;
