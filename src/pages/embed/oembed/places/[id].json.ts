import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { oembedReply } from '#features/embed/oembed.ts';
import { type EmbedList, placeLists } from '#layouts/embed/lists.ts';

/** What a site that knows oEmbed asks for: a frame with the list of a place. */
export const getStaticPaths = (async () =>
  (await placeLists()).map((list) => ({
    params: { id: list.id },
    props: { list },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ list: EmbedList }> = async ({ props: { list } }) =>
  oembedReply('places', list, (await catalogue()).site);
