import type { APIRoute, GetStaticPaths } from 'astro';
import { cardFor } from '#features/directory/cards.ts';
import { catalogue } from '#features/directory/catalogue.ts';
import { similarTo } from '#features/directory/similar.ts';
import { entryOf, type NearEntry } from '#features/shortlist/entry.ts';
import { shardCount, shardOf } from '#lib/shard.ts';
import type { Asset } from '#schemas/asset.ts';

/**
 * What a list needs of every listing, closed ones too, some sixteen a file by a hash of the code: a request names a
 * file and so never a listing.
 */
export const getStaticPaths = (async () => {
  const { assets } = await catalogue();
  const shards = shardCount(assets.length);
  const lists: string[][] = Array.from({ length: shards }, () => []);
  for (const a of assets) lists[shardOf(a.code, shards)]?.push(a.id);
  return lists.map((ids, i) => ({ params: { shard: String(i) }, props: { ids } }));
}) satisfies GetStaticPaths;

/** Three that run now and help with the same things, for a listing that does not. */
async function nearOf(asset: Asset): Promise<NearEntry[]> {
  if (asset.status === 'active') return [];
  const all = await catalogue();
  const cards = await Promise.all(similarTo(asset, all).map((s) => cardFor(s.asset)));
  return cards.map(({ id, code, name, kind, where, rule, board }) => ({
    id,
    code,
    name,
    kind,
    where,
    when: (rule ?? board.lines.join(', ')).replace(/\.$/, ''),
  }));
}

export const GET: APIRoute<{ ids: string[] }> = async ({ props }) => {
  const all = await catalogue();
  const entries = props.ids
    .flatMap((id) => all.asset(id) ?? [])
    .map(async (asset) => {
      const place = asset.locations[0]?.place;
      const area = place ? all.place(place).area : asset.serviceArea?.areas[0];
      return entryOf(asset, await cardFor(asset), { area, near: await nearOf(asset) });
    });
  return Response.json(await Promise.all(entries));
};
