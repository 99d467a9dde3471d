import type { LatLng } from '#lib/geo.ts';
import type { Place } from '#schemas/place.ts';
import type { Site } from '#schemas/site.ts';
import { outlineOf } from './outline.ts';

/** [south, west, north, east] in degrees, as the search contract has it. */
export type Box = [number, number, number, number];

/** What lies under the pins, in /map/ground.json: where pictures come from, and what to draw without them. */
export interface Ground {
  tiles: Site['map'];
  areas: { name: string; lat: number; lng: number; bounds: Box; outline: [number, number][] }[];
  /** Neighbourhoods for names on the map; those with most listings first. */
  places: ({ name: string } & LatLng)[];
}

/** Builds it. `listings` says how many listings a place has, so that the busiest names win where there is no room. */
export function groundFile(site: Site, places: readonly Place[], listings: (place: Place) => number): Ground {
  return {
    tiles: site.map,
    areas: site.areas.map(({ id, name, lat, lng, bounds }) => {
      const centres = places.filter((p) => p.area === id);
      return { name, lat, lng, bounds, outline: outlineOf(centres.length > 0 ? centres : [{ lat, lng }]) };
    }),
    places: places
      .toSorted((a, b) => listings(b) - listings(a))
      .map(({ name, lat, lng }) => ({ name, lat, lng })),
  };
}

const isGround = (v: unknown): v is Ground =>
  typeof v === 'object' &&
  v !== null &&
  typeof Reflect.get(v, 'tiles') === 'object' &&
  Array.isArray(Reflect.get(v, 'areas')) &&
  Array.isArray(Reflect.get(v, 'places'));

/** Reads the fetched file. Throws where it is not one of ours. */
export function readGround(value: unknown): Ground {
  if (!isGround(value)) throw new Error('The ground of the map is damaged');
  return value;
}

/** The smallest box that holds all the points; undefined where there are none. */
export function boxAround(points: readonly LatLng[]): Box | undefined {
  if (points.length === 0) return undefined;
  const box: Box = [90, 180, -90, -180];
  for (const { lat, lng } of points) {
    box[0] = Math.min(box[0], lat);
    box[1] = Math.min(box[1], lng);
    box[2] = Math.max(box[2], lat);
    box[3] = Math.max(box[3], lng);
  }
  return box;
}

export const holds = (box: Box, p: LatLng) =>
  p.lat >= box[0] && p.lng >= box[1] && p.lat <= box[2] && p.lng <= box[3];
