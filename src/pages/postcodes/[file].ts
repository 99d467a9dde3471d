import type { APIRoute, GetStaticPaths } from 'astro';
import { postcodeFiles } from '#features/near/files.ts';

/** Places and outcodes in one small index, and a file of postcodes for each outcode, fetched only when needed. */
export const getStaticPaths = (async () =>
  (await postcodeFiles()).map(({ name, body }) => ({
    params: { file: name },
    props: { body },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ body: string }> = ({ props }) =>
  new Response(props.body, { headers: { 'content-type': 'application/json' } });
