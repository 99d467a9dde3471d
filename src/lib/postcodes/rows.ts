import type { LatLng } from '#lib/geo.ts';
import { normalisePostcode } from '#lib/postcode.ts';
import { fromGrid } from '#lib/postcodes/grid.ts';
import { inBritishIsles } from '#lib/postcodes/outcode-file.ts';

/** Where in a row each thing stands, from 0. */
export interface Columns {
  postcode: number;
  degrees?: { lat: number; lng: number } | undefined;
  grid?: { easting: number; northing: number } | undefined;
  /** Holds a date where the postcode is no longer in use. */
  ended?: number | undefined;
}

export type Row =
  | ({ kind: 'row'; postcode: string } & LatLng)
  /** No longer in use. */
  | { kind: 'ended' }
  /** In use, and its publisher gives it no point. */
  | { kind: 'nowhere' }
  | { kind: 'wrong'; reason: string };

/** The names that ONS (Postcode Directory, NSPL) and others give each column, the best first. */
const NAMES = {
  postcode: ['pcds', 'postcode', 'pcd', 'pcd2', 'pcd7', 'pcd8'],
  lat: ['lat', 'latitude'],
  lng: ['long', 'lng', 'lon', 'longitude'],
  easting: ['oseast1m', 'east1m', 'easting', 'eastings'],
  northing: ['osnrth1m', 'north1m', 'northing', 'northings'],
  ended: ['doterm', 'terminated'],
} as const;

/** Code-Point Open's files have no header: postcode, quality, eastings, northings, then codes. */
const CODE_POINT_OPEN: Columns = { postcode: 0, grid: { easting: 2, northing: 3 } };

/** The cells of one line of CSV (RFC 4180; postcode files have no line breaks inside cells). */
export function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.replace(/\r$/, '').split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,\r]*))/g)].map(
    (m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '',
  );
}

/**
 * Finds the columns from the first line of a file; `header` is false where that line is already a row. Throws, in
 * words for an operator, where the file cannot be used.
 */
export function columnsOf(cells: readonly string[]): { columns: Columns; header: boolean } {
  if (normalisePostcode(cells[0] ?? '') && cells.slice(2, 4).every((c) => /^\d+$/.test(c)))
    return { columns: CODE_POINT_OPEN, header: false };
  const named = cells.map((c) =>
    c
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const at = (names: readonly string[]) => {
    const found = names.map((n) => named.indexOf(n)).find((i) => i >= 0);
    return found ?? -1;
  };
  const postcode = at(NAMES.postcode);
  if (postcode < 0)
    throw new Error(
      `no column of postcodes. Its first line should name one of: ${NAMES.postcode.join(', ')}`,
    );
  const [lat, lng, easting, northing] = [at(NAMES.lat), at(NAMES.lng), at(NAMES.easting), at(NAMES.northing)];
  const degrees = lat >= 0 && lng >= 0 ? { lat, lng } : undefined;
  const grid = easting >= 0 && northing >= 0 ? { easting, northing } : undefined;
  if (!degrees && !grid)
    throw new Error('no coordinates. Its first line should name lat and long, or easting and northing');
  const ended = at(NAMES.ended);
  return { columns: { postcode, degrees, grid, ended: ended < 0 ? undefined : ended }, header: true };
}

/** ONS writes latitude 99.999999 for a postcode with no point. */
const NO_LATITUDE = 99;

function pointOf(cells: readonly string[], { degrees, grid }: Columns, postcode: string): LatLng | Row {
  const number = (i: number) => (cells[i]?.trim() ? Number(cells[i]) : Number.NaN);
  if (degrees) {
    const [lat, lng] = [number(degrees.lat), number(degrees.lng)];
    if (lat > NO_LATITUDE || (lat === 0 && lng === 0)) return { kind: 'nowhere' };
    if (inBritishIsles(lat, lng)) return { lat, lng };
    if (!Number.isNaN(lat) && !Number.isNaN(lng))
      return wrong('its latitude and longitude are not in the UK');
  }
  if (!grid) return { kind: 'nowhere' };
  if (postcode.startsWith('BT'))
    return wrong(
      'its grid reference is on the Irish Grid. Use a file with lat and long for Northern Ireland',
    );
  const [easting, northing] = [number(grid.easting), number(grid.northing)];
  if (!(easting > 0 || northing > 0)) return { kind: 'nowhere' };
  return fromGrid(easting, northing) ?? wrong('its easting and northing are not in Great Britain');
}

const wrong = (reason: string): Row => ({ kind: 'wrong', reason });

/** Reads one row. Total: anything that cannot be used says why. */
export function readRow(cells: readonly string[], columns: Columns): Row {
  const text = cells[columns.postcode] ?? '';
  const postcode = normalisePostcode(text);
  if (!postcode)
    return wrong(text.trim() ? `“${text.trim().slice(0, 20)}” is not a postcode` : 'it has no postcode');
  if (columns.ended !== undefined && cells[columns.ended]?.trim()) return { kind: 'ended' };
  const point = pointOf(cells, columns, postcode);
  return 'kind' in point ? point : { kind: 'row', postcode, lat: point.lat, lng: point.lng };
}
