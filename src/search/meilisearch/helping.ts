import type { Facets, FilterName } from '#search/contract.ts';
import { inBox, inCircle } from '#search/embedded/ground.ts';
import { Sifter } from '#search/embedded/sift.ts';
import type { Table } from '#search/embedded/table.ts';
import type { Task } from '#search/meilisearch/task.ts';

/**
 * The listings that help with a need that was read, whatever their words, within the filters and the place. They are in
 * the site's own table, exactly and at once, so the server is asked about words alone.
 */
export class Helping {
  readonly numbers: number[] = [];
  readonly #table: Table;
  readonly #task: Task;
  readonly #sifter: Sifter;

  constructor(table: Table, task: Task) {
    this.#table = table;
    this.#task = task;
    const { request, reading } = task;
    this.#sifter = new Sifter(table, request.filters, request.facets);
    if (reading.needs.length === 0) return;
    const topics = reading.needs.map((n) => n.topic);
    const helps = table.passes('topics', topics);
    const { of } = table.facets.topics;
    for (let n = 0; n < table.count; n++) if (helps[of[n] ?? 0] && this.takes(n)) this.numbers.push(n);
  }

  /** Whether one more listing is within the filters and the place; if so it is counted, so ask once. */
  takes(n: number): boolean {
    const { request, centre } = this.#task;
    return inBox(this.#table, n, request.bbox) && inCircle(this.#table, n, centre) && this.#sifter.take(n);
  }

  /** The counts of all that were taken. */
  facets(): Facets {
    return this.#sifter.facets();
  }
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
