import type { Asset } from '#schemas/asset.ts';
import { negated } from '#search/analyse/negation.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';

/** How many words of a description go into the index. */
export const KEYWORDS = 12;

const PROSE_MAX = 20_000;

/** The words a text is about: no little words, none turned round ("no need to book"), no numbers. */
function telling(text: string): Token[] {
  const { tokens } = readWords(text, PROSE_MAX);
  const turned = negated(tokens);
  return tokens.filter(
    (t, i) =>
      !turned[i] &&
      !LIGHT.has(t.word) &&
      !WEAK.has(t.word) &&
      !NEGATORS.has(t.word) &&
      /^\p{L}{3,20}$/u.test(t.raw),
  );
}

/** First names in a story ("Bev leads from the piano") stand with a capital in the middle of a sentence. */
function nameStems(text: string): Set<string> {
  const names = text.matchAll(/(?<=[\p{Ll},;] )\p{Lu}\p{Ll}+/gu);
  return new Set([...names].flatMap((m) => readWords(m[0]).tokens.map((t) => t.stem)));
}

const proseOf = (a: Asset) => [a.description.replace(/[*_#>[\]]/g, ' '), ...a.suits].join('\n');
const headOf = (a: Asset) => [a.name, a.kind, a.summary, ...a.activities].join('\n');

/** For each listing the words that tell its description from the others', by tf-idf over all of them. */
export function keywordsOf(assets: readonly Asset[]): Map<string, string[]> {
  const texts = assets.map((a) => ({ a, tokens: telling(proseOf(a)) }));
  const df = new Map<string, number>();
  for (const { tokens } of texts)
    for (const s of new Set(tokens.map((t) => t.stem))) df.set(s, (df.get(s) ?? 0) + 1);
  const out = new Map<string, string[]>();
  for (const { a, tokens } of texts) {
    const had = new Set(telling(headOf(a)).map((t) => t.stem));
    const names = nameStems(proseOf(a));
    const tf = new Map<string, { raw: string; n: number }>();
    for (const t of tokens) {
      if (had.has(t.stem) || (names.has(t.stem) && (df.get(t.stem) ?? 0) < 3)) continue;
      const seen = tf.get(t.stem);
      if (seen) seen.n++;
      else tf.set(t.stem, { raw: t.raw, n: 1 });
    }
    const weight = (stem: string, n: number) =>
      (1 + Math.log(n)) * Math.log(assets.length / (df.get(stem) ?? 1));
    const best = [...tf].map(([stem, { raw, n }]) => ({ raw, w: weight(stem, n) }));
    best.sort((x, y) => y.w - x.w || (x.raw < y.raw ? -1 : 1));
    out.set(
      a.id,
      best.slice(0, KEYWORDS).map((k) => k.raw),
    );
  }
  return out;
}
