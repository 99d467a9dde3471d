import { type LatLng, metresBetween, metresOf } from '#lib/geo.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Topic } from '#schemas/topic.ts';

/** How near is near, in miles in a straight line: about as far as people go for a weekly group. */
export const NEAR_MILES = 3;

/** Further than this is another part of the country, and no use to say. */
const FAR_MILES = 30;

/** A place or a whole area that a sheet is about. */
export interface Patch {
  /** True where a listing meets here or says that it serves here. */
  has: (asset: Asset) => boolean;
  /** The middle of a place; a whole area has none, and asks only what meets in it. */
  centre?: LatLng | undefined;
}

/** A need that nobody meets for nearby. */
export interface Gap {
  topic: Topic;
  /** Straight-line metres to the nearest group that meets, where there is one within FAR_MILES. */
  nearestM?: number | undefined;
  /** How many help by phone, online or at home instead. */
  remote: number;
}

/** What a practice meeting wants to know of the last month and this one. */
export interface News {
  /** First day covered, `YYYY-MM-DD`: the first of last month. */
  from: string;
  added: Asset[];
  checked: Asset[];
  paused: Asset[];
  closed: Asset[];
  gaps: Gap[];
}

/** The first day of the month before a date. */
export function startOfNews(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}

/** Finds the middle of a place, for doors that are kept private. */
export type PlaceOf = (place: string) => LatLng;

/** Straight-line metres from a point to the nearest door of a listing; none where it has no door. */
function metresTo(asset: Asset, from: LatLng, placeOf: PlaceOf): number | undefined {
  const all = asset.locations.map(({ lat, lng, place }) =>
    metresBetween(from, lat === undefined || lng === undefined ? placeOf(place) : { lat, lng }),
  );
  return all.length > 0 ? Math.min(...all) : undefined;
}

const meets = (asset: Asset) => asset.formats.includes('in-person') && asset.locations.length > 0;

function gapOf(topic: Topic, running: readonly Asset[], patch: Patch, placeOf: PlaceOf): Gap | undefined {
  const { centre } = patch;
  let nearestM: number | undefined;
  let remote = 0;
  for (const asset of running) {
    if (!asset.topics.includes(topic.id)) continue;
    if (!meets(asset)) remote++;
    else if (patch.has(asset)) return undefined;
    else if (centre) {
      const metres = metresTo(asset, centre, placeOf) ?? Number.POSITIVE_INFINITY;
      // One that is near is answer enough: at 10,000 listings the rest need not be measured.
      if (metres <= metresOf(NEAR_MILES)) return undefined;
      if (metres <= metresOf(FAR_MILES) && metres < (nearestM ?? Number.POSITIVE_INFINITY)) nearestM = metres;
    }
  }
  return centre ? { topic, nearestM, remote } : { topic, remote };
}

/** The news of a patch as of a day. `assets` are all listings, closed ones too. */
export function newsOf(
  patch: Patch,
  {
    assets,
    topics,
    today,
    place,
  }: { assets: readonly Asset[]; topics: readonly Topic[]; today: string; place: PlaceOf },
): News {
  const from = startOfNews(today);
  const within = (date: string | undefined) => date !== undefined && date >= from && date <= today;
  const here = assets.filter(patch.has);
  const open = here.filter((a) => a.status !== 'closed');
  const running = assets.filter((a) => a.status === 'active');
  return {
    from,
    added: open.filter((a) => within(a.added)),
    checked: open.filter((a) => within(a.checked.date) && !within(a.added) && a.status === 'active'),
    paused: here.filter((a) => a.status === 'paused'),
    closed: here.filter((a) => a.status === 'closed' && within(a.statusDate)),
    gaps: topics.flatMap((t) => gapOf(t, running, patch, place) ?? []),
  };
}
