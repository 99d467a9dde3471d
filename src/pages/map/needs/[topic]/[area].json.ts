import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { inArea } from '#features/directory/reach.ts';
import { pinFile } from '#features/map/pin-file.ts';

/** The pins of a need in one area. */
export const getStaticPaths = (async () => {
  const { topics, site } = await catalogue();
  return topics.flatMap(({ id: topic }) =>
    site.areas.map(({ id: area }) => ({ params: { topic, area }, props: { topic, area } })),
  );
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ topic: string; area: string }> = async ({ props }) => {
  const all = await catalogue();
  const list = all.withTopic(props.topic).filter((a) => inArea(a, props.area, all));
  return Response.json(pinFile(list, (id) => all.place(id).name));
};
