import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { CODE_FILES } from '#features/embed/rows.ts';
import { rowsOf } from '#layouts/embed/lists.ts';
import { shardOf } from '#lib/shard.ts';

/** Listings by a hash of their code, for lists that an editor picked one by one. */
export const getStaticPaths = (() =>
  Array.from({ length: CODE_FILES }, (_, i) => ({
    params: { shard: String(i) },
    props: { shard: i },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ shard: number }> = async ({ props }) => {
  const all = await catalogue();
  const assets = all.open.filter((a) => shardOf(a.code, CODE_FILES) === props.shard);
  return Response.json({
    title: 'Places to try',
    more: '/',
    site: all.site.name,
    rows: await rowsOf(assets, all),
  });
};
