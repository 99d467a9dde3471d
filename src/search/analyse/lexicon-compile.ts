import type { TopicId } from '#schemas/topic.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { ARTICLES, LIGHT, WEAK } from '#search/analyse/words.ts';

/** What a phrase does where it matches. */
export const KINDS = ['phrase', 'hint', 'unless'] as const;
export type Kind = (typeof KINDS)[number];

/** One phrase, as stems. `tight`: nothing but articles may stand between its words, because they are all small. */
export interface Phrase {
  topic: TopicId;
  kind: Kind;
  stems: string[];
  tight: boolean;
  /** Counts only when written in capitals or alone: "ME", "IT". */
  capitals: boolean;
}

/** The words people use for each need, as an editor writes them. */
export interface TopicWords {
  id: TopicId;
  phrases: readonly string[];
  hints: readonly string[];
  unless: readonly string[];
}

const isSmall = (t: Token) => LIGHT.has(t.word) || WEAK.has(t.word);

/**
 * The stems that make a phrase. Little words are dropped where two telling words remain ("end of my tether" is `end
 * tether`) and kept where they carry the meaning ("off the drink", "need a friend"). Null for a phrase of no words.
 */
export function compilePhrase(text: string): Pick<Phrase, 'stems' | 'tight' | 'capitals'> | null {
  const { tokens } = readWords(text);
  if (tokens.length === 0) return null;
  const telling = tokens.filter((t) => !isSmall(t));
  if (telling.length >= 2)
    return {
      stems: tokens.filter((t) => !LIGHT.has(t.word)).map((t) => t.stem),
      tight: false,
      capitals: false,
    };
  const spoken = tokens.filter((t) => !ARTICLES.has(t.word));
  if (spoken.length === 0)
    return { stems: tokens.map((t) => t.stem), tight: true, capitals: tokens.length === 1 };
  if (spoken.length === 1 && tokens.length > 1 && telling.length === 0)
    return { stems: tokens.map((t) => t.stem), tight: true, capitals: false };
  const small = spoken.length === 1 && telling.length === 0;
  return { stems: spoken.map((t) => t.stem), tight: spoken.length > 1, capitals: small };
}

/** Every phrase of every need, each once, in a fixed order. */
export function compileLexicon(topics: readonly TopicWords[]): Phrase[] {
  const phrases = new Map<string, Phrase>();
  for (const t of topics)
    for (const [kind, texts] of [
      ['phrase', t.phrases],
      ['hint', t.hints],
      ['unless', t.unless],
    ] as const)
      for (const text of texts) {
        const made = compilePhrase(text);
        if (!made) continue;
        const key = `${t.id}|${kind}|${made.stems.join(' ')}`;
        if (!phrases.has(key)) phrases.set(key, { topic: t.id, kind, ...made });
      }
  return [...phrases.values()];
}
