import type { Facets, FilterName, Filters } from '#search/contract.ts';
import { asked, type Table } from '#search/embedded/table.ts';

interface Gate {
  filter: FilterName;
  passes: boolean[];
  of: number[];
}

/**
 * Filters listings and counts facets in one pass. A listing that fails one filter only is still counted for that
 * filter's own choices, so that picking "Monday" does not make "Tuesday" read 0.
 */
export class Sifter {
  readonly #gates: Gate[];
  readonly #table: Table;
  readonly #counts: Map<FilterName, Uint32Array>;

  constructor(table: Table, filters: Partial<Filters>, facets: readonly FilterName[]) {
    this.#table = table;
    this.#gates = asked(filters).map(([filter, values]) => ({
      filter,
      passes: table.passes(filter, values),
      of: table.facets[filter].of,
    }));
    this.#counts = new Map(facets.map((f) => [f, new Uint32Array(table.facets[f].sets.length)]));
  }

  /** Counts a listing, and says whether it passes every filter. */
  take(n: number): boolean {
    let failed: FilterName | undefined;
    for (const g of this.#gates) {
      if (g.passes[g.of[n] ?? 0]) continue;
      if (failed) return false;
      failed = g.filter;
    }
    if (failed) {
      const own = this.#counts.get(failed);
      if (own) this.#add(own, failed, n);
      return false;
    }
    for (const [filter, counts] of this.#counts) this.#add(counts, filter, n);
    return true;
  }

  #add(counts: Uint32Array, filter: FilterName, n: number): void {
    const set = this.#table.facets[filter].of[n] ?? 0;
    counts[set] = (counts[set] ?? 0) + 1;
  }

  /** Counts by value, without the values that nothing has. */
  facets(): Facets {
    const out: Facets = {};
    for (const [filter, counts] of this.#counts) {
      const { values, sets } = this.#table.facets[filter];
      const byValue: Record<string, number> = {};
      counts.forEach((count, set) => {
        if (count > 0)
          for (const v of sets[set] ?? []) byValue[values[v] ?? ''] = (byValue[values[v] ?? ''] ?? 0) + count;
      });
      out[filter] = byValue;
    }
    return out;
  }
}
