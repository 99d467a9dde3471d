import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { freeCode } from '#schemas/check/codes.ts';
import { suggestion } from '#schemas/check/files.ts';
import type { ImportMap } from './map.ts';
import type { Draft } from './row.ts';

/** Collections that an imported site takes over as they are. Listings, organisations and stories are its own. */
const TAKEN_OVER = ['topics', 'crisis', 'places', 'calendar', 'pages', 'teams', 'practices'];
const MARK = '.imported';

/** The folder cannot be written to, for a reason in words. */
export class OutRefused extends Error {}

/** Makes the folder ready: new, empty, or made by an earlier import, which is written over. */
export async function prepare(out: string): Promise<void> {
  const there: string[] = await readdir(out).catch(() => []);
  if (there.length > 0 && !there.includes(MARK))
    throw new OutRefused(`${out} has files in it that no import made. Name a new folder with --out.`);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, MARK), 'Made by npm run import, which writes over this folder.\n');
  for (const folder of ['assets', 'organisations']) {
    await rm(join(out, folder), { recursive: true, force: true });
    await mkdir(join(out, folder));
  }
}

/** Copies what the listings stand on from `base`, with the map's own areas and places. */
export async function writeBase(base: string, out: string, map: ImportMap): Promise<void> {
  for (const folder of TAKEN_OVER)
    await cp(join(base, folder), join(out, folder), { recursive: true }).catch((e: NodeJS.ErrnoException) => {
      if (e.code !== 'ENOENT') throw e;
    });
  const site = parseDocument(await readFile(join(base, 'site.yaml'), 'utf8'));
  for (const area of map.areas) site.addIn(['areas'], site.createNode(area));
  site.set('demonstration', false);
  site.delete('footer');
  await writeFile(join(out, 'site.yaml'), site.toString());
  await mkdir(join(out, 'places'), { recursive: true });
  for (const { id, ...place } of map.places)
    await writeFile(join(out, 'places', `${id}.yaml`), stringify(place));
}

/**
 * Gives each draft an id and a code, the same ones every time the same rows come in: the name, with the place and
 * then a number where others have it.
 */
export function named(drafts: readonly Draft[]): (Draft & { id: string; code: string })[] {
  const ids = new Set<string>();
  const codes = new Set<string>();
  return drafts.map((draft) => {
    const name = suggestion(draft.name).slice(0, 60).replace(/-$/, '');
    const tries = [name, `${name}-${draft.place}`];
    let id = tries.find((t) => !ids.has(t));
    for (let n = 2; id === undefined; n++) if (!ids.has(`${name}-${n}`)) id = `${name}-${n}`;
    ids.add(id);
    const code = freeCode(id, codes);
    codes.add(code);
    return { ...draft, id, code };
  });
}

/** Writes the listings and who runs them. */
export async function writeDrafts(
  out: string,
  drafts: readonly (Draft & { id: string; code: string })[],
): Promise<void> {
  for (const { id, code, data, body, organisation } of drafts) {
    const { name, kind, ...rest } = data;
    const front = stringify({ name, kind, code, ...rest }, { lineWidth: 0 });
    await writeFile(join(out, 'assets', `${id}.md`), `---\n${front}---\n\n${body}\n`);
    await writeFile(
      join(out, 'organisations', `${suggestion(organisation.name)}.yaml`),
      stringify({ kind: 'community-group', ...organisation }),
    );
  }
}
