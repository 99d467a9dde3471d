import { metresBetween } from '#lib/geo.ts';
import { outcodeOf } from '#lib/postcode.ts';
import { fileOf, type Report } from '#schemas/check/known.ts';
import type { Place } from '#schemas/place.ts';
import type { Content } from '#schemas/read.ts';

/** A venue further than this from the middle of its place is a slip of the pen, in metres. */
const TOO_FAR = 8000;
/** Places whose centres are nearer than this share postcodes, in metres. */
const NEIGHBOUR = 6000;
/** How far a place may lie outside its area's bounds, in degrees: about 3 km. */
const MARGIN = 0.03;

const km = (metres: number) => `${Math.round(metres / 1000)} km`;

function nearestPlace(point: { lat: number; lng: number }, places: Place[]): Place | undefined {
  return places.reduce<Place | undefined>(
    (best, p) => (best && metresBetween(point, best) <= metresBetween(point, p) ? best : p),
    undefined,
  );
}

function locations(content: Content, report: Report) {
  const places = new Map(content.places.map((p) => [p.id, p]));
  for (const a of content.assets)
    a.locations.forEach((l, i) => {
      const place = places.get(l.place);
      if (!place) return;
      const file = fileOf('assets', a.id);
      if (l.lat !== undefined && l.lng !== undefined) {
        const point = { lat: l.lat, lng: l.lng };
        const away = metresBetween(point, place);
        const near = nearestPlace(point, content.places);
        const other =
          near && near.id !== place.id ? `, or name the place it is in: "${near.id}" is nearest` : '';
        if (away > TOO_FAR)
          report.problem(
            file,
            `locations[${i}].lat`,
            `and lng are ${km(away)} from the middle of ${place.name}. Check them${other}`,
          );
      }
      const outcode = l.postcode && outcodeOf(l.postcode);
      const around = content.places.filter((p) => metresBetween(p, place) < NEIGHBOUR);
      if (outcode && place.outcodes.length > 0 && !around.some((p) => p.outcodes.includes(outcode)))
        report.warn(
          file,
          `locations[${i}].postcode`,
          `starts with ${outcode}, which is not in or near ${place.name} (${place.outcodes.join(', ')}). Check it`,
        );
    });
}

/** Points, places and postcodes that cannot belong together, and what an area needs. */
export function checkGeography(content: Content, broken: Set<string>, report: Report): void {
  locations(content, report);
  const { areas } = content.site;
  areas.forEach((area, i) => {
    const [south, west, north, east] = area.bounds;
    if (south >= north || west >= east)
      report.problem('site.yaml', `areas[${i}].bounds`, 'should be south, west, north, east, in that order');
    else if (area.lat < south || area.lat > north || area.lng < west || area.lng > east)
      report.problem('site.yaml', `areas[${i}].lat`, 'and lng are outside the bounds. Check all three');
    if (areas.findIndex((other) => other.id === area.id) < i)
      report.problem('site.yaml', `areas[${i}].id`, `is "${area.id}" a second time. Give it another`);
    const table = fileOf('bankHolidays', `bank-holidays-${area.nation}`);
    if (!broken.has(table) && !content.bankHolidays.some((t) => t.nation === area.nation))
      report.problem(
        'site.yaml',
        `areas[${i}].nation`,
        `is ${area.nation}, but ${table} is not there. Add it, so that nobody is sent to a locked door`,
      );
  });
  for (const place of content.places) {
    const bounds = areas.find((a) => a.id === place.area)?.bounds;
    if (!bounds) continue;
    const [south, west, north, east] = bounds;
    const inside =
      place.lat > south - MARGIN &&
      place.lat < north + MARGIN &&
      place.lng > west - MARGIN &&
      place.lng < east + MARGIN;
    if (!inside)
      report.problem(
        fileOf('places', place.id),
        'lat',
        `and lng are outside ${place.area}. Check them, or widen that area's bounds in site.yaml`,
      );
  }
}
