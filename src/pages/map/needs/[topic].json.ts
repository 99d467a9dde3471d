import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { pinFile } from '#features/map/pin-file.ts';

/** The pins of a need's page. */
export const getStaticPaths = (async () => {
  const { topics } = await catalogue();
  return topics.map((topic) => ({ params: { topic: topic.id }, props: { topic: topic.id } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ topic: string }> = async ({ props }) => {
  const { withTopic, place } = await catalogue();
  return Response.json(pinFile(withTopic(props.topic), (id) => place(id).name));
};
