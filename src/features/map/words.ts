import { count, listInWords } from '#lib/text.ts';
import type { Mark } from './clusters.ts';
import type { OffMap } from './pins.ts';

const listings = (n: number) => count(n, 'listing');

/** What a screen reader says of a mark, and what stands under the map while it is pointed at. */
export function markWords({ spot, count: n }: Mark): string {
  const [first, ...others] = spot?.pins ?? [];
  if (!first) return `${n} close together. Press to go closer`;
  const at = first.place ? ` in ${first.place}` : '';
  if (others.length > 0) return `${n} at one address${at}. Press for their names`;
  const name = first.name.endsWith(first.place)
    ? first.name
    : `${first.name}${first.place && `, ${first.place}`}`;
  return `${name}. ${first.kind}`;
}

const WHY: Record<OffMap, (n: number) => string> = {
  reach: () => 'by phone, online or in many places',
  private: (n) => (n === 1 ? 'at a private address' : 'at private addresses'),
};

/** What is on the map, by listing and by address, and what is in the list only, and why. */
export interface OnMap {
  listings: number;
  addresses: number;
  off: Record<OffMap, number>;
}

/** The line above a map of one listing's addresses. */
export const addressWords = (n: number) => `${count(n, 'address', 'addresses')} on the map.`;

/** The line above the map of a list. */
export function shownWords({ listings: n, addresses, off }: OnMap): string {
  const without = off.reach + off.private;
  const at = addresses > n ? `, at ${addresses} addresses` : '';
  const on = `${listings(n)} on the map${at}.`;
  if (without === 0) return on;
  const why = (['reach', 'private'] as const).filter((w) => off[w] > 0);
  const reasons = why.map((w) => `${why.length > 1 ? `${off[w]} ` : ''}${WHY[w](off[w])}`);
  return `${on} ${without} more ${without === 1 ? 'is' : 'are'} in the list only: ${reasons.join(', and ')}.`;
}

/** Said aloud after the map has been moved. */
export const inViewWords = (inView: number, all: number) =>
  inView === all ? `All ${listings(all)} in view` : `${inView} of ${listings(all)} in view`;

/** What stands there when the pictures do not come. */
export const lostWords = (from: readonly string[]) =>
  `The map pictures are not coming. Here is a simple outline instead, with rings 1, 3 and 5 miles from ${listInWords(from)}.`;
