import type { TopicId } from '#schemas/topic.ts';
import { TOPIC_IDS } from '#schemas/values.ts';
import type { LearnedTable } from '#search/analyse/learned.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { ARTICLES } from '#search/analyse/words.ts';

/** A text and the needs it stands for; none where it stands for nothing. */
export interface Example {
  text: string;
  topics: readonly TopicId[];
  /** How much it counts: a phrase of the lexicon 1. */
  weight: number;
}

const NONE = TOPIC_IDS.length;
const CLASSES = NONE + 1;
const EPOCHS = 16;
const RATE = 0.4;
const BIAS_RATE = 0.005;
/** How strongly weights are pulled to nothing: the inverse of the usual C. Chosen by cross-validation. */
const RIDGE = 0.25;
/** Weights nearer to nothing than this are left out of the table. */
const PRUNE = 0.25;

/** The stems of a text that the model reads: all but the emptiest words. */
export function featureStems(tokens: readonly Token[]): string[] {
  return [...new Set(tokens.filter((t) => !ARTICLES.has(t.word) || t.caps).map((t) => t.stem))];
}

const stemsOf = (text: string) => featureStems(readWords(text, text.length).tokens);

/**
 * Teaches a softmax regression which words go with which need, from the lexicon's phrases and the listings' own
 * words. Deterministic: the same examples give the same table. About 0.3 s for 8,000 examples.
 */
export function learn(examples: readonly Example[]): LearnedTable {
  const number = new Map<string, number>();
  const rows = examples.flatMap((e) => {
    const features = stemsOf(e.text).map((s) => {
      const n = number.get(s) ?? number.size;
      number.set(s, n);
      return n;
    });
    const target = e.topics.map((t) => TOPIC_IDS.indexOf(t));
    return features.length > 0
      ? [{ features, target: target.length > 0 ? target : [NONE], weight: e.weight }]
      : [];
  });
  const times = new Float32Array(number.size);
  for (const row of rows) for (const f of row.features) times[f] = (times[f] ?? 0) + row.weight;
  const model: Model = {
    weights: new Float32Array(number.size * CLASSES),
    squares: new Float32Array(number.size * CLASSES).fill(1e-4),
    bias: new Float32Array(CLASSES),
    times,
  };
  const order = rows.map((_, i) => i);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const row = rows[i];
      if (row) step(model, row);
    }
  }
  return tableOf(number, model);
}

interface Row {
  features: number[];
  target: number[];
  weight: number;
}

interface Model {
  /** By feature, then by class. */
  weights: Float32Array;
  /** Sums of squared gradients, for AdaGrad (Duchi and others, 2011). */
  squares: Float32Array;
  bias: Float32Array;
  /** How often each feature stands in the examples: the ridge is shared out over its occurrences. */
  times: Float32Array;
}

/** One step down the gradient of the cross-entropy with a ridge. */
function step(m: Model, row: Row): void {
  const p = new Float32Array(CLASSES);
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < CLASSES; c++) {
    let s = m.bias[c] ?? 0;
    for (const f of row.features) s += m.weights[f * CLASSES + c] ?? 0;
    p[c] = s;
    if (s > top) top = s;
  }
  let all = 0;
  for (let c = 0; c < CLASSES; c++) {
    p[c] = Math.exp((p[c] ?? 0) - top);
    all += p[c] ?? 0;
  }
  for (let c = 0; c < CLASSES; c++) {
    const wanted = row.target.includes(c) ? 1 / row.target.length : 0;
    const slope = row.weight * ((p[c] ?? 0) / all - wanted);
    m.bias[c] = (m.bias[c] ?? 0) - slope * BIAS_RATE;
    for (const f of row.features) {
      const k = f * CLASSES + c;
      const g = slope + (RIDGE * row.weight * (m.weights[k] ?? 0)) / (m.times[f] ?? 1);
      m.squares[k] = (m.squares[k] ?? 0) + g * g;
      m.weights[k] = (m.weights[k] ?? 0) - (RATE * g) / Math.sqrt(m.squares[k] ?? 1);
    }
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [order[i] ?? 0, order[j] ?? 0];
    order[i] = b;
    order[j] = a;
  }
}

/** Rounded to a half, small weights dropped, words that lean nowhere dropped. */
function tableOf(number: Map<string, number>, { weights, bias }: Model): LearnedTable {
  const table: LearnedTable = {
    topics: [...TOPIC_IDS],
    bias: [...bias].map((b) => Math.round(b * 100) / 100),
    weights: new Map(),
  };
  for (const [stem, n] of [...number].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const leanings: [number, number][] = [];
    for (let c = 0; c < CLASSES; c++) {
      const w = weights[n * CLASSES + c] ?? 0;
      if (Math.abs(w) >= PRUNE) leanings.push([c, Math.round(w * 2) / 2]);
    }
    if (leanings.some(([, w]) => w > 0)) table.weights.set(stem, leanings);
  }
  return table;
}
