import { readWords } from '#search/analyse/normalise.ts';
import { LIGHT, WEAK } from '#search/analyse/words.ts';

/** The stems that a text is indexed under, in order: little words are left out, as they are of what people type. */
export function stemsOf(text: string): string[] {
  return readWords(text, text.length)
    .tokens.filter((t) => !(LIGHT.has(t.word) && !t.caps) && !WEAK.has(t.word))
    .map((t) => t.stem);
}
