/** Where the pictures of the map come from, as the settings of `site.yaml` say it. */
export interface TileSettings {
  /** An address with {z}, {x} and {y}; a path for tiles that the site serves itself. */
  tiles: string;
  /** A PMTiles file of the site itself, used instead of `tiles`. */
  pmtiles?: string | undefined;
}

/**
 * The other site that pictures of the map come from, as a source for the Content-Security-Policy's `img-src`:
 * `https://tile.openstreetmap.org`, or with `{s}` in the address, `https://*.tile.example.org`. Undefined where they
 * come from the site itself: then no other site is named at all.
 */
export function tileHost({ tiles, pmtiles }: TileSettings): string | undefined {
  if (pmtiles) return undefined;
  const origin = /^https:\/\/[^/]+/.exec(tiles)?.[0];
  return origin?.replace('{s}', '*');
}
