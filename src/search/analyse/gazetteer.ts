import { outcodeOf } from '#lib/postcode.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { SlipIndex } from '#search/analyse/slip.ts';
import { KIN, LIGHT } from '#search/analyse/words.ts';
import type { Point } from '#search/contract.ts';

/** A place or an area that words can name. */
export interface Spot extends Point {
  id: string;
  name: string;
  /** How far around it the words reach, in metres. */
  radiusM: number;
  names: string[];
  /** Outward postcodes that mean this place; each belongs to one place only. */
  outcodes: string[];
}

export interface FoundPlace {
  spot: Spot;
  from: number;
  to: number;
}

/** Words that stand before a place. */
const BEFORE = new Set('in near nearby at around round from by live living to outside'.split(' '));
/** Words that stand between such a word and the place: "in the centre of Leigh". */
const BETWEEN = new Set('the centre center of town middle somewhere anywhere'.split(' '));

/**
 * Names of places that are ordinary words, first names or surnames too. They are taken for the place only after
 * "in", "near" and the like, or when they are all that was typed.
 */
const ORDINARY = new Set(
  `milton lee royston haigh bryn scholes abram woodside astley norley calton bury aspull ince lowton orrell bridge
   royal west end toon green swinley winstanley standish pennington cathcart merchant centre city hill ashton
   platt lane bridgeton townhead hindley shaw`
    .trim()
    .split(/\s+/),
);
/** Of these, the ones that name nothing else here in practice, and may also end what was typed: "food bank ashton". */
const TAILS = new Set(
  'milton royston haigh bryn scholes abram woodside astley norley calton aspull ince lowton orrell swinley winstanley standish pennington cathcart ashton bridgeton townhead hindley'.split(
    ' ',
  ),
);

const LONGEST = 4;

/** Finds the one place that words name. */
export class Gazetteer {
  readonly #byName = new Map<string, Spot>();
  readonly #byOutcode = new Map<string, Spot>();
  readonly #slips: SlipIndex;
  readonly #known: (word: string) => boolean;

  /** `known` says whether a word is an ordinary one, which is then never a misspelt place. */
  constructor(spots: readonly Spot[], known: (word: string) => boolean) {
    this.#known = known;
    for (const s of spots)
      for (const n of s.names) {
        const key = keyOf(readWords(n).tokens);
        if (key && !this.#byName.has(key)) this.#byName.set(key, s);
      }
    this.#slips = new SlipIndex([...this.#byName.keys()].filter((k) => k.length > 5 && !ORDINARY.has(k)));
    for (const s of spots) for (const code of s.outcodes) this.#byOutcode.set(code, s);
  }

  /** The place named, the longest and then the last; a postcode before any name. */
  find(tokens: readonly Token[]): FoundPlace | null {
    return this.#postcode(tokens) ?? this.#named(tokens, false) ?? this.#named(tokens, true);
  }

  #postcode(tokens: readonly Token[]): FoundPlace | null {
    for (let i = 0; i < tokens.length; i++) {
      const [a = '', b = ''] = [tokens[i]?.raw, tokens[i + 1]?.raw];
      for (const [text, n] of [
        [a + b, 2],
        [a, 1],
      ] as const) {
        if (n === 2 && !/^\d[a-z]{2}$/.test(b)) continue;
        const code = /\d/.test(text) ? outcodeOf(text) : null;
        const spot = code ? this.#byOutcode.get(code) : undefined;
        if (spot) return { spot, from: i, to: i + n };
      }
    }
    return null;
  }

  #named(tokens: readonly Token[], slip: boolean): FoundPlace | null {
    let best: FoundPlace | null = null;
    for (let i = 0; i < tokens.length; i++)
      for (let n = Math.min(LONGEST, tokens.length - i); n > 0; n--) {
        if (tokens.slice(i + 1, i + n).some((t) => t.breaks)) continue;
        const key = keyOf(tokens.slice(i, i + n));
        const spot = slip ? this.#misspelt(key) : this.#byName.get(key);
        if (!spot || !this.#meant(key, tokens, i, n)) continue;
        if (!best || n >= best.to - best.from) best = { spot, from: i, to: i + n };
        break;
      }
    return best;
  }

  #misspelt(key: string): Spot | undefined {
    if (key.length < 6 || this.#known(key) || key.split(' ').every((w) => this.#known(w))) return undefined;
    const [near] = this.#slips.near(key, 1);
    return near && near[0] === key[0] ? this.#byName.get(near) : undefined;
  }

  /** Whether a name that is also a word stands where a place would. */
  #meant(key: string, tokens: readonly Token[], at: number, n: number): boolean {
    const before = tokens[at - 1];
    if (n === 1 && before && KIN.has(before.word) && !BEFORE.has(before.word))
      return !ORDINARY.has(key) && n > 1;
    if (!ORDINARY.has(key)) return true;
    if (tokens.length === n) return true;
    let i = at - 1;
    while (i >= 0 && BETWEEN.has(tokens[i]?.word ?? '')) i--;
    if (BEFORE.has(tokens[i]?.word ?? '')) return true;
    return TAILS.has(key) && at + n === tokens.length && !LIGHT.has(before?.word ?? '');
  }
}

const keyOf = (tokens: readonly Token[]) => tokens.map((t) => t.raw).join(' ');

/** The words of the place and the "in" or "near" before it, which say nothing once the place is known. */
export function withoutPlace(tokens: readonly Token[], found: FoundPlace): Token[] {
  let from = found.from;
  while (from > 0) {
    const word = tokens[from - 1]?.word ?? '';
    if (!BEFORE.has(word) && !BETWEEN.has(word)) break;
    from--;
  }
  return tokens.filter((_, i) => i < from || i >= found.to);
}
