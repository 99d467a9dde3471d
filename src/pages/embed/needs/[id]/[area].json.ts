import type { APIRoute, GetStaticPaths } from 'astro';
import { embedReply } from '#features/embed/files.ts';
import { MOST_ROWS } from '#features/embed/rows.ts';
import { areaNeedLists, type EmbedList, embedFile } from '#layouts/embed/lists.ts';

/** The listings of a need in a whole area for other sites. */
export const getStaticPaths = (async () =>
  (await areaNeedLists()).map((list) => ({
    params: { id: list.id, area: list.area },
    props: { list },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ list: EmbedList }> = async ({ props }) =>
  embedReply(await embedFile(props.list, MOST_ROWS));
