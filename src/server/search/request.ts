import { z } from 'zod';
import { ACCESS_FEATURES, AUDIENCES, FORMATS, TOPIC_IDS, WEEKDAYS } from '#schemas/values.ts';
import {
  AGE_BANDS,
  COSTS,
  FILTER_NAMES,
  MAX_PER_PAGE,
  MAX_QUERY,
  type SearchRequest,
  SORTS,
  TIMES_OF_DAY,
} from '#search/contract.ts';

/** The most that a search may weigh. The longest honest one is under 4 kB. */
export const SEARCH_MAX = 16 * 1024;

const lat = z.number().min(-90).max(90);
const lng = z.number().min(-180).max(180);
const some = <T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).max(60).optional();
/** Ids of content: a place, a language. */
const ids = z
  .array(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/i)
      .max(60),
  )
  .max(60)
  .optional();

/** A search as a page sends it: every part bounded, and nothing else in it. */
const searchRequest: z.ZodType<SearchRequest> = z.strictObject({
  q: z.string().max(MAX_QUERY * 2),
  literal: z.boolean(),
  filters: z.strictObject({
    topics: some(TOPIC_IDS),
    days: some(WEEKDAYS),
    times: some(TIMES_OF_DAY),
    cost: some(COSTS),
    access: some(ACCESS_FEATURES),
    formats: some(FORMATS),
    audience: some(AUDIENCES),
    ages: some(AGE_BANDS),
    languages: ids,
    places: ids,
  }),
  near: z.strictObject({ lat, lng, radiusM: z.number().min(0).max(2_000_000).optional() }).optional(),
  bbox: z.tuple([lat, lng, lat, lng]).optional(),
  ids: z.boolean().optional(),
  facets: z.array(z.enum(FILTER_NAMES)).max(FILTER_NAMES.length),
  sort: z.enum(SORTS),
  page: z.int().min(1).max(1000),
  perPage: z.int().min(1).max(MAX_PER_PAGE),
  now: z.iso.datetime().optional(),
});

/** Reads the body of a search. Undefined for anything that is not one; why is nobody's business but a developer's. */
export function readSearch(body: Buffer): SearchRequest | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const result = searchRequest.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
