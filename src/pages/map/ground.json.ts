import type { APIRoute } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { groundFile } from '#features/map/ground.ts';

/** What lies under the pins of every map: where pictures come from, and what to draw without them. */
export const GET: APIRoute = async () => {
  const { site, places, inPlace } = await catalogue();
  return Response.json(groundFile(site, places, (p) => inPlace(p).length));
};
