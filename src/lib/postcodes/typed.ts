import { normalisePostcode, outcodeOf } from '#lib/postcode.ts';
import type { OutcodeEntry } from '#lib/postcodes/outcode-file.ts';

/** What a text that has a postcode in it, or means to, turns out to be. */
export type TypedPostcode =
  | { kind: 'whole'; postcode: string; entry: OutcodeEntry }
  /** An outcode, or one with a piece of the second half after it. */
  | { kind: 'part'; typed: string; whole: boolean; entry: OutcodeEntry }
  /** Shaped like a postcode, of an outcode this deployment does not know. */
  | { kind: 'elsewhere'; typed: string }
  /** Means to be a postcode and cannot be one. */
  | { kind: 'wrong'; typed: string };

/** The letters that UK postcodes start with (Royal Mail's 121 postcode areas and the three Crown dependencies). */
const AREAS = new Set(
  `AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY
   G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR
   NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA
   WC WD WF WN WR WS WV YO ZE`.split(/\s+/),
);

const squeeze = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]+/g, '');

/** A letter O typed for a nought and an I or L for a one, put right. */
function mended(squeezed: string): string {
  // A text with no digit at all is a word: "miltn" is not M1 1TN.
  if (!/\d/.test(squeezed)) return '';
  const digits = (s: string) => s.replace(/O/g, '0').replace(/[IL]/g, '1');
  const [, letters = '', number = '', digit = '', end = ''] =
    /^([A-Z]{1,2})([0-9OIL][0-9A-Z]?)([0-9OIL])([A-Z0-9]{2})$/.exec(squeezed) ?? [];
  return `${letters}${digits(number)}${digits(digit)}${end}`;
}

/** A whole postcode at the end of other words ("12 High Street, WN7 1AB"), or the text itself. */
function wholeIn(text: string): string | null {
  const all = normalisePostcode(squeeze(text)) ?? normalisePostcode(mended(squeeze(text)));
  if (all) return all;
  const words = text.split(/[\s,;]+/).filter(Boolean);
  for (let i = words.length - 1; i >= 0; i--) {
    const found =
      normalisePostcode(squeeze(`${words[i - 1] ?? ''}${words[i]}`)) ?? normalisePostcode(words[i] ?? '');
    if (found) return found;
  }
  return null;
}

/** An outcode with nothing, a digit, or a digit and a letter after it: "WN7", "WN7 1", "wn71a". */
function partIn(text: string, outcodes: ReadonlyMap<string, OutcodeEntry>): TypedPostcode | null {
  const typed = text.trim().toUpperCase();
  const [, spaced] = /^([A-Z]{1,2}\d[A-Z\d]?)\s+\d[A-Z]?$/.exec(typed) ?? [];
  const squeezed = squeeze(typed);
  const tries = spaced ? [spaced] : [squeezed, squeezed.slice(0, -1), squeezed.slice(0, -2)];
  for (const code of tries) {
    const entry = outcodes.get(code);
    const whole = squeezed === code;
    if (entry && (whole || /^\d[A-Z]?$/.test(squeezed.slice(code.length))))
      return { kind: 'part', typed, whole, entry };
  }
  return outcodeOf(spaced ?? typed) ? elsewhere(typed) : null;
}

const elsewhere = (typed: string): TypedPostcode => ({
  kind: AREAS.has(/^[A-Z]+/.exec(typed)?.[0] ?? '') ? 'elsewhere' : 'wrong',
  typed,
});

/** Reads a text as a postcode, an outcode or a try at one; null where it means to be something else. */
export function readPostcode(
  text: string,
  outcodes: ReadonlyMap<string, OutcodeEntry>,
): TypedPostcode | null {
  const short = text.slice(0, 200);
  const postcode = wholeIn(short);
  if (postcode) {
    const entry = outcodes.get(postcode.slice(0, -4));
    return entry ? { kind: 'whole', postcode, entry } : elsewhere(postcode);
  }
  const part = partIn(short, outcodes);
  if (part) return part;
  const typed = short.trim();
  return /\d/.test(typed) ? { kind: 'wrong', typed } : null;
}
