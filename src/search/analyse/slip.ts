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

/** Words this long may have a wrong first letter; in shorter ones it is seldom a slip. */
const FIRST_MIN = 7;

/** Finds the words one slip from another. Grouped so that only a few hundred of many thousand are compared. */
export class SlipIndex {
  /** By first letter and length. */
  readonly #groups = new Map<string, string[]>();
  /** Long words by what follows their first letter. */
  readonly #tails = new Map<string, string[]>();
  readonly #min: number;

  /** `min`: the shortest word in which a slip is forgiven, as typed and as meant. */
  constructor(words: Iterable<string>, min = SLIP_MIN) {
    this.#min = min;
    for (const w of words) {
      if (w.length < min) continue;
      put(this.#groups, `${w[0]}${w.length}`, w);
      if (w.length >= FIRST_MIN) put(this.#tails, w.slice(1), w);
    }
  }

  /** The words one slip from this one, those with the same first letter first; at most `limit`. */
  near(word: string, limit = 4): string[] {
    if (word.length < this.#min || word.length > 24) return [];
    const found = new Set<string>();
    for (const first of new Set([word[0], word[1]]))
      for (const n of [word.length, word.length - 1, word.length + 1])
        for (const w of this.#groups.get(`${first}${n}`) ?? [])
          if ((w[0] === word[0] || w[1] === word[0]) && oneSlip(word, w)) found.add(w);
    if (word.length >= FIRST_MIN) {
      const tail = word.slice(1);
      // A wrong first letter, one missed, and one too many.
      const others = [...(this.#tails.get(tail) ?? []), ...(this.#tails.get(word) ?? [])];
      for (const w of this.#groups.get(`${tail[0]}${tail.length}`) ?? []) if (w === tail) others.push(w);
      for (const w of others) if (w !== word) found.add(w);
    }
    return [...found].sort((x, y) => Number(y[0] === word[0]) - Number(x[0] === word[0])).slice(0, limit);
  }
}

function put(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list) list.push(word);
  else map.set(key, [word]);
}
