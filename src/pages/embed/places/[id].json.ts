import type { APIRoute, GetStaticPaths } from 'astro';
import { embedReply } from '#features/embed/files.ts';
import { MOST_OF_PLACE } from '#features/embed/rows.ts';
import { type EmbedList, embedFile, placeLists } from '#layouts/embed/lists.ts';

/** The listings of a place, or of a whole area, for other sites. */
export const getStaticPaths = (async () =>
  (await placeLists()).map((list) => ({
    params: { id: list.id },
    props: { list },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ list: EmbedList }> = async ({ props }) =>
  embedReply(await embedFile(props.list, MOST_OF_PLACE));
