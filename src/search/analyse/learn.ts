import type { Features } from '#search/analyse/features.ts';
import type { LearnedTable } from '#search/analyse/learned.ts';
import { readWords } from '#search/analyse/normalise.ts';

/** A text and what it stands for; no labels where it stands for nothing. */
export interface Example<C extends string> {
  text: string;
  labels: readonly C[];
  /** How much it counts: a phrase of the lexicon 1. */
  weight: number;
}

/** Bump it when anything here changes: learn-once.ts keeps tables by it. */
export const LEARNER = 1;

const EPOCHS = 16;
const RATE = 0.4;
const BIAS_RATE = 0.005;
/** How strongly weights are pulled to nothing: the inverse of the usual C. Chosen by cross-validation. */
const RIDGE = 0.2;
/** Weights nearer to nothing than this are left out of the table. */
const PRUNE = { for: 0.4, against: 0.8 };

/** A pair of words must be seen this often to be a feature. */
const PAIR_MIN = 5;

/**
 * Teaches a softmax regression which words go with which class, or with none. Deterministic: the same examples give
 * the same table. About a second for 16,000 short examples.
 */
export function learn<C extends string>(
  classes: readonly C[],
  examples: readonly Example<C>[],
  featuresOf: Features,
): LearnedTable<C> {
  const width = classes.length + 1;
  const number = new Map<string, number>();
  const read = examples.map((e) => ({
    e,
    features: featuresOf(readWords(e.text, e.text.length).tokens).map((f) => f.name),
  }));
  const seen = new Map<string, number>();
  for (const { features } of read) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1);
  const rows = read.flatMap(({ e, features: all }) => {
    const kept = all.filter((f) => !f.includes(' ') || (seen.get(f) ?? 0) >= PAIR_MIN);
    const features = kept.map((s) => {
      const n = number.get(s) ?? number.size;
      number.set(s, n);
      return n;
    });
    const target = e.labels.map((t) => classes.indexOf(t));
    return features.length > 0
      ? [{ features, target: target.length > 0 ? target : [classes.length], weight: e.weight }]
      : [];
  });
  const times = new Float32Array(number.size);
  for (const row of rows) for (const f of row.features) times[f] = (times[f] ?? 0) + row.weight;
  const model: Model = {
    width,
    weights: new Float32Array(number.size * width),
    squares: new Float32Array(number.size * width).fill(1e-4),
    bias: new Float32Array(width),
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
  return tableOf(classes, number, model);
}

interface Row {
  features: number[];
  target: number[];
  weight: number;
}

interface Model {
  /** Classes, and one for none. */
  width: number;
  /** By feature, then by class. */
  weights: Float32Array;
  /** Sums of squared gradients, for AdaGrad (Duchi and others, 2011). */
  squares: Float32Array;
  bias: Float32Array;
  /** How often each feature stands in the examples: the ridge is shared out over its occurrences. */
  times: Float32Array;
}

/** One step down the gradient of the cross-entropy with a ridge. */
function step({ width, weights, squares, bias, times }: Model, row: Row): void {
  const p = Float64Array.from(bias);
  for (const f of row.features)
    for (let c = 0; c < width; c++) p[c] = (p[c] ?? 0) + (weights[f * width + c] ?? 0);
  const top = Math.max(...p);
  let all = 0;
  for (let c = 0; c < width; c++) {
    const e = Math.exp((p[c] ?? 0) - top);
    p[c] = e;
    all += e;
  }
  for (let c = 0; c < width; c++) {
    const wanted = row.target.includes(c) ? 1 / row.target.length : 0;
    const likely = (p[c] ?? 0) / all;
    const slope = row.weight * (likely - wanted);
    bias[c] = (bias[c] ?? 0) - slope * BIAS_RATE;
    for (const f of row.features) {
      const k = f * width + c;
      const w = weights[k] ?? 0;
      const g = slope + (RIDGE * row.weight * w) / (times[f] ?? 1);
      const square = (squares[k] ?? 0) + g * g;
      squares[k] = square;
      weights[k] = w - (RATE * g) / Math.sqrt(square);
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
function tableOf<C extends string>(
  classes: readonly C[],
  number: Map<string, number>,
  m: Model,
): LearnedTable<C> {
  const table: LearnedTable<C> = {
    classes,
    bias: [...m.bias].map((b) => Math.round(b * 100) / 100),
    weights: new Map(),
  };
  for (const [stem, n] of [...number].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const leanings: [number, number][] = [];
    for (let c = 0; c < m.width; c++) {
      const w = m.weights[n * m.width + c] ?? 0;
      if (w >= PRUNE.for || w <= -PRUNE.against) leanings.push([c, Math.round(w * 2) / 2]);
    }
    if (leanings.some(([, w]) => w > 0)) table.weights.set(stem, leanings);
  }
  return table;
}
