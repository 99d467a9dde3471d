import { stem } from '#search/analyse/stem.ts';
import { canonical, MERGES } from '#search/analyse/words.ts';
import { MAX_QUERY } from '#search/contract.ts';

/** One word of what was typed. */
export interface Token {
  /** Lower case, no accents, no apostrophes: "cant". */
  raw: string;
  /** The usual spelling: "cannae" → "cant". */
  word: string;
  stem: string;
  /** Written in capitals where the rest is not: "ME", "AA". */
  caps: boolean;
  /** A comma, full stop or the like stands before it. */
  breaks: boolean;
  /** Where it stands in the clean text. */
  from: number;
  to: number;
}

/** What was typed, made plain: the clean text and its words. */
export interface Words {
  text: string;
  tokens: Token[];
}

// No expression here can backtrack more than a few characters, so each runs in linear time.
const INVISIBLE = /\p{Cf}|\p{Cc}|\u034f|\ufe0f/gu;
const APOSTROPHES = /['’‘ʼ`´＇]/g;
const ACCENTS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}\p{M}'’‘ʼ`´＇]+/gu;
const BREAK = /[,.;:!?()\n\r–—|/]/;
// No looking behind: phones that stopped at iOS 15 cannot, and would refuse the whole script.
const DOTTED = /(^|[^\p{L}\p{N}])((?:\p{L}\.){2,8}\p{L}?)(?![\p{L}\p{N}])/gu;

/** At most `max` characters, never half of a surrogate pair. */
function bounded(q: string, max: number): string {
  const cut = q.slice(0, max);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The letters of one word, in plain lower case. */
export const plain = (word: string) =>
  word.normalize('NFKD').replace(ACCENTS, '').replace(APOSTROPHES, '').toLowerCase();

function clean(q: string, max: number): string {
  return bounded(q, max)
    .replace(/[\n\r\t]/g, ' , ')
    .replace(INVISIBLE, '')
    .replace(/\b([aA]) ?& ?([eE])\b/g, '$1$2')
    .replace(DOTTED, (_, before: string, letters: string) => before + letters.replaceAll('.', ''))
    .replace(/&/g, ' and ');
}

function merge(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (const t of tokens) {
    const before = out.at(-1);
    const merged = before && !t.breaks ? MERGES.get(`${before.raw} ${t.raw}`) : undefined;
    if (!before || !merged) out.push(t);
    else out[out.length - 1] = { ...before, raw: merged, word: merged, stem: stem(merged), to: t.to };
  }
  return out;
}

/** Reads text into words. Total: any string gives an answer, in time linear in `max` at most. */
export function readWords(q: string, max = MAX_QUERY): Words {
  const text = clean(q, max);
  const found = [...text.matchAll(WORD)];
  const shouting = found.length > 1 && found.every((m) => m[0] === m[0].toUpperCase());
  let end = 0;
  const tokens: Token[] = [];
  for (const m of found) {
    const raw = plain(m[0]);
    const breaks = tokens.length > 0 && BREAK.test(text.slice(end, m.index));
    end = m.index + m[0].length;
    if (raw === '') continue;
    const caps = !shouting && /^\p{Lu}{2,5}$/u.test(m[0]);
    tokens.push({ raw, word: canonical(raw), stem: stem(raw), caps, breaks, from: m.index, to: end });
  }
  return { text, tokens: merge(tokens) };
}
