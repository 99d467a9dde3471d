import type { TopicId } from '#schemas/topic.ts';
import { TOPIC_IDS } from '#schemas/values.ts';
import type { Knowledge } from '#search/analyse/analyse.ts';
import type { CrisisWords } from '#search/analyse/crisis.ts';
import type { Spot } from '#search/analyse/gazetteer.ts';
import type { LearnedTable } from '#search/analyse/learned.ts';
import { KINDS, type Phrase } from '#search/analyse/lexicon-compile.ts';
import { END, pack, unpack, unzigzag, zigzag } from '#search/pack.ts';

/** The shape of words-<hash>.json. Stems are sorted and numbered, and phrases name them by number. */
export const WORDS_FORMAT = 'waymark-words-2';

interface WordsFile {
  format: typeof WORDS_FORMAT;
  stems: string;
  /** By topic, then by kind: for each phrase its flag (1 tight, 2 capitals, 3 both) and stems, END after each. */
  phrases: Partial<Record<TopicId, string[]>>;
  crisis: { id: string; rank: number; phrases: string; unless: string }[];
  spots: Spot[];
  real: string;
  learned: PackedTable;
  danger: PackedTable;
  expansions: Knowledge['expansions'];
}

/** A model: features in order, front-coded; for each, class and zigzag halves in turn, END after each. */
interface PackedTable {
  classes: string[];
  bias: number[];
  features: string;
  leanings: string;
}

const STEPS = 2;

function packTable(t: LearnedTable<string>): PackedTable {
  const rows = [...t.weights].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    classes: [...t.classes],
    bias: t.bias,
    features: frontCoded(rows.map(([f]) => f)),
    leanings: rows
      .map(([, r]) => pack(r.flatMap(([c, w]) => [c, zigzag(Math.round(w * STEPS))])) + END)
      .join(''),
  };
}

function unpackTable<C extends string>(t: PackedTable, classes: readonly C[]): LearnedTable<C> {
  const rows = lists(t.leanings);
  const weights = new Map<string, [number, number][]>();
  frontDecoded(t.features).forEach((f, i) => {
    const row = rows[i] ?? [];
    const leanings: [number, number][] = [];
    for (let k = 0; k + 1 < row.length; k += 2)
      leanings.push([row[k] ?? 0, unzigzag(row[k + 1] ?? 0) / STEPS]);
    weights.set(f, leanings);
  });
  return { classes, bias: t.bias, weights };
}

/** Sorted words as one text: a capital letter for the letters shared with the one before (A is none), then the rest. */
export function frontCoded(sorted: readonly string[]): string {
  let before = '';
  return sorted
    .map((t) => {
      let n = 0;
      while (n < 25 && n < t.length && n < before.length && t[n] === before[n]) n++;
      before = t;
      return String.fromCharCode(65 + n) + t.slice(n);
    })
    .join('');
}

/** The words of a text that frontCoded made. */
export function frontDecoded(text: string): string[] {
  const words: string[] = [];
  let before = '';
  for (const m of text.matchAll(/([A-Z])([^A-Z]*)/g)) {
    before = before.slice(0, (m[1]?.charCodeAt(0) ?? 65) - 65) + (m[2] ?? '');
    words.push(before);
  }
  return words;
}

const lists = (text: string) => text.split(END).slice(0, -1).map(unpack);

/** Sorts lists of numbers so that like ones stand together, which compresses better. */
const byNumbers = (a: number[], b: number[]) => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const d = (a[i] ?? 0) - (b[i] ?? 0);
    if (d !== 0) return d;
  }
  return a.length - b.length;
};

/** The body of the words file. */
export function writeKnowledge(k: Knowledge): string {
  const stems = [...new Set(k.phrases.flatMap((p) => p.stems))].sort();
  const number = new Map(stems.map((s, i) => [s, i]));
  const phrases: WordsFile['phrases'] = {};
  for (const topic of TOPIC_IDS)
    phrases[topic] = KINDS.map((kind) =>
      k.phrases
        .filter((p) => p.topic === topic && p.kind === kind)
        .map((p) => [...p.stems.map((s) => number.get(s) ?? 0), (p.tight ? 1 : 0) + (p.capitals ? 2 : 0)])
        .sort(byNumbers)
        .map((p) => pack(p) + END)
        .join(''),
    );
  const file: WordsFile = {
    format: WORDS_FORMAT,
    stems: frontCoded(stems),
    phrases,
    crisis: k.crisis.map((c) => ({
      id: c.id,
      rank: c.rank,
      phrases: [...c.phrases].sort().join('\n'),
      unless: [...c.unless].sort().join('\n'),
    })),
    spots: k.spots,
    real: frontCoded([...k.realWords].sort()),
    learned: packTable(k.learned),
    danger: packTable(k.danger),
    expansions: k.expansions,
  };
  return JSON.stringify(file);
}

const isWords = (file: unknown): file is WordsFile =>
  typeof file === 'object' && file !== null && 'format' in file && file.format === WORDS_FORMAT;

/** Reads the body of a words file. Throws where it is not one of this version. */
export function readKnowledge(body: string): Knowledge {
  const file: unknown = JSON.parse(body);
  if (!isWords(file)) throw new Error(`not of the format ${WORDS_FORMAT}`);
  const stems = frontDecoded(file.stems);
  const phrases: Phrase[] = [];
  for (const topic of TOPIC_IDS)
    KINDS.forEach((kind, k) => {
      for (const row of lists(file.phrases[topic]?.[k] ?? '')) {
        const flag = row.pop() ?? 0;
        const tight = flag % 2 === 1;
        phrases.push({ topic, kind, stems: row.map((n) => stems[n] ?? ''), tight, capitals: flag > 1 });
      }
    });
  const lines = (text: string) => (text === '' ? [] : text.split('\n'));
  const crisis = file.crisis.map(
    (c): CrisisWords => ({ id: c.id, rank: c.rank, phrases: lines(c.phrases), unless: lines(c.unless) }),
  );
  return {
    phrases,
    crisis,
    spots: file.spots,
    realWords: frontDecoded(file.real),
    learned: unpackTable(file.learned, TOPIC_IDS),
    danger: unpackTable(file.danger, file.danger.classes),
    expansions: file.expansions,
  };
}
