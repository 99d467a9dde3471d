import type { Feature } from '#search/analyse/features.ts';

/** What was learned of words: for each feature its leanings. Made by learn.ts. */
export interface LearnedTable<C extends string> {
  classes: readonly C[];
  /** Log-odds of each class before a word is read; the last is "none of them". */
  bias: number[];
  /** Feature → pairs of class number (the last is none) and weight. */
  weights: Map<string, [label: number, weight: number][]>;
}

/** What words nobody listed seem to mean. `lean` 0 to 1 is how sure; `from` and `to` are the tokens that showed it. */
export interface Guess<C extends string> {
  label: C;
  lean: number;
  from: number;
  to: number;
}

/** Words in a phrase as people write them in the lexicon. */
const CALM_FROM = 4;
/** A feature that leans less than this is not what showed a class. */
const SHOWS = 0.5;
/** Guesses weaker than this are no use to anyone. */
const FAINT = 0.02;

/** Speaks for the words that no phrase holds. A linear model: it adds up what each word leans to. */
export class Learned<C extends string> {
  readonly #table: LearnedTable<C>;

  constructor(table: LearnedTable<C>) {
    this.#table = table;
  }

  knows(stem: string): boolean {
    return this.#table.weights.has(stem);
  }

  /** Classes in order of lean, the faint ones left out. `barred`: a token that counts for nothing for a class. */
  guess(features: readonly Feature[], barred?: (label: C, at: number) => boolean): Guess<C>[] {
    const { classes, bias, weights } = this.#table;
    const sums = [...bias];
    const showed = classes.map((label) => ({ label, from: -1, to: -1 }));
    let read = 0;
    for (const { name, at, tells } of features) {
      if (!name.includes(' ')) read++;
      for (const [c, w] of weights.get(name) ?? []) {
        const span = showed[c];
        if (span && w > 0 && barred?.(span.label, at)) continue;
        sums[c] = (sums[c] ?? 0) + w;
        if (!span || !tells || w < SHOWS) continue;
        span.from = span.from < 0 ? at : Math.min(span.from, at);
        span.to = Math.max(span.to, at);
      }
    }
    // It was taught on short phrases: in a long sentence the small leanings of many words would drown the telling few.
    const calm = Math.min(1, Math.sqrt(CALM_FROM / Math.max(1, read)));
    const top = Math.max(...sums);
    const powers = sums.map((s) => Math.exp((s - top) * calm));
    const all = powers.reduce((a, b) => a + b, 0);
    return showed
      .map((span, c) => ({ ...span, lean: (powers[c] ?? 0) / all }))
      .filter((g) => g.from >= 0 && g.lean >= FAINT)
      .sort((a, b) => b.lean - a.lean);
  }
}
