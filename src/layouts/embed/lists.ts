import { bestFirst, cardFor } from '#features/directory/cards.ts';
import { type Catalogue, catalogue } from '#features/directory/catalogue.ts';
import { inArea } from '#features/directory/reach.ts';
import { type EmbedFile, type EmbedRow, embedRow } from '#features/embed/rows.ts';
import type { Asset } from '#schemas/asset.ts';

/** Joins the directory to the lists for other sites, since neither knows the other. */

/** An id that stands in an address under /embed/, and what its list is. */
export interface EmbedList {
  id: string;
  title: string;
  more: string;
  assets: Asset[];
}

export const rowsOf = (assets: readonly Asset[], all: Catalogue): Promise<EmbedRow[]> =>
  Promise.all(
    assets.map(async (a) =>
      embedRow(
        a,
        await cardFor(a),
        all.site.areas.filter((area) => inArea(a, area.id, all)).map((area) => area.id),
      ),
    ),
  );

/** A list for each need. Those whose main need it is come first. */
export async function needLists(): Promise<EmbedList[]> {
  const all = await catalogue();
  return all.topics.map((t) => ({
    id: t.id,
    title: t.label,
    more: `/needs/${t.id}/`,
    assets: bestFirst(
      all.withTopic(t.id).toSorted((a, b) => Number(b.topics[0] === t.id) - Number(a.topics[0] === t.id)),
      all.today,
    ),
  }));
}

/** A list for each need in each area. */
export async function areaNeedLists(): Promise<(EmbedList & { area: string })[]> {
  const all = await catalogue();
  const needs = await needLists();
  return all.site.areas.flatMap((area) =>
    needs.map(({ id, title, assets }) => ({
      id,
      area: `area-${area.id}`,
      title: `${title}: ${area.name}`,
      more: `/needs/${id}/${area.id}/`,
      assets: assets.filter((a) => inArea(a, area.id, all)),
    })),
  );
}

/** A list for each place, and for each whole area as `area-<id>`. */
export async function placeLists(): Promise<EmbedList[]> {
  const all = await catalogue();
  const places = all.places.map((p) => ({
    id: p.id,
    title: `Things to do and people who help in ${p.name}`,
    more: `/places/${p.id}/`,
    assets: bestFirst(all.inPlace(p), all.today),
  }));
  const areas = all.site.areas.map((area) => ({
    id: `area-${area.id}`,
    title: `Things to do and people who help in ${area.name}`,
    more: `/places/#${area.id}`,
    assets: bestFirst(
      all.open.filter((a) => inArea(a, area.id, all)),
      all.today,
    ),
  }));
  return [...places, ...areas];
}

/** The file of a list, with at most so many rows. */
export async function embedFile({ title, more, assets }: EmbedList, most: number): Promise<EmbedFile> {
  const all = await catalogue();
  return { title, more, site: all.site.name, rows: await rowsOf(assets.slice(0, most), all) };
}
