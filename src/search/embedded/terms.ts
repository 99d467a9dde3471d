import { frontDecoded } from '#search/analyse/knowledge-file.ts';
import { SlipIndex } from '#search/analyse/slip.ts';
import { stem } from '#search/analyse/stem.ts';
import type { IndexFile } from '#search/embedded/format.ts';
import { CorruptIndex } from '#search/embedded/table.ts';
import { END, unpack } from '#search/pack.ts';

/** Where one term stands: listing numbers, and the level (1 to 3) of the field. */
interface Posting {
  at: number[];
  level: number[];
}

/** What a level is worth, of 1 for a name. */
export const LEVEL = [0, 0.45, 0.75, 1];
/** A word that the term only begins with, or that is a slip away, counts for less. */
export const PREFIX = 0.7;
export const SLIP = 0.7;
export const PREFIX_MIN = 3;
/** At most this many terms are tried for one beginning. */
const PREFIX_TERMS = 40;

/** How the words matched, listing by listing. */
export interface TextMatch {
  /** 0 to 1: matched weight by level, of all there is. */
  text: Float32Array;
  /** 0 to 1: matched weight, of all there is. */
  share: Float32Array;
  words: Uint8Array;
  /** Listings with any match, in no order. */
  touched: number[];
}

/** What a word says that stands in `listings` of all `count`: rare words say more. */
export const idf = (count: number, listings: number) => Math.log(1 + count / (listings + 1));

interface Candidate {
  term: number;
  factor: number;
}

/** The words of the listings: a sorted list of stems, each with where it stands. */
export class Terms {
  readonly #terms: string[];
  readonly #number: Map<string, number>;
  readonly #packed: string[];
  readonly #unpacked = new Map<number, Posting>();
  readonly #count: number;
  readonly #isReal: (word: string) => boolean;
  #slips: SlipIndex | undefined;

  /** `isReal`: whether a word is an ordinary one, which is never taken for a slip of another. */
  constructor(file: IndexFile, isReal: (word: string) => boolean) {
    this.#count = file.count;
    this.#isReal = isReal;
    this.#terms = frontDecoded(file.terms);
    this.#number = new Map(this.#terms.map((t, i) => [t, i]));
    this.#packed = file.postings.split(END).slice(0, -1);
    if (this.#packed.length !== this.#terms.length)
      throw new CorruptIndex('its terms and postings differ in number');
  }

  #posting(term: number): Posting {
    const had = this.#unpacked.get(term);
    if (had) return had;
    const posting: Posting = { at: [], level: [] };
    let n = -1;
    for (const v of unpack(this.#packed[term] ?? '')) {
      n += Math.floor(v / 3) + 1;
      posting.at.push(n);
      posting.level.push((v % 3) + 1);
    }
    this.#unpacked.set(term, posting);
    return posting;
  }

  /** The terms that a word may stand for. `open`: it is still being typed, so a beginning counts. */
  #candidates(word: string, open: boolean): Candidate[] {
    const found = new Map<number, number>();
    for (const form of new Set([stem(word), word])) {
      const n = this.#number.get(form);
      if (n !== undefined) found.set(n, 1);
    }
    if (open && word.length >= PREFIX_MIN)
      for (const n of this.#beginning(word)) if (!found.has(n)) found.set(n, PREFIX);
    if (found.size === 0 && !this.#isReal(word)) {
      this.#slips ??= new SlipIndex(this.#terms);
      for (const t of this.#slips.near(stem(word))) {
        const n = this.#number.get(t);
        if (n !== undefined) found.set(n, SLIP);
      }
    }
    return [...found].map(([term, factor]) => ({ term, factor }));
  }

  #beginning(word: string): number[] {
    let low = 0;
    let high = this.#terms.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((this.#terms[mid] ?? '') < word) low = mid + 1;
      else high = mid;
    }
    const out: number[] = [];
    while (out.length < PREFIX_TERMS && this.#terms[low]?.startsWith(word)) out.push(low++);
    return out;
  }

  /** Matches words against every listing. `typing`: the last word may be unfinished. */
  match(words: readonly string[], typing: boolean): TextMatch {
    const text = new Float32Array(this.#count);
    const share = new Float32Array(this.#count);
    const matched = new Uint8Array(this.#count);
    const touched: number[] = [];
    const best = new Float32Array(this.#count);
    let all = 0;
    words.forEach((word, i) => {
      const here: number[] = [];
      for (const { term, factor } of this.#candidates(word, typing && i === words.length - 1)) {
        const { at, level } = this.#posting(term);
        for (let k = 0; k < at.length; k++) {
          const n = at[k] ?? 0;
          const worth = factor * (LEVEL[level[k] ?? 0] ?? 0);
          if ((best[n] ?? 0) === 0) here.push(n);
          if (worth > (best[n] ?? 0)) best[n] = worth;
        }
      }
      const weight = idf(this.#count, here.length);
      all += weight;
      for (const n of here) {
        if (matched[n] === 0) touched.push(n);
        if ((matched[n] ?? 0) < 255) matched[n] = (matched[n] ?? 0) + 1;
        text[n] = (text[n] ?? 0) + weight * (best[n] ?? 0);
        share[n] = (share[n] ?? 0) + weight;
        best[n] = 0;
      }
    });
    for (const n of touched) {
      text[n] = (text[n] ?? 0) / all;
      share[n] = (share[n] ?? 0) / all;
    }
    return { text, share, words: matched, touched };
  }
}
