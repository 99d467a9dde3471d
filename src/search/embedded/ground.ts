import type { Point, Reading, SearchRequest } from '#search/contract.ts';
import type { Ordered } from '#search/embedded/order.ts';
import type { Table } from '#search/embedded/table.ts';
import type { Soonest } from '#search/soonest.ts';

/**
 * Where and when, asked of the table: the part of an answer that is the same whichever engine found the listings.
 */

/** Where a search is centred, and whether that was asked for or read in the words. */
export interface Centre extends Point {
  radiusM?: number | undefined;
  read: boolean;
  /** The place nearest to the centre. */
  place: string | undefined;
  /** For each combination of places a listing can have: whether it reaches that place. */
  covers: boolean[];
}

/** A listing that answers the words, with its score; 0 where nothing was typed. */
export interface Scored {
  n: number;
  score: number;
}

/** A listing that reaches a place from a venue elsewhere is about as good as one this near. */
const COVERED_M = 2000;
/** One that neither meets nor reaches there counts as this far off. */
const ELSEWHERE_M = 50_000;

/** Where the request is centred: its own `near`, or the place that was read in the words. */
export function centreOf(table: Table, request: SearchRequest, reading: Reading): Centre | undefined {
  const point = request.near ?? reading.place;
  if (!point) return undefined;
  const { lat, lng, radiusM } = point;
  const place = table.nearestPlace(point);
  const covers = place === undefined ? [] : table.passes('places', [place]);
  return { lat, lng, radiusM, read: !request.near, place, covers };
}

/** Whether a listing reaches the middle, with or without a venue there. */
export function covered(table: Table, n: number, centre: Centre): boolean {
  return centre.covers[table.facets.places.of[n] ?? 0] ?? false;
}

/** How far off a listing counts as when it is scored. */
export function metresAway(table: Table, n: number, centre: Centre): number {
  const m = table.metres(n, centre);
  if (covered(table, n, centre)) return Math.min(m ?? 0, COVERED_M);
  return m ?? ELSEWHERE_M;
}

/** Whether a listing has a point in the rectangle; true where none is asked for. */
export function inBox(table: Table, n: number, bbox: SearchRequest['bbox']): boolean {
  if (!bbox) return true;
  const [south, west, north, east] = bbox;
  return table.points(n).some((p) => p.lat >= south && p.lng >= west && p.lat <= north && p.lng <= east);
}

/** Whether a listing lies in the circle, or reaches its middle without a venue in it; true where there is none. */
export function inCircle(table: Table, n: number, centre: Centre | undefined): boolean {
  if (centre?.radiusM === undefined || covered(table, n, centre)) return true;
  const m = table.metres(n, centre);
  return m !== undefined && m <= centre.radiusM;
}

/** The order that is really meant: a place and nothing else means the nearest first. */
export function sortOf(request: SearchRequest, reading: Reading): SearchRequest['sort'] {
  const placeOnly = reading.words.length === 0 && reading.needs.length === 0 && reading.place;
  return request.sort === 'relevance' && placeOnly ? 'distance' : request.sort;
}

/** Gives listings their keys in the order asked for. The last key is always the id. */
export class Order {
  readonly #table: Table;
  readonly #soonest: Soonest;
  readonly #sort: SearchRequest['sort'];
  readonly #centre: Centre | undefined;
  readonly #now: Date;
  readonly #starts = new Map<number, number>();

  constructor(
    table: Table,
    soonest: Soonest,
    sort: SearchRequest['sort'],
    centre: Centre | undefined,
    now: Date,
  ) {
    this.#table = table;
    this.#soonest = soonest;
    this.#sort = sort;
    this.#centre = centre;
    this.#now = now;
  }

  of({ n, score }: Scored): Ordered {
    return { n, id: this.#table.ids[n] ?? '', score, key: this.#key(n, score) };
  }

  #key(n: number, exact: number): number[] {
    const t = this.#table;
    // What differs by a rounding error is equal, or two engines could not agree.
    const score = Math.round(exact * 1e5) / 1e5;
    const paused = t.paused[n] ? 1 : 0;
    if (this.#sort === 'soonest') return [paused, this.#start(n), -score];
    if (this.#sort === 'distance' && this.#centre)
      return [t.metres(n, this.#centre) ?? Number.POSITIVE_INFINITY, paused, -score];
    if (this.#sort === 'relevance' && score > 0) return [-score];
    return [paused, -(t.checked[n] ?? 0), -score];
  }

  /** Each distinct schedule is asked once. */
  #start(n: number): number {
    const s = this.#table.scheduleNo(n);
    const known = this.#starts.get(s) ?? this.#soonest.nextStart(this.#table.schedule(n), this.#now);
    this.#starts.set(s, known);
    return known;
  }
}
