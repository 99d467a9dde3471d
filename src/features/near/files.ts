import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NearData, NearPlace } from '#lib/postcodes/look-up.ts';
import { middleOf, type OutcodeEntry } from '#lib/postcodes/outcode-file.ts';
import { type PostcodeIndex, postcodeIndex } from '#schemas/postcodes.ts';
import { type Content, contentDir, readContent } from '#schemas/read.ts';

/** Places to about 10 m: four decimals. */
const short = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** The outcodes of the imported files, then those that only places name, at the middle of those places. */
function outcodesOf(imported: readonly OutcodeEntry[], places: readonly NearPlace[]): OutcodeEntry[] {
  const known = new Set(imported.map((o) => o.code));
  const named = new Set(places.flatMap((p) => p.outcodes));
  const others = [...named].filter((code) => !known.has(code));
  const centres = others.flatMap((code): OutcodeEntry[] => {
    const middle = middleOf(places.filter((p) => p.outcodes.includes(code)));
    return middle ? [{ code, lat: short(middle.lat), lng: short(middle.lng), count: 0, whole: false }] : [];
  });
  return [...imported, ...centres].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** What the browser needs to find where a person is. */
export function nearData(content: Content, imported: readonly OutcodeEntry[]): NearData {
  const areaName = new Map(content.site.areas.map((a) => [a.id, a.name]));
  const places = content.places.map(
    (p): NearPlace => ({
      id: p.id,
      name: p.name,
      otherNames: p.otherNames,
      lat: p.lat,
      lng: p.lng,
      outcodes: p.outcodes,
      area: areaName.get(p.area) ?? '',
    }),
  );
  const taken = new Set(places.map((p) => p.name));
  const areas = content.site.areas.map((a): NearPlace => {
    const brief = a.name.replace(/ (City|Borough|District|County)$/, '');
    const otherNames = brief === a.name || taken.has(brief) ? [] : [brief];
    return { id: a.id, name: a.name, otherNames, lat: a.lat, lng: a.lng, outcodes: [], area: '' };
  });
  return { places, areas, outcodes: outcodesOf(imported, places) };
}

/** The index that `npm run places:import` wrote; undefined where it has not been run. Throws where it is damaged. */
async function importedIndex(folder: string): Promise<PostcodeIndex | undefined> {
  const text = await readFile(join(folder, 'index.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const read = postcodeIndex.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  throw new Error(`${folder}/index.json is damaged. Run npm run places:import again`);
}

/** Every file the build serves under /postcodes/: the index, and one for each imported outcode. */
export async function postcodeFiles(dir = contentDir()): Promise<{ name: string; body: string }[]> {
  const { content } = await readContent(dir);
  if (!content) throw new Error('The content cannot be read. Run npm run check');
  const folder = join(dir, 'postcodes');
  const index = await importedIndex(folder);
  const files = new Set(index ? await readdir(folder) : []);
  const bodies = (index?.outcodes ?? []).map(async ({ code }) => {
    const name = `${code}.json`;
    if (!files.has(name)) throw new Error(`${folder}/${name} is missing. Run npm run places:import again`);
    return { name, body: await readFile(join(folder, name), 'utf8') };
  });
  const data = nearData(content, index?.outcodes ?? []);
  return [{ name: 'index.json', body: JSON.stringify(data) }, ...(await Promise.all(bodies))];
}
