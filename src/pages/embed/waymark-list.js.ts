import type { APIRoute } from 'astro';
import { embedScript } from '#features/embed/bundle.ts';

/** The custom element, whole, under a name that never changes. */
export const GET: APIRoute = async () =>
  new Response(await embedScript(), { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
