import { canonical } from '#search/analyse/words.ts';

/**
 * A light stemmer: plurals, -ing and -ed, and nothing that could join two needs ("carer" stays apart from "care",
 * "lonely" from "lone"). Both sides use it, so what matters is only that the forms of one word meet.
 */

const VOWEL = /[aeiouy]/;
/** One vowel between consonants: "hop" of "hoping" had an e. */
const SHORT = /^[^aeiou]*[aeiouy][^aeiouwxy]$/;
const DOUBLE = /([^aeioulsz])\1$/;

/** Ends a stripped word so that its forms meet: "hopp" → "hop", "hop" (of hoping) → "hope". */
function close(root: string): string {
  if (DOUBLE.test(root)) return root.slice(0, -1);
  return SHORT.test(root) && root.length > 2 ? `${root}e` : root;
}

function strip(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) {
    const root = word.slice(0, -3);
    return VOWEL.test(root) ? close(root) : word;
  }
  if (word.length > 4 && word.endsWith('ied')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && word.endsWith('ed') && !word.endsWith('eed')) {
    const root = word.slice(0, -2);
    return VOWEL.test(root) ? close(root) : word;
  }
  return word;
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Words that only look like a form of another. */
const WHOLE = new Set(
  'news evening morning wedding building clothing bedding sibling during ceiling bling hundred wicked naked'.split(
    ' ',
  ),
);

/** The stem of a normalised word: "letters" → "letter", "struggling" → "struggl", "mam" → "mum". */
export function stem(word: string): string {
  if (WHOLE.has(word)) return word;
  const known = canonical(word);
  if (known !== word) return finish(known);
  const one = singular(word);
  const same = canonical(one);
  return finish(same === one ? strip(one) : same);
}

/** A last e says nothing in a long word: "struggle" meets "struggling". */
const finish = (w: string) => (w.length > 5 && w.endsWith('e') && !w.endsWith('ee') ? w.slice(0, -1) : w);
