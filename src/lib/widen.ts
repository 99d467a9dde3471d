import { count } from '#lib/text.ts';

/** What a search found within so many miles; no miles means any distance. */
export interface Within {
  miles?: number | undefined;
  total: number;
}

export interface Widened {
  /** The distance to show, in miles; undefined for any distance. */
  miles: number | undefined;
  total: number;
  /** True where it is not the distance that was asked for. */
  wider: boolean;
  /** What to tell the person; '' where nothing changed. */
  says: string;
}

const inMiles = (n: number) => count(n, 'mile');
const order = (w: Within) => w.miles ?? Number.POSITIVE_INFINITY;

/**
 * Where nothing is near, the next distance that has something, and the words that say so. `counts` holds the distance
 * asked for and the wider ones to try, in any order; `place` is where from: "Leigh", "you".
 */
export function widen(asked: number, counts: readonly Within[], place: string): Widened {
  const wider = counts.filter((c) => order(c) >= asked && c.total > 0).sort((a, b) => order(a) - order(b));
  const [next] = wider;
  const none = `Nothing within ${inMiles(asked)} of ${place}.`;
  if (next && next.miles === asked) return { miles: asked, total: next.total, wider: false, says: '' };
  if (!next) return { miles: asked, total: 0, wider: false, says: none };
  const found = count(next.total, 'result');
  const says = next.miles
    ? `${none} Showing ${found} within ${inMiles(next.miles)}.`
    : `${none} Showing ${found} further away.`;
  return { miles: next.miles, total: next.total, wider: true, says };
}
