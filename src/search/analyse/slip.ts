/** A slip is one letter missed, added, changed, or two swapped (Damerau, 1964: four in five of all typing errors). */
export function oneSlip(a: string, b: string): boolean {
  if (a === b) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2);
}

/** Words shorter than this must be spelt right: too many other words are one slip away. */
export const SLIP_MIN = 5;

/** Words grouped by length, for finding those one slip away. */
export class SlipIndex {
  readonly #byLength = new Map<number, string[]>();

  readonly #min: number;

  /** `min`: the shortest word in which a slip is forgiven, as typed and as meant. */
  constructor(words: Iterable<string>, min = SLIP_MIN) {
    this.#min = min;
    for (const w of words) {
      if (w.length < min) continue;
      const list = this.#byLength.get(w.length);
      if (list) list.push(w);
      else this.#byLength.set(w.length, [w]);
    }
  }

  /** The words one slip from this one, those with the same first letter first; at most `limit`. */
  near(word: string, limit = 4): string[] {
    if (word.length < this.#min || word.length > 24) return [];
    const found: string[] = [];
    for (const n of [word.length, word.length - 1, word.length + 1])
      for (const w of this.#byLength.get(n) ?? []) if (likely(word, w) && oneSlip(word, w)) found.push(w);
    return found.sort((x, y) => Number(y[0] === word[0]) - Number(x[0] === word[0])).slice(0, limit);
  }
}

/** A first letter is seldom wrong: taken only in long words, or where the first two are swapped. */
const likely = (a: string, b: string) =>
  a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]) || Math.min(a.length, b.length) > 6;
