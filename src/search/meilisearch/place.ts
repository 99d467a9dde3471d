import type { SearchRequest } from '#search/contract.ts';
import { type Centre, covered, inBox, inCircle } from '#search/embedded/ground.ts';
import type { Table } from '#search/embedded/table.ts';
import { quoted } from '#search/meilisearch/enough.ts';
import type { Filter } from '#search/meilisearch/pool.ts';

/**
 * Circles and rectangles as filters. The server knows one point of a listing, and measures a little differently; the
 * site's table knows them all. So the server decides what lies well inside, and the listings near the rim, or with a
 * second venue, are named: together they are exactly what the table says.
 */

const EARTH_M = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres on the sphere, as the server measures them. */
function haversine(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const h =
    Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Points in the table are rounded by up to 8 m. */
const ROUNDED_M = 10;
/** The two ways of measuring part by 4 mm in a kilometre over a county, and by 0.6 m in one over the whole country. */
const rimOf = (radiusM: number) => ROUNDED_M + radiusM * (radiusM > 50_000 ? 0.003 : 0.0001);
const EDGE_DEGREES = 2e-4;

const NOTHING: Filter = 'id = ""';

function circleFilter(table: Table, centre: Centre): Filter[] {
  const { radiusM, lat, lng, place } = centre;
  if (radiusM === undefined) return [];
  const sure = Math.floor(radiusM - rimOf(radiusM));
  const named: string[] = [];
  for (let n = 0; n < table.count; n++) {
    if (covered(table, n, centre) || !inCircle(table, n, centre)) continue;
    const first = table.points(n)[0];
    if (!first || haversine(centre, first) > sure - ROUNDED_M) named.push(quoted(table.ids[n] ?? ''));
  }
  const ways = [
    ...(sure > ROUNDED_M ? [`_geoRadius(${lat}, ${lng}, ${sure})`] : []),
    ...(place === undefined ? [] : [`places = ${quoted(place)}`]),
    ...(named.length > 0 ? [`id IN [${named.join(', ')}]`] : []),
  ];
  return [ways.length > 0 ? ways : NOTHING];
}

function boxFilter(table: Table, bbox: SearchRequest['bbox']): Filter[] {
  if (!bbox) return [];
  const shrunk = (by: number) =>
    [bbox[0] + by, bbox[1] + by, bbox[2] - by, bbox[3] - by] as const satisfies readonly number[];
  const [south, west, north, east] = shrunk(EDGE_DEGREES);
  const [s, w, n2, e] = shrunk(2 * EDGE_DEGREES);
  const named: string[] = [];
  for (let n = 0; n < table.count; n++) {
    if (!inBox(table, n, bbox)) continue;
    const first = table.points(n)[0];
    if (!first || first.lat < s || first.lng < w || first.lat > n2 || first.lng > e)
      named.push(quoted(table.ids[n] ?? ''));
  }
  const ways = [
    ...(south < north && west < east ? [`_geoBoundingBox([${north}, ${east}], [${south}, ${west}])`] : []),
    ...(named.length > 0 ? [`id IN [${named.join(', ')}]`] : []),
  ];
  return [ways.length > 0 ? ways : NOTHING];
}

/** The same a little wider, and by the server alone: light, for candidates that the table will look at again. */
export function roughPlaceFilters({ bbox }: SearchRequest, centre: Centre | undefined): Filter[] {
  const out: Filter[] = [];
  if (centre?.radiusM !== undefined) {
    const { lat, lng, radiusM, place } = centre;
    const around = `_geoRadius(${lat}, ${lng}, ${Math.ceil(radiusM + rimOf(radiusM))})`;
    out.push([around, ...(place === undefined ? [] : [`places = ${quoted(place)}`])]);
  }
  if (bbox) {
    const by = EDGE_DEGREES;
    const [south, west, north, east] = [bbox[0] - by, bbox[1] - by, bbox[2] + by, bbox[3] + by];
    out.push(`_geoBoundingBox([${north}, ${east}], [${south}, ${west}])`);
  }
  return out;
}

/** The filters that keep to the circle and the rectangle of a request; none where it has neither. */
export function placeFilters(table: Table, request: SearchRequest, centre: Centre | undefined): Filter[] {
  return [...(centre ? circleFilter(table, centre) : []), ...boxFilter(table, request.bbox)];
}
