import type { AccessFeature } from '#schemas/access.ts';
import type { Audience, Format } from '#schemas/asset.ts';
import type { Weekday } from '#schemas/session.ts';
import type { TopicId } from '#schemas/topic.ts';

/**
 * The one contract that every search engine keeps (embedded, Meilisearch, or the next). Tests run the same suite
 * against each. Nothing here knows how an engine works.
 */

export const TIMES_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
/** morning: starts before 12:00; afternoon: 12:00 to 16:59; evening: 17:00 or later. Wall-clock, Europe/London. */
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

export const COSTS = ['free', 'donation', 'paid', 'unknown'] as const;
export type CostBand = (typeof COSTS)[number];

/** Bands a person picks from. An asset with no stated ages is in none of them: unknown is not "suitable for all". */
export const AGE_BANDS = ['under-11', '11-17', '18-25', '26-64', '65-plus'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const SORTS = ['relevance', 'distance', 'soonest', 'checked'] as const;
export type Sort = (typeof SORTS)[number];

/** OR within a filter, AND between filters; `access` is AND within too, because a person needs all of it. */
export interface Filters {
  topics: TopicId[];
  days: Weekday[];
  times: TimeOfDay[];
  cost: CostBand[];
  access: AccessFeature[];
  formats: Format[];
  audience: Audience[];
  ages: AgeBand[];
  languages: string[];
  /** Place ids; an asset counts if it meets there or its service area covers the place. */
  places: string[];
}
export const FILTER_NAMES = [
  'topics',
  'days',
  'times',
  'cost',
  'access',
  'formats',
  'audience',
  'ages',
  'languages',
  'places',
] as const satisfies readonly (keyof Filters)[];
export type FilterName = keyof Filters;

/** Degrees WGS 84. */
export interface Point {
  lat: number;
  lng: number;
}

export interface SearchRequest {
  /** The person's words, as typed; at most MAX_QUERY characters are read. */
  q: string;
  /** True: search for exactly these words, with no reading of needs. */
  literal: boolean;
  filters: Partial<Filters>;
  /** Where the person is, and how far they would go, in metres (omit for any distance). */
  near?: Point & { radiusM?: number };
  /** A rectangle of the map: [south, west, north, east]. */
  bbox?: [number, number, number, number];
  /** Which facets to count. */
  facets: FilterName[];
  /**
   * True asks for the ids of all matches as well (at most MAX_IDS), whatever the page: the map shows every one, from a
   * file of pins of its own.
   */
  ids?: boolean;
  sort: Sort;
  /** From 1. */
  page: number;
  /** 1 to 50. */
  perPage: number;
  /** The moment "now" is, ISO 8601; only `soonest` uses it. Defaults to the clock. */
  now?: string;
}

export const MAX_QUERY = 400;
export const MAX_PER_PAGE = 50;
export const MAX_IDS = 20_000;

export interface Hit {
  id: string;
  /** Higher is better; comparable within one answer only. */
  score: number;
  /** Straight-line metres from `near`, where both are known. */
  distanceM?: number;
}

/** A need that was read in the words. `weight` 0 to 1; `said` is the part of the words that showed it. */
export interface ReadNeed {
  topic: TopicId;
  weight: number;
  said: string;
}

/** How the words were read, before any engine saw them. */
export interface Reading {
  needs: ReadNeed[];
  /** A place name, outcode or postcode found in the words. */
  place?: {
    /** The id of a place, or of an area of site.yaml where the words name the whole area. */
    id: string;
    name: string;
    said: string;
    /** How far around the point the words reach, in metres: wide for an area, a few miles for a place. */
    radiusM: number;
  } & Point;
  /** Id of the crisis panel to show, most important first. */
  crisis: string[];
  /** What is left to match as words, once the place has been taken out. */
  words: string[];
  /** The terms the needs added to the search. */
  expandedWith: string[];
}

/** Counts by value, within all other filters. A filter's own choices do not shrink its own counts. */
export type Facets = Partial<Record<FilterName, Record<string, number>>>;

export interface SearchAnswer {
  hits: Hit[];
  /** Exact, of all pages. */
  total: number;
  /** Every match, up to MAX_IDS, in no promised order; there where `ids` was asked for. */
  ids?: string[];
  facets: Facets;
  reading: Reading;
  engine: 'embedded' | 'meilisearch';
  /** Changes whenever the indexed content or its shape does; engines of one version give one answer. */
  indexVersion: string;
  /** True where the engine was cut off before it had seen everything. */
  degraded: boolean;
  tookMs: number;
}

export interface SearchEngine {
  readonly name: SearchAnswer['engine'];
  search(request: SearchRequest): Promise<SearchAnswer>;
}
