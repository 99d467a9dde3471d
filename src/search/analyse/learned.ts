import type { TopicId } from '#schemas/topic.ts';
import type { Token } from '#search/analyse/normalise.ts';

/** What was learned of words: for each stem its leanings. Made by learn.ts. */
export interface LearnedTable {
  topics: TopicId[];
  /** Log-odds of each topic before a word is read; the last is "none of them". */
  bias: number[];
  /** Stem → pairs of topic number (the last is none) and weight. */
  weights: Map<string, [topic: number, weight: number][]>;
}

/** A need that words nobody listed seem to mean. `lean` 0 to 1 is how sure. */
export interface Guess {
  topic: TopicId;
  lean: number;
  from: number;
  to: number;
}

/** How sure a guess must be to stand alone, to stand beside the lexicon's needs, and to agree with a hint. */
export interface Thresholds {
  alone: number;
  extra: number;
  agrees: number;
  /** The learned share of a need's weight, the lexicon having the rest. */
  mix: number;
  /** A listed need with less weight than this is not believed. */
  doubt: number;
}

const USUAL: Thresholds = { alone: 0.25, extra: 0.5, agrees: 0.2, mix: 0.5, doubt: 0.3 };

/** Words in a phrase as people write them in the lexicon. */
const CALM_FROM = 4;

/** Speaks for the words that no phrase of the lexicon holds. A linear model: it adds up what each word leans to. */
export class Learned {
  readonly thresholds: Thresholds;
  readonly #table: LearnedTable;

  constructor(table: LearnedTable, thresholds: Partial<Thresholds> = {}) {
    this.#table = table;
    this.thresholds = { ...USUAL, ...thresholds };
  }

  knows(stem: string): boolean {
    return this.#table.weights.has(stem);
  }

  /** Needs in order of lean, the weakest left out. `counts`: which words are read. `barred`: a word that counts for nothing for a topic. */
  guess(
    tokens: readonly Token[],
    counts?: readonly boolean[],
    barred?: (topic: TopicId, at: number) => boolean,
  ): Guess[] {
    const { topics, bias, weights } = this.#table;
    const sums = [...bias];
    const showed = topics.map(() => ({ from: -1, to: -1 }));
    const seen = new Set<string>();
    tokens.forEach((t, i) => {
      if (counts?.[i] === false || seen.has(t.stem)) return;
      seen.add(t.stem);
      for (const [topic, w] of weights.get(t.stem) ?? []) {
        const id = topics[topic];
        if (id && w > 0 && barred?.(id, i)) continue;
        sums[topic] = (sums[topic] ?? 0) + w;
        const span = showed[topic];
        if (!span || w < 0.5) continue;
        if (span.from < 0) span.from = i;
        span.to = i;
      }
    });
    // It was taught on short phrases: in a long sentence the small leanings of many words would drown the telling few.
    const calm = Math.min(1, Math.sqrt(CALM_FROM / Math.max(1, seen.size)));
    const top = Math.max(...sums);
    const powers = sums.map((s) => Math.exp((s - top) * calm));
    const all = powers.reduce((a, b) => a + b, 0);
    return topics
      .map((topic, k) => ({ topic, lean: (powers[k] ?? 0) / all, ...(showed[k] ?? { from: -1, to: -1 }) }))
      .filter((g) => g.from >= 0 && g.lean >= 0.02)
      .sort((a, b) => b.lean - a.lean);
  }
}
