import type { LatLng } from '#lib/geo.ts';

/**
 * The postcodes of one outcode, as stored and as fetched. One file each, so that a browser that looks up a postcode
 * asks for its outcode and says nothing more precise to anyone.
 *
 * The second halves are sorted and every list holds differences from the entry before, because neighbours in the list
 * are neighbours on the ground: 2.8 bytes a postcode after gzip, against 8.8 as plain JSON (22,625 postcodes measured).
 */
export interface OutcodeFile {
  outcode: string;
  /** Numbers of the second halves (`inwardNumber`): the first as it is, then how far each is past the last. */
  inward: number[];
  /** Steps of 1/10,000 of a degree of latitude (11 m). */
  north: number[];
  /** Steps of 1/6,000 of a degree of longitude (11 m in Wigan, 10 m in Glasgow, 12 m in Cornwall). */
  east: number[];
}

/** Points of an outcode by second half: "1AB". Degrees WGS 84, within 8 m of what was put in. */
export interface Outcode {
  code: string;
  points: ReadonlyMap<string, LatLng>;
}

/** One line of the index: an outcode this deployment knows. */
export interface OutcodeEntry extends LatLng {
  code: string;
  /** How many postcodes its file holds; 0 where there is no file and only the centre is known. */
  count: number;
  /** False where some of its postcodes lie outside the deployment's area and were left out. */
  whole: boolean;
}

const NORTH = 10_000;
const EAST = 6_000;
/** The letters of second halves: Royal Mail uses no C I K M O V there. */
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
const INWARD = LETTERS.length ** 2 * 10;

/** "1AB" → a number from 0 to 3,999, in alphabetical order; -1 where it cannot be a second half. */
export function inwardNumber(inward: string): number {
  const [digit, a, b] = [
    Number(inward[0] ?? NaN),
    LETTERS.indexOf(inward[1] ?? '?'),
    LETTERS.indexOf(inward[2] ?? '?'),
  ];
  if (inward.length !== 3 || !Number.isInteger(digit) || a < 0 || b < 0) return -1;
  return (digit * LETTERS.length + a) * LETTERS.length + b;
}

function inwardOf(n: number): string {
  const rest = n % LETTERS.length ** 2;
  return `${Math.floor(n / LETTERS.length ** 2)}${LETTERS[Math.floor(rest / LETTERS.length)]}${LETTERS[rest % LETTERS.length]}`;
}

const steps = (values: readonly number[]) => values.map((v, i) => v - (i > 0 ? (values[i - 1] ?? 0) : 0));

/** Packs the points of one outcode. Throws where a second half cannot be one. */
export function packOutcode({ code, points }: Outcode): OutcodeFile {
  const rows = [...points].map(([inward, p]) => {
    const n = inwardNumber(inward);
    if (n < 0) throw new Error(`${code} ${inward} is not a postcode`);
    return { n, north: Math.round(p.lat * NORTH), east: Math.round(p.lng * EAST) };
  });
  rows.sort((a, b) => a.n - b.n);
  return {
    outcode: code,
    inward: steps(rows.map((r) => r.n)),
    north: steps(rows.map((r) => r.north)),
    east: steps(rows.map((r) => r.east)),
  };
}

const isWholeNumbers = (v: unknown): v is number[] => Array.isArray(v) && v.every((n) => Number.isInteger(n));

/** Unpacks a fetched file; null where it is not the whole and right file of that outcode. */
export function unpackOutcode(value: unknown, code: string): Outcode | null {
  if (typeof value !== 'object' || value === null || !('outcode' in value) || value.outcode !== code)
    return null;
  if (!('inward' in value && 'north' in value && 'east' in value)) return null;
  const { inward, north, east } = value;
  if (!isWholeNumbers(inward) || !isWholeNumbers(north) || !isWholeNumbers(east)) return null;
  if (inward.length !== north.length || inward.length !== east.length) return null;
  const points = new Map<string, LatLng>();
  let [n, y, x] = [0, 0, 0];
  for (const [i, step] of inward.entries()) {
    if (i > 0 && step <= 0) return null;
    n += step;
    y += north[i] ?? 0;
    x += east[i] ?? 0;
    if (n < 0 || n >= INWARD || !inBritishIsles(y / NORTH, x / EAST)) return null;
    points.set(inwardOf(n), { lat: y / NORTH, lng: x / EAST });
  }
  return { code, points };
}

/** Whether degrees can be in the UK at all: a swapped or missing coordinate is not. */
export const inBritishIsles = (lat: number, lng: number) => lat >= 49 && lat <= 61 && lng >= -9 && lng <= 2;

/** The middle of some points: their mean. Null where there are none. */
export function middleOf(points: Iterable<LatLng>): LatLng | null {
  let [lat, lng, n] = [0, 0, 0];
  for (const p of points) {
    lat += p.lat;
    lng += p.lng;
    n++;
  }
  return n === 0 ? null : { lat: lat / n, lng: lng / n };
}
