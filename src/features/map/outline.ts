import type { LatLng } from '#lib/geo.ts';

/** Metres in a degree of latitude. */
const METRES_A_DEGREE = 111_195;
/** How far past the outermost neighbourhoods the outline runs, in metres. */
const MARGIN = 1600;
/** Corners on the circle about each place: enough to look round. */
const CORNERS = 12;

type XY = [x: number, y: number];

/** Twice the area of the triangle; positive where the turn is to the left. */
const turn = (o: XY, a: XY, b: XY) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

/** One side of the hull: drops every corner that turns the wrong way. */
function chain(points: readonly XY[]): XY[] {
  const out: XY[] = [];
  for (const p of points) {
    for (;;) {
      const [a, b] = [out.at(-2), out.at(-1)];
      if (!a || !b || turn(a, b, p) > 0) break;
      out.pop();
    }
    out.push(p);
  }
  return out.slice(0, -1);
}

/**
 * A simple outline of an area, drawn by us from the middles of its neighbourhoods (Andrew's monotone chain about a
 * circle around each), for when the pictures of the map do not come. It is no boundary, and the page does not call it
 * one. Pairs of [lat, lng] in degrees, three decimals.
 */
export function outlineOf(centres: readonly LatLng[]): [number, number][] {
  const ring: XY[] = centres.flatMap(({ lat, lng }) =>
    Array.from({ length: CORNERS }, (_, i): XY => {
      const angle = (i / CORNERS) * 2 * Math.PI;
      const up = (MARGIN * Math.sin(angle)) / METRES_A_DEGREE;
      const along = (MARGIN * Math.cos(angle)) / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180));
      return [lng + along, lat + up];
    }),
  );
  const sorted = ring.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const round = (n: number) => Math.round(n * 1000) / 1000;
  return [...chain(sorted), ...chain(sorted.toReversed())].map(([x, y]) => [round(y), round(x)]);
}
