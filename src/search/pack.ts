/**
 * Whole numbers as text, small ones in one character. The index is sent as JSON, which any static host compresses;
 * in this form a compressor does about as well as on bytes, and no decoding step stands before JSON.parse.
 *
 * Base 46: the first 46 printable characters (no quote, no backslash) end a number, the next 46 carry on with its
 * higher digits.
 */
const BASE = 46;
const SYMBOLS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (c) => c !== '"' && c !== '\\' && c !== '~',
);
const VALUE = new Int16Array(128).fill(-1);
SYMBOLS.forEach((c, i) => {
  VALUE[c.charCodeAt(0)] = i;
});

/** Ends a list among lists; never part of a number. */
export const END = '~';

/** Packs numbers from 0 up. */
export function pack(numbers: Iterable<number>): string {
  let out = '';
  for (const n of numbers) {
    let text = SYMBOLS[n % BASE] ?? '';
    for (let rest = Math.floor(n / BASE); rest > 0; rest = Math.floor(rest / BASE))
      text = (SYMBOLS[BASE + (rest % BASE)] ?? '') + text;
    out += text;
  }
  return out;
}

/** The numbers of a packed text. Throws a RangeError where a character cannot be one of ours. */
export function unpack(text: string): number[] {
  const out: number[] = [];
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const v = VALUE[text.charCodeAt(i)] ?? -1;
    if (v < 0) throw new RangeError('not a packed number');
    if (v >= BASE) n = n * BASE + (v - BASE);
    else {
      out.push(n * BASE + v);
      n = 0;
    }
  }
  return out;
}

/** Numbers of either sign as numbers from 0 up, small ones staying small: 0, -1, 1, -2 … */
export const zigzag = (n: number) => (n < 0 ? -2 * n - 1 : 2 * n);
export const unzigzag = (n: number) => (n % 2 === 0 ? n / 2 : -(n + 1) / 2);
