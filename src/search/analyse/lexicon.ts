import type { TopicId } from '#schemas/topic.ts';
import type { Kind, Phrase } from '#search/analyse/lexicon-compile.ts';
import type { Token } from '#search/analyse/normalise.ts';
import { SlipIndex } from '#search/analyse/slip.ts';
import { ARTICLES, LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';

/** A phrase found in the words. */
export interface Match {
  topic: TopicId;
  kind: Kind;
  /** Places of the matched tokens, ascending. */
  at: number[];
  /** Telling words matched: what "longest" is measured in. */
  size: number;
  slips: number;
  gaps: number;
  phrase: Phrase;
}

/** What a token may stand for: stems of the lexicon, and whether a slip was forgiven. */
type Options = Map<string, boolean>;

/** At most this many words may be stepped over between two words of a phrase. */
const MAX_STEP = 4;

/** Finds the lexicon's phrases in a person's words, in any spelling one slip away. */
export class Lexicon {
  readonly #byStem = new Map<string, Phrase[]>();
  readonly #compounds = new Map<string, [string, string]>();
  readonly #vocabulary = new Set<string>();
  readonly #slips: SlipIndex;
  readonly #realWords: ReadonlySet<string>;

  /** `realWords`: ordinary words one slip from a word of the lexicon, which are never taken for a slip. */
  constructor(phrases: readonly Phrase[], realWords: ReadonlySet<string>) {
    this.#realWords = realWords;
    const count = new Map<string, number>();
    for (const p of phrases) for (const s of p.stems) count.set(s, (count.get(s) ?? 0) + 1);
    for (const p of phrases) {
      const rarest = p.stems.reduce((a, b) => ((count.get(b) ?? 0) < (count.get(a) ?? 0) ? b : a));
      const list = this.#byStem.get(rarest);
      if (list) list.push(p);
      else this.#byStem.set(rarest, [p]);
      p.stems.forEach((s, i) => {
        this.#vocabulary.add(s);
        const next = p.stems[i + 1];
        if (next && s.length > 2 && next.length > 2 && s.length + next.length > 6)
          this.#compounds.set(s + next, [s, next]);
      });
    }
    this.#slips = new SlipIndex([...this.#vocabulary].filter((s) => !LIGHT.has(s)));
  }

  /** True where some phrase uses this stem. */
  knows(stem: string): boolean {
    return this.#vocabulary.has(stem);
  }

  /** Words taken apart or put together where the lexicon writes them so: "foodbank", "care taker". */
  fit(tokens: readonly Token[]): Token[] {
    const out: Token[] = [];
    for (const t of tokens) {
      const parts = this.#vocabulary.has(t.stem) ? undefined : this.#compounds.get(t.stem);
      const before = out.at(-1);
      const joined = before && !t.breaks ? before.raw + t.raw : '';
      if (parts)
        parts.forEach((stem, i) => {
          out.push({ ...t, raw: stem, word: stem, stem, breaks: i === 0 && t.breaks });
        });
      else if (before && joined.length > 6 && this.#byStem.has(joined) && !this.#alone(before, t))
        out[out.length - 1] = { ...before, raw: joined, word: joined, stem: joined, to: t.to };
      else out.push(t);
    }
    return out;
  }

  /** Two words that each mean something to the lexicon are left apart. */
  #alone(a: Token, b: Token): boolean {
    return this.#vocabulary.has(a.stem) && this.#vocabulary.has(b.stem);
  }

  #options(t: Token): Options {
    const found: Options = new Map();
    if (this.#vocabulary.has(t.stem)) found.set(t.stem, false);
    if (this.#vocabulary.has(t.raw)) found.set(t.raw, false);
    if (found.size > 0 || LIGHT.has(t.word) || this.#realWords.has(t.raw) || this.#realWords.has(t.stem))
      return found;
    for (const s of this.#slips.near(t.stem)) found.set(s, true);
    if (found.size === 0 && t.raw !== t.stem) for (const s of this.#slips.near(t.raw)) found.set(s, true);
    return found;
  }

  /** Every phrase that the words hold, overlapping ones too. Linear in the words for a bounded number of them. */
  match(tokens: readonly Token[]): Match[] {
    const options = tokens.map((t) => this.#options(t));
    const present = new Set(options.flatMap((o) => [...o.keys()]));
    const found: Match[] = [];
    for (const stem of present)
      for (const p of this.#byStem.get(stem) ?? [])
        if (p.stems.every((s) => present.has(s))) found.push(...alignments(p, tokens, options));
    return found;
  }
}

const isTelling = (stem: string) => !LIGHT.has(stem) && !WEAK.has(stem);

/** All places where the phrase's words stand in order, near enough together. */
function alignments(p: Phrase, tokens: readonly Token[], options: readonly Options[]): Match[] {
  const found: Match[] = [];
  const first = p.stems[0] ?? '';
  for (let start = 0; start < tokens.length; start++) {
    if (!options[start]?.has(first)) continue;
    const m = align(p, start, tokens, options);
    if (m) found.push(m);
  }
  return found;
}

function align(
  p: Phrase,
  start: number,
  tokens: readonly Token[],
  options: readonly Options[],
): Match | null {
  if (p.capitals && !tokens[start]?.caps && tokens.length > 1) return null;
  const telling = p.stems.filter(isTelling).length;
  const mayGap = !p.tight && telling >= 2;
  const at = [start];
  let gaps = 0;
  for (const stem of p.stems.slice(1)) {
    const next = step(at.at(-1) ?? start, stem, mayGap && gaps === 0, p.tight, tokens, options);
    if (!next) return null;
    at.push(next.at);
    gaps += next.gap;
  }
  const slips = at.filter((i, n) => options[i]?.get(p.stems[n] ?? '') === true).length;
  if (slips > 1 && slips === telling) return null;
  return {
    topic: p.topic,
    kind: p.kind,
    at,
    size: Math.max(telling, p.tight ? p.stems.length - 0.5 : 1),
    slips,
    gaps,
    phrase: p,
  };
}

/** The next place where `stem` stands: over little words freely, over one small word, and over one telling word if allowed. */
function step(
  from: number,
  stem: string,
  mayGap: boolean,
  tight: boolean,
  tokens: readonly Token[],
  options: readonly Options[],
): { at: number; gap: number } | null {
  let gap = 0;
  let weak = 0;
  for (let i = from + 1; i <= from + MAX_STEP && i < tokens.length; i++) {
    const t = tokens[i];
    if (!t) return null;
    if (options[i]?.has(stem)) return { at: i, gap };
    if (t.breaks || NEGATORS.has(t.word)) return null;
    if (ARTICLES.has(t.word)) continue;
    if (tight) return null;
    if (LIGHT.has(t.word)) continue;
    if (WEAK.has(t.word) && weak++ === 0) continue;
    if (!mayGap || gap > 0) return null;
    gap = 1;
  }
  return null;
}
