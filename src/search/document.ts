import { addMonths } from '#lib/dates.ts';
import type { AccessFeature } from '#schemas/access.ts';
import type { Asset, Audience, Cost, Format } from '#schemas/asset.ts';
import type { Content } from '#schemas/read.ts';
import type { OpeningHours, Session, Weekday } from '#schemas/session.ts';
import type { TopicId } from '#schemas/topic.ts';
import { ACCESS_FEATURES, TOPIC_IDS, WEEKDAYS } from '#schemas/values.ts';
import {
  AGE_BANDS,
  type AgeBand,
  type CostBand,
  type FilterName,
  type Point,
  TIMES_OF_DAY,
  type TimeOfDay,
} from '#search/contract.ts';
import { keywordsOf } from '#search/keywords.ts';
import { packSchedules } from '#search/soonest.ts';

/**
 * One listing as every engine sees it: the one definition from which the embedded index, the documents sent to a
 * search server and its settings come. It holds nothing that a sensitive location hides.
 */
export interface SearchDocument {
  id: string;
  code: string;
  name: string;
  kind: string;
  summary: string;
  /** The organisation's name. */
  organisation: string;
  /** Main one first. */
  topics: TopicId[];
  activities: string[];
  /** About a dozen telling words of the description. */
  keywords: string[];
  /** Names of its venues and of the places they lie in. */
  venues: string[];
  /** Where it meets or reaches: ids of places. */
  places: string[];
  /** The part of `places` where it has a venue, one for each of `points` and each hidden venue. */
  meets: string[];
  formats: Format[];
  cost: CostBand;
  ages: AgeBand[];
  audience: Audience[];
  /** Features answered `yes`; `partly` is not a yes. */
  access: AccessFeature[];
  languages: string[];
  days: Weekday[];
  times: TimeOfDay[];
  /** Venues that may be shown on a map. */
  points: (Point & { place: string })[];
  /** `YYYY-MM-DD`; after `due` the check is overdue. */
  checked: string;
  due: string;
  paused: boolean;
  /** Its sessions, packed: see soonest.ts. */
  schedule: string;
  demonstration: boolean;
}

/** Fields matched as words, and how much a match there says: 3 the most. */
export const SEARCHABLE = {
  name: 3,
  kind: 2,
  activities: 2,
  summary: 1,
  organisation: 1,
  venues: 1,
  keywords: 1,
} as const satisfies Partial<Record<keyof SearchDocument, 1 | 2 | 3>>;

export type SearchedField = keyof typeof SEARCHABLE;
/** The same fields, most telling first. */
export const SEARCHED: readonly SearchedField[] = [
  'name',
  'kind',
  'activities',
  'summary',
  'organisation',
  'venues',
  'keywords',
];

/** The text of a field that is matched as words. */
export function textOf(d: SearchDocument, field: SearchedField): string {
  const value = d[field];
  return typeof value === 'string' ? value : value.join('\n');
}

/** The field that each filter reads. */
export const FILTERED = {
  topics: 'topics',
  days: 'days',
  times: 'times',
  cost: 'cost',
  access: 'access',
  formats: 'formats',
  audience: 'audience',
  ages: 'ages',
  languages: 'languages',
  places: 'places',
} as const satisfies Record<FilterName, keyof SearchDocument>;

/** The values a document has for a filter. */
export function valuesOf(d: SearchDocument, filter: FilterName): readonly string[] {
  const value = d[FILTERED[filter]];
  return typeof value === 'string' ? [value] : value;
}

const NOON = '12:00';
const EVENING = '17:00';
const bandOf = (start: string): TimeOfDay =>
  start < NOON ? 'morning' : start < EVENING ? 'afternoon' : 'evening';

function daysOfSession(s: Session): Weekday[] {
  if (s.repeats === 'weekly' || s.repeats === 'monthly') return [s.day];
  const dates = s.repeats === 'fortnightly' ? [s.first] : s.dates;
  return dates.flatMap((d) => WEEKDAYS[(new Date(`${d}T00:00:00Z`).getUTCDay() + 6) % 7] ?? []);
}

