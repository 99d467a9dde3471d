import { metresBetween } from '#lib/geo.ts';
import { FILTER_NAMES, type FilterName, type Filters, type Point } from '#search/contract.ts';
import { FORMAT, facetsBy, type IndexFile, type PackedFacet } from '#search/embedded/format.ts';
import { END, unpack, unzigzag } from '#search/pack.ts';

/** The index is not one, or not of this version of the code. */
export class CorruptIndex extends Error {
  override name = 'CorruptIndex';
}

/** One facet, unpacked: a few combinations of values, and the one each listing has. */
export interface Facet {
  values: string[];
  sets: number[][];
  of: number[];
}

/** A place as the index knows it. */
export interface TablePlace extends Point {
  id: string;
}

const DAY_MS = 86_400_000;

/** Everything about the listings but their words, in columns. */
export class Table {
  readonly count: number;
  readonly ids: string[];
  readonly facets: Record<FilterName, Facet>;
  readonly places: TablePlace[];
  /** Days since 1970 of the check, and of the day it falls due. */
  readonly checked: number[];
  readonly due: number[];
  readonly paused: boolean[];
  readonly #schedules: string[];
  readonly #schedule: number[];
  /** Points of listing n stand from start[n] to start[n + 1]. */
  readonly #start: number[] = [0];
  readonly #points: Point[] = [];

  /** Throws CorruptIndex where the columns do not fit together. */
  constructor(file: IndexFile) {
    this.count = file.count;
    this.ids = file.ids === '' ? [] : file.ids.split('\n');
    this.facets = facetsBy((f) => unpackFacet(file.facets[f]));
    const lats = unpack(file.places.lat);
    const lngs = unpack(file.places.lng);
    this.places = file.places.ids.map((id, i) => ({
      id,
      lat: 49 + (lats[i] ?? 0) / 10_000,
      lng: -9 + (lngs[i] ?? 0) / 10_000,
    }));
    this.#unpackPoints(unpack(file.points));
    const since = Date.parse(file.since) / DAY_MS;
    this.checked = unpack(file.checked).map((d) => since + d);
    this.due = unpack(file.due).map((d, i) => (this.checked[i] ?? 0) + d);
    this.paused = unpack(file.paused).map((p) => p === 1);
    this.#schedules = file.schedules;
    this.#schedule = unpack(file.schedule);
    const columns = [this.ids, this.checked, this.due, this.paused, this.#schedule];
    const facets = Object.values(this.facets).map((f) => f.of);
    if ([...columns, ...facets].some((c) => c.length !== this.count) || this.#start.length !== this.count + 1)
      throw new CorruptIndex('its columns are not of one length');
  }

  #unpackPoints(numbers: number[]): void {
    for (let i = 0; i < numbers.length; ) {
      let left = numbers[i++] ?? 0;
      for (; left > 0; left--) {
        const at = this.places[numbers[i++] ?? 0];
        const lat = unzigzag(numbers[i++] ?? 0);
        const lng = unzigzag(numbers[i++] ?? 0);
        if (!at) throw new CorruptIndex('a point has no place');
        this.#points.push({ lat: at.lat + lat / 10_000, lng: at.lng + lng / 10_000 });
      }
      this.#start.push(this.#points.length);
    }
  }

  schedule(n: number): string {
    return this.#schedules[this.#schedule[n] ?? 0] ?? '';
  }

  /** Number of the listing's schedule among the distinct ones. */
  scheduleNo(n: number): number {
    return this.#schedule[n] ?? 0;
  }

  points(n: number): Point[] {
    return this.#points.slice(this.#start[n], this.#start[n + 1]);
  }

  /** Metres to its nearest venue, or undefined where it has none that may be shown. */
  metres(n: number, from: Point): number | undefined {
    let best: number | undefined;
    for (let i = this.#start[n] ?? 0; i < (this.#start[n + 1] ?? 0); i++) {
      const p = this.#points[i];
      if (!p) continue;
      const m = metresBetween(from, p);
      if (best === undefined || m < best) best = m;
    }
    return best;
  }

  /** The place nearest to a point. */
  nearestPlace(from: Point): string | undefined {
    let best: { id: string; m: number } | undefined;
    for (const p of this.places) {
      const m = metresBetween(from, p);
      if (!best || m < best.m) best = { id: p.id, m };
    }
    return best?.id;
  }

  /** For each combination of a facet's values, whether it passes: `every` value asked for, or any of them. */
  passes(filter: FilterName, asked: readonly string[]): boolean[] {
    const { values, sets } = this.facets[filter];
    const wanted = [...new Set(asked)].map((v) => values.indexOf(v));
    const known = new Set(wanted.filter((v) => v >= 0));
    if (filter === 'access')
      return sets.map((set) => wanted.every((v) => v >= 0) && wanted.every((v) => set.includes(v)));
    return sets.map((set) => set.some((v) => known.has(v)));
  }
}

function unpackFacet(f: PackedFacet): Facet {
  const sets = f.sets.split(END).slice(0, -1).map(unpack);
  return { values: f.values, sets, of: unpack(f.of) };
}

/** Reads the body of an index file. Throws CorruptIndex for anything else. */
export function readIndex(body: string): IndexFile {
  let file: unknown;
  try {
    file = JSON.parse(body);
  } catch {
    throw new CorruptIndex('it is not JSON');
  }
  if (!isIndex(file)) throw new CorruptIndex(`it is not of the format ${FORMAT}`);
  return file;
}

const isIndex = (file: unknown): file is IndexFile =>
  typeof file === 'object' && file !== null && 'format' in file && file.format === FORMAT;

/** Filters that ask for something, with their values. */
export function asked(filters: Partial<Filters>): [FilterName, readonly string[]][] {
  const out: [FilterName, readonly string[]][] = [];
  for (const f of FILTER_NAMES) {
    const values = filters[f];
    if (values && values.length > 0) out.push([f, values]);
  }
  return out;
}
