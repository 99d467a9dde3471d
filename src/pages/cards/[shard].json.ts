import type { APIRoute, GetStaticPaths } from 'astro';
import { cardFor } from '#features/directory/cards.ts';
import { catalogue } from '#features/directory/catalogue.ts';
import { shardCount, shardOf } from '#lib/shard.ts';

/** The cards of the find page, some sixteen a file: see lib/shard. */
export const getStaticPaths = (async () => {
  const { open } = await catalogue();
  const shards = shardCount(open.length);
  const ids: string[][] = Array.from({ length: shards }, () => []);
  for (const a of open) ids[shardOf(a.id, shards)]?.push(a.id);
  return ids.map((list, i) => ({ params: { shard: String(i) }, props: { ids: list } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ ids: string[] }> = async ({ props }) => {
  const all = await catalogue();
  const cards = await Promise.all(props.ids.flatMap((id) => all.asset(id) ?? []).map(cardFor));
  return Response.json(cards);
};
