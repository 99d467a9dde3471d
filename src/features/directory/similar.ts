import { type LatLng, metresBetween } from '#lib/geo.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Catalogue } from './catalogue.ts';

const points = new WeakMap<Asset, LatLng | null>();

/** Where a listing is, worked out once: each is compared with thousands. */
function pointOf(a: Asset): LatLng | null {
  const known = points.get(a);
  if (known !== undefined) return known;
  const l = a.locations.find((x) => x.lat !== undefined && x.lng !== undefined);
  const point = l?.lat !== undefined && l.lng !== undefined ? { lat: l.lat, lng: l.lng } : null;
  points.set(a, point);
  return point;
}

/** How alike two listings are: needs in common, the main ones counting double, and activities. */
function likeness(a: Asset, b: Asset): number {
  const shared = b.topics.filter((t) => a.topics.includes(t)).length;
  const main = a.topics[0] === b.topics[0] ? 2 : 0;
  const doing = b.activities.filter((x) => a.activities.includes(x)).length;
  return shared + main + doing;
}

export interface Similar {
  asset: Asset;
  /** Straight-line metres, where both have a place on the map. */
  metres?: number;
}

/**
 * The `n` listings that help with the same things and are nearest: each mile costs as much as a third of a shared
 * need. Only running ones: nobody is sent to something paused.
 */
export function similarTo(asset: Asset, all: Catalogue, n = 3): Similar[] {
  const here = pointOf(asset);
  const seen = new Set([asset.id]);
  const best: (Similar & { score: number })[] = [];
  const alike = asset.topics.length + 2 + asset.activities.length;
  for (const topic of asset.topics.slice(0, 3))
    for (const other of all.withTopic(topic)) {
      if (other.status !== 'active') continue;
      const there = pointOf(other);
      const metres = here && there ? metresBetween(here, there) : undefined;
      const far = metres === undefined ? 1.5 : metres / 1609 / 3;
      // Too far to be among the best however alike: at 10,000 listings nearly all are, and need no more looking at.
      const last = best.length < n ? undefined : best.at(-1);
      if ((last && alike - far < last.score) || seen.has(other.id)) continue;
      seen.add(other.id);
      best.push({ asset: other, metres, score: likeness(asset, other) - far });
      best.sort((a, b) => b.score - a.score || a.asset.id.localeCompare(b.asset.id));
      if (best.length > n) best.pop();
    }
  return best;
}
