import type { APIRoute, GetStaticPaths } from 'astro';
import { searchFiles } from '#features/directory/search-files.ts';

/** The search files of this build. Their names hold a hash of their bytes, so they may be kept for ever. */
export const getStaticPaths = (async () => {
  const { words, index } = await searchFiles();
  return [words, index].map(({ name, body }) => ({ params: { file: name }, props: { body } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ body: string }> = ({ props }) =>
  new Response(props.body, { headers: { 'content-type': 'application/json' } });
