import { TOPIC_IDS, type TopicId } from '#schemas/topic.ts';
import type { LearnedTable } from '#search/analyse/learned.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';

/** A text and the needs it stands for; none where it stands for nothing. */
export interface Example {
  text: string;
  topics: readonly TopicId[];
  /** How much it counts: a phrase of the lexicon 1. */
  weight: number;
}

const NONE = TOPIC_IDS.length;
const CLASSES = NONE + 1;
const EPOCHS = 14;
const RATE = 0.35;
const DECAY = 0.0004;
/** Weights nearer to nothing than this are left out of the table. */
const PRUNE = 0.25;

/** The stems of a text that say something. */
export function tellingStems(text: string): string[] {
  const { tokens } = readWords(text, text.length);
  const kept = tokens.filter(
    (t) => !NEGATORS.has(t.word) && !WEAK.has(t.word) && (!LIGHT.has(t.word) || t.caps),
  );
  return [...new Set(kept.map((t) => t.stem))];
}

/**
 * Teaches a softmax regression which words go with which need, from the lexicon's phrases and the listings' own
 * words. Deterministic: the same examples give the same table. About 0.3 s for 8,000 examples.
 */
export function learn(examples: readonly Example[]): LearnedTable {
  const number = new Map<string, number>();
  const rows = examples.flatMap((e) => {
    const features = tellingStems(e.text).map((s) => {
      const n = number.get(s) ?? number.size;
      number.set(s, n);
      return n;
    });
    const target = e.topics.map((t) => TOPIC_IDS.indexOf(t));
    return features.length > 0
      ? [{ features, target: target.length > 0 ? target : [NONE], weight: e.weight }]
      : [];
  });
  const weights = new Float32Array(number.size * CLASSES);
  const bias = new Float32Array(CLASSES);
  const order = rows.map((_, i) => i);
  let seed = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    });
    const rate = RATE / (1 + epoch * 0.3);
    for (const i of order) {
      const row = rows[i];
      if (row) step(weights, bias, row.features, row.target, rate * row.weight);
    }
    for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] ?? 0) * (1 - DECAY * rate * 100);
  }
  return tableOf(number, weights, bias);
}

/** One step down the gradient of the cross-entropy. */
function step(
  weights: Float32Array,
  bias: Float32Array,
  features: number[],
  target: number[],
  rate: number,
): void {
  const p = new Float32Array(CLASSES);
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < CLASSES; c++) {
    let s = bias[c] ?? 0;
    for (const f of features) s += weights[f * CLASSES + c] ?? 0;
    p[c] = s;
    if (s > top) top = s;
  }
  let all = 0;
  for (let c = 0; c < CLASSES; c++) {
    p[c] = Math.exp((p[c] ?? 0) - top);
    all += p[c] ?? 0;
  }
  for (let c = 0; c < CLASSES; c++) {
    const wanted = target.includes(c) ? 1 / target.length : 0;
    const move = rate * (wanted - (p[c] ?? 0) / all);
    bias[c] = (bias[c] ?? 0) + move * 0.05;
    for (const f of features) weights[f * CLASSES + c] = (weights[f * CLASSES + c] ?? 0) + move;
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

/** Rounded to an eighth, small weights dropped, words that lean nowhere dropped. */
function tableOf(number: Map<string, number>, weights: Float32Array, bias: Float32Array): LearnedTable {
  const table: LearnedTable = {
    topics: [...TOPIC_IDS],
    bias: [...bias].map((b) => Math.round(b * 100) / 100),
    weights: new Map(),
  };
  for (const [stem, n] of [...number].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const leanings: [number, number][] = [];
    for (let c = 0; c < CLASSES; c++) {
      const w = weights[n * CLASSES + c] ?? 0;
      if (Math.abs(w) >= PRUNE) leanings.push([c, Math.round(w * 8) / 8]);
    }
    if (leanings.some(([, w]) => w > 0)) table.weights.set(stem, leanings);
  }
  return table;
}
