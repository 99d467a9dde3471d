import type { Facets, FilterName } from '#search/contract.ts';
import { inBox, inCircle } from '#search/embedded/ground.ts';
import { Sifter } from '#search/embedded/sift.ts';
import type { Known } from '#search/meilisearch/known.ts';
import type { Task } from '#search/meilisearch/task.ts';

/** The listings that help with a need that was read, whatever their words, within the filters and the place. */
export interface Helping {
  numbers: number[];
  facets: Facets;
}

/**
 * Who helps with a need is in the site's own table, exactly and at once. So the server is asked about words alone, and
 * counts only what its words add.
 */
export function helpingOf({ table }: Known, { request, reading, centre }: Task): Helping {
  const sifter = new Sifter(table, request.filters, request.facets);
  const helps = table.passes(
    'topics',
    reading.needs.map((n) => n.topic),
  );
  const of = table.facets.topics.of;
  const numbers: number[] = [];
  for (let n = 0; n < table.count; n++)
    if (helps[of[n] ?? 0] && inBox(table, n, request.bbox) && inCircle(table, n, centre) && sifter.take(n))
      numbers.push(n);
  return { numbers, facets: sifter.facets() };
}

/** Counts of two lots of listings that have none in common. */
export function added(facets: readonly FilterName[], a: Facets, b: Facets): Facets {
  const out: Facets = {};
  for (const f of facets) {
    const sum: Record<string, number> = { ...a[f] };
    for (const [value, n] of Object.entries(b[f] ?? {})) sum[value] = (sum[value] ?? 0) + n;
    out[f] = sum;
  }
  return out;
}