/** Open doors count for every part of the day they are open in, since a person may come at any of it. */
function bandsOpen(h: OpeningHours): TimeOfDay[] {
  const bands: TimeOfDay[] = [];
  if (h.opens < NOON) bands.push('morning');
  if (h.opens < EVENING && h.closes > NOON) bands.push('afternoon');
  if (h.closes > EVENING) bands.push('evening');
  return bands;
}

const BANDS: Record<AgeBand, readonly [number, number]> = {
  'under-11': [0, 10],
  '11-17': [11, 17],
  '18-25': [18, 25],
  '26-64': [26, 64],
  '65-plus': [65, 120],
};

/** The bands an asset's ages reach into; none where no ages are stated, because unknown is not "for all". */
function ageBands(ages: Asset['ages']): AgeBand[] {
  if (!ages || (ages.min === undefined && ages.max === undefined)) return [];
  const { min = 0, max = 120 } = ages;
  return AGE_BANDS.filter((b) => BANDS[b][0] <= max && BANDS[b][1] >= min);
}

const costBand = (c: Cost): CostBand => (c.type === 'amount' ? 'paid' : c.type);

const ordered = <T extends string>(order: readonly T[], values: Iterable<T>): T[] => {
  const had = new Set(values);
  return order.filter((v) => had.has(v));
};

function reach(a: Asset, content: Content): string[] {
  const area = a.serviceArea;
  const ids = new Set([...a.locations.map((l) => l.place), ...(area?.places ?? [])]);
  for (const p of content.places) if (area?.national || area?.areas.includes(p.area)) ids.add(p.id);
  return [...ids].sort();
}

const isTopic = (id: string): id is TopicId => (TOPIC_IDS as readonly string[]).includes(id);

/** Search documents of all listings that can be found, in order of id. Closed ones cannot. */
export function documentsOf(content: Content): SearchDocument[] {
  const assets = content.assets.filter((a) => a.status !== 'closed');
  const keywords = keywordsOf(assets);
  const schedules = packSchedules(assets, content);
  const organisations = new Map(content.organisations.map((o) => [o.id, o.name]));
  const placeNames = new Map(content.places.map((p) => [p.id, p.name]));
  return assets
    .map((a): SearchDocument => {
      const open = a.locations.filter((l) => !l.sensitive);
      return {
        id: a.id,
        code: a.code,
        name: a.name,
        kind: a.kind,
        summary: a.summary,
        organisation: organisations.get(a.organisation) ?? '',
        topics: a.topics.filter(isTopic),
        activities: a.activities,
        keywords: keywords.get(a.id) ?? [],
        venues: [
          ...new Set([...open.map((l) => l.name), ...a.locations.map((l) => placeNames.get(l.place) ?? '')]),
        ],
        places: reach(a, content),
        meets: a.locations.map((l) => l.place),
        formats: a.formats,
        cost: costBand(a.cost),
        ages: ageBands(a.ages),
        audience: a.audience,
        access: ACCESS_FEATURES.filter((f) => a.access[f].answer === 'yes'),
        languages: [...a.languages].sort(),
        days: ordered(WEEKDAYS, [
          ...a.sessions.flatMap(daysOfSession),
          ...a.openingHours.flatMap((h) => h.days),
        ]),
        times: ordered(TIMES_OF_DAY, [
          ...a.sessions.map((s) => bandOf(s.start)),
          ...a.openingHours.flatMap(bandsOpen),
        ]),
        points: open.flatMap(({ lat, lng, place }) =>
          lat === undefined || lng === undefined ? [] : [{ lat, lng, place }],
        ),
        checked: a.checked.date,
        due: addMonths(a.checked.date, a.reviewMonths),
        paused: a.status === 'paused',
        schedule: schedules.get(a.id) ?? '',
        demonstration: a.demonstration,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
