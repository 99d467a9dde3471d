import { ACCESS_FEATURES, AUDIENCES, FORMATS, TOPIC_IDS, WEEKDAYS } from '#schemas/values.ts';
import {
  AGE_BANDS,
  COSTS,
  FILTER_NAMES,
  type FilterName,
  type Filters,
  MAX_QUERY,
  type Point,
  type SearchRequest,
  SORTS,
  type Sort,
  TIMES_OF_DAY,
} from '#search/contract.ts';

/**
 * The state of a search as it stands after the `#` of the find page's address: shareable, and in no server's log.
 * Every part is optional; what cannot be read is left out and the rest kept.
 */
export interface FindState {
  /** The person's words. */
  q: string;
  /** A town, neighbourhood or postcode as typed. */
  near: string;
  /** Where the device says the person is, after a press. In memory only: it is in no address, storage or request. */
  here?: Point | undefined;
  /** Miles from there, in a straight line; 'any' for however far. Left out: the usual distance for such a place. */
  within?: number | 'any' | undefined;
  /** A part of the map: [south, west, north, east] in degrees, three decimals, as "Search this area" set it. */
  box?: SearchRequest['bbox'];
  /** True: exactly these words, no reading of needs. */
  literal: boolean;
  filters: Partial<Filters>;
  sort: Sort;
  page: number;
}

export const EMPTY_STATE: FindState = {
  q: '',
  near: '',
  literal: false,
  filters: {},
  sort: 'relevance',
  page: 1,
};

/** Miles that a person can choose. */
export const DISTANCES = [1, 3, 5, 10] as const;

const CHOICES: Record<Exclude<FilterName, 'languages' | 'places'>, readonly string[]> = {
  topics: TOPIC_IDS,
  days: WEEKDAYS,
  times: TIMES_OF_DAY,
  cost: COSTS,
  access: ACCESS_FEATURES,
  formats: FORMATS,
  audience: AUDIENCES,
  ages: AGE_BANDS,
};

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/i;

/** The values of one filter that mean something, each once. */
function known(name: FilterName, values: string[]): string[] {
  const allowed = name === 'languages' || name === 'places' ? undefined : CHOICES[name];
  return [...new Set(values)]
    .filter((v) => (allowed ? allowed.includes(v) : ID.test(v) && v.length <= 60))
    .slice(0, 40);
}

/** "53.4,-2.7,53.6,-2.4" as a box; undefined for anything that is none. */
function boxFrom(text: string | null): FindState['box'] {
  const [s, w, n, e, ...more] = (text ?? '')
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (s === undefined || w === undefined || n === undefined || e === undefined || more.length > 0)
    return undefined;
  const real = s >= -90 && n <= 90 && w >= -180 && e <= 180 && s < n && w < e;
  return real ? [s, w, n, e] : undefined;
}

/** Reads the part of an address after `#`. Never throws: a mangled address gives the parts that can be read. */
export function stateFromHash(hash: string): FindState {
  const params = new URLSearchParams(hash.replace(/^#/, '').slice(0, 8000));
  const filters: Record<string, string[]> = {};
  for (const name of FILTER_NAMES) {
    const values = known(
      name,
      params.getAll(name).flatMap((v) => v.split(',')),
    );
    if (values.length > 0) filters[name] = values;
  }
  const within = params.get('within');
  const page = Number(params.get('page'));
  const sort = params.get('sort');
  return {
    q: (params.get('q') ?? '').slice(0, MAX_QUERY),
    near: (params.get('near') ?? '').slice(0, 60),
    within: within === 'any' ? 'any' : DISTANCES.find((d) => String(d) === within),
    box: boxFrom(params.get('box')),
    literal: params.get('exact') === '1',
    // Every value was checked against the filter's own list above.
    filters: filters as Partial<Filters>,
    sort: SORTS.find((s) => s === sort) ?? 'relevance',
    page: Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1,
  };
}

/** The address part for a state, `#` included; an empty state gives `''`. Parts at rest are left out. */
export function stateToHash(state: Partial<FindState>): string {
  const params = new URLSearchParams();
  if (state.q) params.set('q', state.q);
  if (state.near) params.set('near', state.near);
  if (state.within) params.set('within', String(state.within));
  if (state.box) params.set('box', state.box.map((n) => n.toFixed(3)).join(','));
  if (state.literal) params.set('exact', '1');
  for (const name of FILTER_NAMES) {
    const values = state.filters?.[name];
    if (values?.length) params.set(name, values.join(','));
  }
  if (state.sort && state.sort !== 'relevance') params.set('sort', state.sort);
  if (state.page && state.page > 1) params.set('page', String(state.page));
  const text = params.toString();
  return text ? `#${text}` : '';
}
