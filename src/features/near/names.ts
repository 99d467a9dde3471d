import type { NearPlace } from '#lib/postcodes/look-up.ts';
import { oneSlip, SLIP_MIN } from '#search/analyse/slip.ts';

/** A name as it is compared: lower case, no accents, words apart by one space, "St" as "Saint". */
export function nameKey(text: string): string {
  return text
    .slice(0, 100)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^ ?(?:(?:in|near|nearby|around|at|by) )?(?:the )?/, '')
    .replace(/\bst\b/g, 'saint')
    .trim();
}

const keysOf = (p: NearPlace) => [p.name, ...p.otherNames].map(nameKey);
const slipped = (key: string, typed: string) => key.length >= SLIP_MIN && oneSlip(key, typed);

/** Names that hold the words typed, or are held in them, whole words only: "Ashton" in "Ashton in Makerfield". */
const holds = (a: string, b: string) => ` ${a} `.includes(` ${b} `);
const partly = (key: string, typed: string) =>
  holds(key, typed) || holds(typed, key) || (typed.length > 2 && key.startsWith(typed));

/** The name alone, or with the start of its area after it: "Castlemilk, Glasgow". */
const namedSo = (p: NearPlace, key: string, typed: string) =>
  typed === key || (typed.startsWith(`${key} `) && nameKey(p.area).startsWith(typed.slice(key.length + 1)));

/**
 * The places a text names: those spelt so (a main name before other names), else those one slip away. `exact` is
 * false where a slip was forgiven.
 */
export function placesNamed(
  text: string,
  places: readonly NearPlace[],
): { exact: boolean; found: NearPlace[] } {
  const typed = nameKey(text);
  const main = places.filter((p) => namedSo(p, nameKey(p.name), typed));
  if (main.length > 0) return { exact: true, found: main };
  const other = places.filter((p) => keysOf(p).some((k) => namedSo(p, k, typed)));
  if (other.length > 0) return { exact: true, found: other };
  if (typed.length < SLIP_MIN) return { exact: false, found: [] };
  return { exact: false, found: places.filter((p) => keysOf(p).some((k) => slipped(k, typed))) };
}

/** Places whose names share words or a beginning with the text, or are a slip away word by word. */
export function placesLike(text: string, places: readonly NearPlace[]): NearPlace[] {
  const typed = nameKey(text);
  if (!typed) return [];
  const words = typed.split(' ');
  const alike = (key: string) => key.split(' ').some((k) => words.some((w) => slipped(k, w)));
  const whole = places.filter((p) => keysOf(p).some((k) => partly(k, typed)));
  return [...new Set([...whole, ...places.filter((p) => keysOf(p).some(alike))])];
}
