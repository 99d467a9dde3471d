import { oneSlip, SLIP_MIN } from '#search/analyse/slip.ts';
import { SEARCHABLE, SEARCHED } from '#search/document.ts';
import type { Table } from '#search/embedded/table.ts';
import { LEVEL, PREFIX, SLIP } from '#search/embedded/terms.ts';
import { quoted } from '#search/meilisearch/enough.ts';
import type { Server } from '#search/meilisearch/pool.ts';
import type { AskedWord } from '#search/meilisearch/words.ts';

/** Listings whose words are kept: about 40 MB at the most. */
export const KEPT = 20_000;
/** Listings fetched by name at a time: the server takes the square of this to read such a filter. */
export const BY_NAME = 200;

/** What the words of a search find in each listing, by its number: see Evidence in score.ts. */
export interface WordEvidence {
  text: Float64Array;
  share: Float64Array;
  words: Uint8Array;
}

/** The least that a match is worth, where the server has found a word in a way of its own ("food bank", "foodbank"). */
const LEAST = SLIP * (LEVEL[1] ?? 0);

/** The words of some listings: for each stem, which of them have it, and the level (1 to 3) of the best field. */
export class Shelf {
  size = 0;
  readonly #has: Uint8Array;
  readonly #stems = new Map<string, { at: number[]; level: number[] }>();

  constructor(count: number) {
    this.#has = new Uint8Array(count);
  }

  has(n: number): boolean {
    return this.#has[n] === 1;
  }

  /** Puts a listing on the shelf, once. `words`: the stems of each of its fields. */
  add(n: number, words: Readonly<Record<string, string>>): void {
    if (this.has(n)) return;
    this.#has[n] = 1;
    this.size++;
    const seen = new Set<string>();
    // The most telling field first: a stem counts for the best that it stands in.
    for (const field of SEARCHED)
      for (const stem of (words[field] ?? '').split(' ')) {
        if (stem === '' || seen.has(stem)) continue;
        seen.add(stem);
        const posting = this.#stems.get(stem) ?? { at: [], level: [] };
        posting.at.push(n);
        posting.level.push(SEARCHABLE[field]);
        this.#stems.set(stem, posting);
      }
  }

  /** `sure`: for each word by number, listings that the server says have it. */
  evidenceOf(
    asked: readonly AskedWord[],
    weights: readonly number[],
    sure: ReadonlyMap<number, readonly number[]> = new Map(),
  ): WordEvidence {
    const count = this.#has.length;
    const e = {
      text: new Float64Array(count),
      share: new Float64Array(count),
      words: new Uint8Array(count),
    };
    const best = new Float64Array(count);
    asked.forEach((word, i) => {
      if (word.form === undefined) return;
      const touched: number[] = [];
      const raise = (n: number, worth: number) => {
        if (best[n] === 0) touched.push(n);
        if (worth > (best[n] ?? 0)) best[n] = worth;
      };
      for (const [stem, factor] of this.#formsOf(word)) {
        const { at, level } = this.#stems.get(stem) ?? { at: [], level: [] };
        for (let k = 0; k < at.length; k++) raise(at[k] ?? 0, factor * (LEVEL[level[k] ?? 0] ?? 0));
      }
      for (const n of sure.get(i) ?? []) raise(n, LEAST);
      const weight = weights[i] ?? 0;
      for (const n of touched) {
        e.words[n] = (e.words[n] ?? 0) + 1;
        e.share[n] = (e.share[n] ?? 0) + weight;
        e.text[n] = (e.text[n] ?? 0) + weight * (best[n] ?? 0);
        best[n] = 0;
      }
    });
    return e;
  }

  /** The stems that a word stands for, and how much each is worth: the same as the embedded engine's. */
  #formsOf({ word, stem, how }: AskedWord): [stem: string, factor: number][] {
    const out: [string, number][] = [...new Set([stem, word])].flatMap((form) =>
      this.#stems.has(form) ? [[form, 1]] : [],
    );
    if (how === 'whole') return out;
    if (how === 'open')
      for (const other of this.#stems.keys()) if (other.startsWith(word)) out.push([other, PREFIX]);
    // A slip only of what is no word of the listings, nor the beginning of one.
    if (out.length === 0 && stem.length >= SLIP_MIN)
      for (const other of this.#stems.keys()) if (oneSlip(stem, other)) out.push([other, SLIP]);
    return out;
  }
}

/** The words of listings, fetched when they are first scored. */
export class WordStore {
  readonly #table: Table;
  #shelf: Shelf;

  constructor(table: Table) {
    this.#table = table;
    this.#shelf = new Shelf(table.count);
  }

  /** A shelf with the words of these listings at least; a listing that is gone has none. */
  async of(numbers: readonly number[], server: Server): Promise<Shelf> {
    const lacking = (shelf: Shelf) => numbers.filter((n) => !shelf.has(n));
    // A full shelf gives way to an empty one; who still reads the old one keeps it.
    if (this.#shelf.size + lacking(this.#shelf).length > KEPT) this.#shelf = new Shelf(this.#table.count);
    const shelf = this.#shelf;
    const missing = lacking(shelf);
    if (missing.length === 0) return shelf;
    const { ids } = this.#table;
    const parts = Array.from({ length: Math.ceil(missing.length / BY_NAME) }, (_, i) =>
      missing.slice(i * BY_NAME, (i + 1) * BY_NAME),
    );
    const replies = await server.many(
      parts.map((part) => ({
        q: '',
        filter: [`id IN [${part.map((n) => quoted(ids[n] ?? '')).join(', ')}]`],
        limit: part.length,
        attributesToRetrieve: ['id', 'words'],
      })),
    );
    const words = new Map(replies.flatMap(({ hits }) => hits.map((h) => [h.id, h.words] as const)));
    for (const n of missing) shelf.add(n, words.get(ids[n] ?? '') ?? {});
    return shelf;
  }
}
