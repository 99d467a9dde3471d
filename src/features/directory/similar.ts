import { type LatLng, metresBetween } from '#lib/geo.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * Listings like this one, and near. At 10,000 listings each is compared with thousands, so a group of listings is
 * laid out in columns, and one is looked at closely only if a bound says that it could be among the best:
 *
 *     likeness, at most           distance, at least
 *     shared needs + main need    straight line, roughly
 *     + activities if any agree
 */
interface Group {
  assets: Asset[];
  /** Degrees; NaN where there is no door. */
  lats: Float64Array;
  lngs: Float64Array;
  /** A bit for each need, and for the main one alone. */
  needs: Int32Array;
  mains: Int32Array;
  /** A bit for each activity, by a hash: two listings with none in common here have none in common. */
  doing: Int32Array;
}

const bits = new Map<string, number>();
/** The bit of a need. There are 26; should there ever be more than 32, two would share one, and the bound still holds. */
function bitOf(topic: string): number {
  const known = bits.get(topic);
  if (known !== undefined) return known;
  const bit = 1 << (bits.size % 32);
  bits.set(topic, bit);
  return bit;
}

function hashBit(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return 1 << (hash & 31);
}

const maskOf = (list: readonly string[], bit: (s: string) => number) => list.reduce((m, x) => m | bit(x), 0);

function countBits(mask: number): number {
  let n = mask - ((mask >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function pointOf(a: Asset): LatLng | undefined {
  const l = a.locations.find((x) => x.lat !== undefined && x.lng !== undefined);
  return l?.lat !== undefined && l.lng !== undefined ? { lat: l.lat, lng: l.lng } : undefined;
}

const groups = new WeakMap<Asset[], Group>();

/** The listings of a need that run now, in columns, laid out once. */
function groupOf(list: Asset[]): Group {
  const found = groups.get(list);
  if (found) return found;
  const assets = list.filter((a) => a.status === 'active');
  const points = assets.map(pointOf);
  const group = {
    assets,
    lats: Float64Array.from(points, (p) => p?.lat ?? Number.NaN),
    lngs: Float64Array.from(points, (p) => p?.lng ?? Number.NaN),
    needs: Int32Array.from(assets, (a) => maskOf(a.topics, bitOf)),
    mains: Int32Array.from(assets, (a) => bitOf(a.topics[0] ?? '')),
    doing: Int32Array.from(assets, (a) => maskOf(a.activities, hashBit)),
  };
  groups.set(list, group);
  return group;
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

/** What a mile costs: a third of a shared need. */
const costOf = (metres: number) => metres / 1609 / 3;
/** What a listing without a door costs, as if it were 4.5 miles away. */
const NO_DOOR = 1.5;
/** Degrees to cost, rounded down: the quick distance may be a little long where places are hundreds of miles apart. */
const COST_OF_A_DEGREE = costOf(111_195) * 0.9;

/**
 * The `n` listings that help with the same things and are nearest: each mile costs as much as a third of a shared
 * need. Only running ones: nobody is sent to something paused.
 */
export function similarTo(asset: Asset, all: Catalogue, n = 3): Similar[] {
  const here = pointOf(asset);
  const [lat, lng] = [here?.lat ?? Number.NaN, here?.lng ?? Number.NaN];
  const squeeze = Math.cos((lat * Math.PI) / 180);
  const [needs, main] = [maskOf(asset.topics, bitOf), bitOf(asset.topics[0] ?? '')];
  const doing = maskOf(asset.activities, hashBit);
  const seen = new Set([asset.id]);
  const best: (Similar & { score: number })[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const topic of asset.topics.slice(0, 3)) {
    const group = groupOf(all.withTopic(topic));
    for (let i = 0; i < group.assets.length; i++) {
      const x = ((group.lngs[i] ?? 0) - lng) * squeeze;
      const y = (group.lats[i] ?? 0) - lat;
      const far = Math.sqrt(x * x + y * y) * COST_OF_A_DEGREE;
      const alike =
        countBits((group.needs[i] ?? 0) & needs) +
        (group.mains[i] === main ? 2 : 0) +
        ((group.doing[i] ?? 0) & doing ? asset.activities.length : 0);
      // NaN where either has no door: it is compared closely when its likeness allows.
      if (alike - (Number.isNaN(far) ? NO_DOOR : far) < last) continue;
      const other = group.assets[i];
      if (!other || seen.has(other.id)) continue;
      seen.add(other.id);
      const there = pointOf(other);
      const metres = here && there ? metresBetween(here, there) : undefined;
      const score = likeness(asset, other) - (metres === undefined ? NO_DOOR : costOf(metres));
      best.push({ asset: other, metres, score });
      best.sort((a, b) => b.score - a.score || a.asset.id.localeCompare(b.asset.id));
      if (best.length > n) best.pop();
      if (best.length === n) last = best.at(-1)?.score ?? last;
    }
  }
  return best;
}
