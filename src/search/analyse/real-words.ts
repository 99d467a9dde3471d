import common from '#search/analyse/data/common-words.json' with { type: 'json' };
import { SlipIndex } from '#search/analyse/slip.ts';
import { stem } from '#search/analyse/stem.ts';

/**
 * Ordinary words that are one slip from a word we look for, and are not one themselves: "violet" is no misspelt
 * "violent". Only these need to travel to the browser. `stems` and `typed` are the words we look for.
 */
export function confusable(stems: ReadonlySet<string>, typed: ReadonlySet<string>): string[] {
  const slips = new SlipIndex(new Set([...stems, ...typed]), 4);
  return common.words
    .split(' ')
    .filter(
      (w) =>
        w.length > 3 &&
        !stems.has(w) &&
        !stems.has(stem(w)) &&
        (slips.near(w, 1).length > 0 || slips.near(stem(w), 1).length > 0),
    );
}
