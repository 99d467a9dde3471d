import { FILTER_NAMES, type FilterName } from '#search/contract.ts';
import type { KnownDaysOf } from '#search/soonest.ts';

/**
 * The shape of index-<hash>.json. Every list is in the order of the listings' numbers, unless it says otherwise;
 * "packed" is pack.ts. It carries no text of a listing, only what finding and sorting need.
 */
export const FORMAT = 'waymark-index-1';

/** One facet: the distinct combinations of values, and which of them each listing has. */
export interface PackedFacet {
  values: string[];
  /** Lists of numbers of `values`, END after each; packed. The commonest first. */
  sets: string;
  /** Number of the listing's combination; packed. */
  of: string;
}

export interface IndexFile {
  format: typeof FORMAT;
  indexVersion: string;
  count: number;
  /** Joined by a new line. */
  ids: string;
  facets: Record<FilterName, PackedFacet>;
  places: {
    ids: string[];
    /** Ten-thousandths of a degree from 49° N and 9° W; packed. */
    lat: string;
    lng: string;
  };
  /** How many points; then for each the number of its place and its zigzag offset from it in lat and lng; packed. */
  points: string;
  /** Days from `since` to the check, and on to the due date; packed. */
  since: string;
  checked: string;
  due: string;
  /** 1 for each paused listing; packed. */
  paused: string;
  /** Distinct schedules, and the number of each listing's; packed. */
  schedules: string[];
  schedule: string;
  known: KnownDaysOf[];
  /** Stems in order, front-coded (knowledge-file.ts). */
  terms: string;
  /** For each term its listings, END after each list: gaps times 3, plus the field's level less 1; packed. */
  postings: string;
}

/** One entry a filter, all of them present. */
export function facetsBy<T>(make: (f: FilterName) => T): Record<FilterName, T> {
  const [topics, days, times, cost, access, formats, audience, ages, languages, places] = FILTER_NAMES;
  return {
    topics: make(topics),
    days: make(days),
    times: make(times),
    cost: make(cost),
    access: make(access),
    formats: make(formats),
    audience: make(audience),
    ages: make(ages),
    languages: make(languages),
    places: make(places),
  };
}
