import { type LatLng, metresBetween } from '#lib/geo.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Catalogue } from './catalogue.ts';

const pointOf = (a: Asset): LatLng | undefined => {
  const l = a.locations.find((x) => x.lat !== undefined && x.lng !== undefined);
  return l?.lat !== undefined && l.lng !== undefined ? { lat: l.lat, lng: l.lng } : undefined;
};

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
  const scored: (Similar & { score: number })[] = [];
  for (const topic of asset.topics.slice(0, 3))
    for (const other of all.withTopic(topic)) {
      if (seen.has(other.id) || other.status !== 'active') continue;
      seen.add(other.id);
      const there = pointOf(other);
      const metres = here && there ? metresBetween(here, there) : undefined;
      const far = metres === undefined ? 1.5 : metres / 1609 / 3;
      scored.push({ asset: other, metres, score: likeness(asset, other) - far });
    }
  return scored.sort((a, b) => b.score - a.score || a.asset.id.localeCompare(b.asset.id)).slice(0, n);
}
