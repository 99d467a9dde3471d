import type { APIRoute, GetStaticPaths } from 'astro';
import { embedReply } from '#features/embed/files.ts';
import { MOST_ROWS } from '#features/embed/rows.ts';
import { type EmbedList, embedFile, needLists } from '#layouts/embed/lists.ts';

/** The listings of a need for other sites. */
export const getStaticPaths = (async () =>
  (await needLists()).map((list) => ({
    params: { id: list.id },
    props: { list },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ list: EmbedList }> = async ({ props }) =>
  embedReply(await embedFile(props.list, MOST_ROWS));
