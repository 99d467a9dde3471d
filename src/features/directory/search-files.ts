import { contentDir, readContent } from '#schemas/read.ts';
import { buildSearch } from '#search/embedded/build.ts';

let built: ReturnType<typeof make> | undefined;

async function make() {
  const { content } = await readContent(contentDir());
  if (!content) throw new Error('The content cannot be read. Run npm run check');
  return buildSearch(content);
}

/** The two files that the browser searches with, made once a build. */
export function searchFiles() {
  built ??= make();
  return built;
}
