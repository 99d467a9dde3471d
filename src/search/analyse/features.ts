import type { Token } from '#search/analyse/normalise.ts';
import { ARTICLES, LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';

/** One thing a model reads of a text: a stem, or two that follow each other. */
export interface Feature {
  name: string;
  /** Place of the (last) token. */
  at: number;
  /** False where it is made of little words only, which can tip a balance and never show a need by themselves. */
  tells: boolean;
}

/** Makes the features of a text, each once. */
export type Features = (tokens: readonly Token[]) => Feature[];

/** Stems and pairs of the tokens that count, in order. */
function stemsAndPairs(tokens: readonly Token[], counts: (t: Token) => boolean, edges: boolean): Feature[] {
  const found = new Map<string, Feature>();
  const add = (name: string, at: number, tells: boolean) => {
    if (!found.has(name)) found.set(name, { name, at, tells });
  };
  let before = edges ? '^' : '';
  let told = false;
  tokens.forEach((t, at) => {
    if (!counts(t)) return;
    const tells = !LIGHT.has(t.word) && !WEAK.has(t.word) && !NEGATORS.has(t.word);
    add(t.stem, at, tells);
    if (before !== '') add(`${before} ${t.stem}`, at, tells || told);
    before = t.stem;
    told = tells;
  });
  if (edges && before !== '^') add(`${before} $`, tokens.length - 1, told);
  return [...found.values()];
}

/** For needs: all but the emptiest words. */
export const needFeatures: Features = (tokens) =>
  stemsAndPairs(tokens, (t) => !ARTICLES.has(t.word) || t.caps, false);

const EMPTY = new Set('a an the of to so just really'.split(' '));

/** For crisis, "me" and "myself" matter, and so does how it begins and ends. */
export const crisisFeatures: Features = (tokens) => stemsAndPairs(tokens, (t) => !EMPTY.has(t.word), true);
