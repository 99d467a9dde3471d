import type { Meilisearch } from 'meilisearch';
import { FILTER_NAMES } from '#search/contract.ts';
import { quoted } from '#search/meilisearch/enough.ts';
import type { ServerDocument } from '#search/meilisearch/server-document.ts';

/** A new index does not answer as its documents say that it should; it must not go live. */
export class CanaryFailed extends Error {
  override name = 'CanaryFailed';
}

const must = (right: boolean, what: string) => {
  if (!right) throw new CanaryFailed(`the new index is not right: ${what}. The old one stays`);
};

/** The choices of every filter and how many documents have each. */
function countsOf(documents: readonly ServerDocument[]): Map<string, Map<string, number>> {
  const out = new Map(FILTER_NAMES.map((f) => [f as string, new Map<string, number>()]));
  for (const d of documents)
    for (const f of FILTER_NAMES)
      for (const v of [d[f]].flat()) out.get(f)?.set(v, (out.get(f)?.get(v) ?? 0) + 1);
  return out;
}

const SAMPLES = 5;

/**
 * Asks a new index a handful of questions whose answers are known: how many listings it has, the count of every choice
 * of every filter, some listings by name, the map, and the order. Throws CanaryFailed.
 */
export async function checkCanaries(
  client: Meilisearch,
  uid: string,
  documents: readonly ServerDocument[],
): Promise<void> {
  const all = await client
    .index(uid)
    .search('', { limit: 1, facets: [...FILTER_NAMES], sort: ['checked:desc', 'id:asc'] });
  must(
    all.estimatedTotalHits === documents.length,
    `it has ${all.estimatedTotalHits} of ${documents.length} listings`,
  );
  for (const [filter, counts] of countsOf(documents)) {
    const got: Record<string, number> = all.facetDistribution?.[filter] ?? {};
    for (const [value, n] of counts)
      must(got[value] === n, `its filter "${filter}" counts ${got[value] ?? 0} for "${value}", not ${n}`);
  }
  const newest = documents.reduce<ServerDocument | undefined>(
    (a, b) => (a && (a.checked > b.checked || (a.checked === b.checked && a.id < b.id)) ? a : b),
    undefined,
  );
  must(newest === undefined || all.hits[0]?.['id'] === newest.id, 'its order by date is wrong');
  const step = Math.max(1, Math.floor(documents.length / SAMPLES));
  for (let i = 0; i < documents.length && i < step * SAMPLES; i += step) {
    const d = documents[i];
    if (!d?.words.name) continue;
    const q = d.words.name
      .split(' ')
      .slice(0, 5)
      .map((w) => `"${w}"`)
      .join(' ');
    const filter = `id = ${quoted(d.id)}`;
    const found = await client.index(uid).search(q, { filter, matchingStrategy: 'all' });
    must(found.hits[0]?.['id'] === d.id, `"${d.id}" is not found by its name`);
    if (!d._geo) continue;
    const near = await client
      .index(uid)
      .search('', { filter: [filter, `_geoRadius(${d._geo.lat}, ${d._geo.lng}, 50)`] });
    must(near.hits[0]?.['id'] === d.id, `"${d.id}" is not found where it is`);
  }
}
