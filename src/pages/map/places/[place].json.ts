import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { pinFile } from '#features/map/pin-file.ts';
import type { Place } from '#schemas/place.ts';

/** The pins of a place's page. */
export const getStaticPaths = (async () => {
  const { places } = await catalogue();
  return places.map((place) => ({ params: { place: place.id }, props: { place } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ place: Place }> = async ({ props }) => {
  const { inPlace, place } = await catalogue();
  return Response.json(
    pinFile(
      inPlace(props.place),
      (id) => place(id).name,
      (location) => location.place === props.place.id,
    ),
  );
};
