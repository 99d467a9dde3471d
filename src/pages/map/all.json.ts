import type { APIRoute } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { pinFile } from '#features/map/pin-file.ts';

/** The pins of every open listing: what the find page's map is drawn from, whatever is searched for. */
export const GET: APIRoute = async () => {
  const { open, place } = await catalogue();
  return Response.json(pinFile(open, (id) => place(id).name));
};
