import type { LatLng } from '#lib/geo.ts';
import { middleOf, type OutcodeEntry, type OutcodeFile, packOutcode } from '#lib/postcodes/outcode-file.ts';
import type { Row } from '#lib/postcodes/rows.ts';

/** South, west, north, east, in degrees. */
export type Bounds = readonly [number, number, number, number];

/** What became of the rows. */
export interface Tally {
  rows: number;
  kept: number;
  outside: number;
  ended: number;
  nowhere: number;
  /** In more than one file or line: the first is kept. */
  again: number;
  /** Rows that cannot be used, by reason: how many, and where the first few are. */
  wrong: Map<string, { count: number; where: string[] }>;
}

const EXAMPLES = 3;
const short = (degrees: number) => Math.round(degrees * 10_000) / 10_000;
const within = (p: LatLng, [south, west, north, east]: Bounds) =>
  p.lat >= south && p.lat <= north && p.lng >= west && p.lng <= east;

/** Gathers the rows of one or more files by outcode, keeping those inside the bounds. */
export class Gathering {
  readonly tally: Tally = { rows: 0, kept: 0, outside: 0, ended: 0, nowhere: 0, again: 0, wrong: new Map() };
  readonly #outcodes = new Map<string, Map<string, LatLng>>();
  /** Outcodes with live postcodes that were left out. */
  readonly #parted = new Set<string>();
  readonly #bounds: readonly Bounds[] | undefined;

  /** `bounds`: undefined keeps everything. */
  constructor(bounds: readonly Bounds[] | undefined) {
    this.#bounds = bounds;
  }

  /** `where` is the file and line, for the report. */
  add(row: Row, where: string): void {
    this.tally.rows++;
    if (row.kind === 'wrong') this.#wrong(row.reason, where);
    else if (row.kind === 'row') this.#keep(row.postcode, { lat: row.lat, lng: row.lng });
    else this.tally[row.kind]++;
  }

  #wrong(reason: string, where: string): void {
    const seen = this.tally.wrong.get(reason) ?? { count: 0, where: [] };
    seen.count++;
    if (seen.where.length < EXAMPLES) seen.where.push(where);
    this.tally.wrong.set(reason, seen);
  }

  #keep(postcode: string, point: LatLng): void {
    const [code, inward] = [postcode.slice(0, -4), postcode.slice(-3)];
    if (this.#bounds && !this.#bounds.some((b) => within(point, b))) {
      this.tally.outside++;
      this.#parted.add(code);
      return;
    }
    const points = this.#outcodes.get(code) ?? new Map<string, LatLng>();
    this.#outcodes.set(code, points);
    if (points.has(inward)) {
      this.tally.again++;
      return;
    }
    points.set(inward, point);
    this.tally.kept++;
  }

  /** Each outcode with its entry in the index and its file, in alphabetical order. */
  outcodes(): { entry: OutcodeEntry; file: OutcodeFile }[] {
    return [...this.#outcodes].sort().flatMap(([code, points]) => {
      const middle = middleOf(points.values());
      if (!middle) return [];
      const whole = !this.#parted.has(code);
      const entry = { code, lat: short(middle.lat), lng: short(middle.lng), count: points.size, whole };
      return [{ entry, file: packOutcode({ code, points }) }];
    });
  }
}
