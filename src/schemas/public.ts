import type { Asset, Location } from '#schemas/asset.ts';

/** What is left of a sensitive location: the neighbourhood, and that the rest is kept private. */
function hidden(location: Location): Location {
  return { name: 'Address kept private', place: location.place, sensitive: true };
}

/**
 * An asset as the world may see it. Pages, feeds, cards and search documents are made from this and never from the
 * file, so that a refuge's address is in no file a browser can fetch.
 */
export function publicAsset<A extends Pick<Asset, 'locations' | 'sessions'>>(asset: A): A {
  if (!asset.locations.some((l) => l.sensitive)) return asset;
  const secret = new Set(asset.locations.filter((l) => l.sensitive).map((l) => l.name));
  return {
    ...asset,
    locations: asset.locations.map((l) => (l.sensitive ? hidden(l) : l)),
    sessions: asset.sessions.map((s) => (s.at && secret.has(s.at) ? { ...s, at: undefined } : s)),
  };
}
