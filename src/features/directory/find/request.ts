import { metresOf } from '#lib/geo.ts';
import type { FilterName, Point, SearchRequest } from '#search/contract.ts';
import type { FindState } from './state.ts';

/** Cards at a time. */
export const STEP = 10;

/** Facets the find page counts. */
export const FACETS: FilterName[] = [
  'topics',
  'days',
  'times',
  'cost',
  'access',
  'formats',
  'audience',
  'ages',
  'languages',
];

/** Where a search is near, and how far "near" is there where a person has not said. */
export interface NearPoint {
  point: Point;
  /** Miles. */
  usual: number;
}

/** Miles that a search reaches; undefined for any distance. */
export const milesOf = (state: FindState, near: NearPoint): number | undefined =>
  state.within === 'any' ? undefined : (state.within ?? near.usual);

/** The request for a state, once the place has been found. Everything up to the page being shown is asked for. */
export function requestOf(state: FindState, near: NearPoint | undefined): SearchRequest {
  // A part of the map that was asked for is where: a distance would leave out some of it without a word.
  const miles = near && !state.box && milesOf(state, near);
  return {
    q: state.q,
    literal: state.literal,
    filters: state.filters,
    bbox: state.box,
    near: near && { ...near.point, radiusM: miles ? metresOf(miles) : undefined },
    facets: FACETS,
    sort: state.sort === 'distance' && !near ? 'relevance' : state.sort,
    page: 1,
    perPage: Math.min(50, state.page * STEP),
  };
}

/** True where there is anything to search for or to filter by. */
export const asksForSomething = (state: FindState): boolean =>
  state.q.trim() !== '' ||
  state.near.trim() !== '' ||
  state.here !== undefined ||
  state.box !== undefined ||
  state.sort !== 'relevance' ||
  Object.values(state.filters).some((v) => v.length > 0);
