import { contentDir, readSite } from '#schemas/read.ts';
import { brokenLinks } from './lib/links.ts';

/** `node scripts/run.mjs links`: every link and fragment inside the built site leads somewhere. Exit 1 where not. */
const outDir = process.env['OUT_DIR'] || 'dist';
const { site } = await readSite(contentDir());
const { pages, links, broken } = await brokenLinks(`${outDir}/client`, site?.url ?? 'http://localhost');
for (const { page, link, why } of broken.slice(0, 50)) console.log(`${page}: ${link} ${why}`);
if (broken.length > 50) console.log(`and ${broken.length - 50} more`);
console.log(
  broken.length === 0 ? `${links} links on ${pages} pages lead somewhere` : `${broken.length} broken links`,
);
if (pages === 0) console.log(`There is no site in ${outDir}. Run npm run build first.`);
process.exitCode = broken.length > 0 || pages === 0 ? 1 : 0;
