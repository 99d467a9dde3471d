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

/** Speaks for the words that no phrase of the lexicon holds. A linear model: it adds up what each word leans to. */
export class Learned {
  /** How sure a guess must be to stand alone, to stand beside the lexicon's needs, and to agree with a hint. */
  readonly alone = 0.6;
  readonly extra = 0.9;
  readonly agrees = 0.2;
  readonly #table: LearnedTable;

  constructor(table: LearnedTable) {
    this.#table = table;
  }

  knows(stem: string): boolean {
    return this.#table.weights.has(stem);
  }

  /** Needs in order of lean, the weakest left out. `barred`: a word that counts for nothing for a topic. */
  guess(
    tokens: readonly Token[],
    counts: readonly boolean[],
    barred: (topic: TopicId, at: number) => boolean,
  ): Guess[] {
    const { topics, bias, weights } = this.#table;
    const sums = [...bias];
    const showed = topics.map(() => ({ from: -1, to: -1 }));
    const seen = new Set<string>();
    tokens.forEach((t, i) => {
      if (!counts[i] || seen.has(t.stem)) return;
      seen.add(t.stem);
      for (const [topic, w] of weights.get(t.stem) ?? []) {
        const id = topics[topic];
        if (id && w > 0 && barred(id, i)) continue;
        sums[topic] = (sums[topic] ?? 0) + w;
        const span = showed[topic];
        if (!span || w < 0.5) continue;
        if (span.from < 0) span.from = i;
        span.to = i;
      }
    });
    const top = Math.max(...sums);
    const powers = sums.map((s) => Math.exp(s - top));
    const all = powers.reduce((a, b) => a + b, 0);
    return topics
      .map((topic, k) => ({ topic, lean: (powers[k] ?? 0) / all, ...(showed[k] ?? { from: -1, to: -1 }) }))
      .filter((g) => g.from >= 0 && g.lean >= 0.1)
      .sort((a, b) => b.lean - a.lean);
  }
}
