import { getCollection } from 'astro:content';
import { londonDate } from '#lib/dates.ts';
import { areaDays } from '#lib/schedule/area-days.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Crisis } from '#schemas/crisis.ts';
import type { Organisation } from '#schemas/organisation.ts';
import type { Place } from '#schemas/place.ts';
import type { Practice } from '#schemas/practice.ts';
import { publicAsset } from '#schemas/public.ts';
import { contentDir, readSite } from '#schemas/read.ts';
import type { Area, Site } from '#schemas/site.ts';
import type { Team } from '#schemas/team.ts';
import type { Topic } from '#schemas/topic.ts';
import { TOPIC_IDS } from '#schemas/values.ts';

/** Everything the pages show, read once a build. Assets are already public: hidden addresses are gone. */
export interface Catalogue {
  site: Site;
  /** The moment of the build, and its day in London: what "checked" and "late" are measured from. */
  builtAt: Date;
  today: string;
  /** Bank holidays and terms of the place where a session of a listing happens. */
  days: ReturnType<typeof areaDays>;
  /** Every listing, closed ones included, by name. */
  assets: Asset[];
  /** Those a person could use: active or paused. */
  open: Asset[];
  /** In the fixed order of TOPIC_IDS. */
  topics: Topic[];
  places: Place[];
  teams: Team[];
  practices: Practice[];
  crises: Crisis[];
  asset(id: string): Asset | undefined;
  topic(id: string): Topic;
  place(id: string): Place;
  area(id: string): Area;
  organisation(id: string): Organisation;
  team(id: string): Team;
  crisis(id: string): Crisis | undefined;
  /** Listings that meet in a place, or whose service area names it. */
  inPlace(place: Place): Asset[];
  withTopic(topic: string): Asset[];
}

function must<T>(found: T | undefined, what: string, id: string): T {
  if (found === undefined) throw new Error(`No ${what} is called "${id}". Run npm run check`);
  return found;
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en-GB');

function groups<T>(items: T[], keysOf: (item: T) => Iterable<string>): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const list = map.get(key);
      if (list) list.push(item);
      else map.set(key, [item]);
    }
  return map;
}

const placesOf = (a: Asset) => [...a.locations.map((l) => l.place), ...(a.serviceArea?.places ?? [])];

async function load(): Promise<Catalogue> {
  const builtAt = new Date();
  const { site } = await readSite(contentDir());
  if (!site) throw new Error('site.yaml cannot be read. Run npm run check');
  const assets = (await getCollection('assets'))
    .map((e) => publicAsset({ ...e.data, id: e.id, description: e.body ?? '' }))
    .sort(byName);
  const rows = <T>(entries: { id: string; data: T }[]) => entries.map((e) => ({ ...e.data, id: e.id }));
  const topics = rows(await getCollection('topics'));
  const places = rows(await getCollection('places')).sort(byName);
  const organisations = rows(await getCollection('organisations'));
  const areaOrder = (areas: string[]) => site.areas.findIndex((a) => areas.includes(a.id));
  const teams = rows(await getCollection('teams')).sort(
    (a, b) => areaOrder(a.areas) - areaOrder(b.areas) || a.id.localeCompare(b.id),
  );
  const crises = rows(await getCollection('crisis')).sort((a, b) => a.rank - b.rank);
  const bankHolidays = rows(await getCollection('bankHolidays'));
  const terms = rows(await getCollection('terms'));
  const days = areaDays({ areas: site.areas, places, bankHolidays, terms });
  const index = <T extends { id: string }>(list: T[]) => new Map(list.map((x) => [x.id, x]));
  const [assetById, topicById, placeById] = [index(assets), index(topics), index(places)];
  const [organisationById, teamById, crisisById] = [index(organisations), index(teams), index(crises)];
  const areaById = index(site.areas);
  const open = assets.filter((a) => a.status !== 'closed');
  const byPlace = groups(open, placesOf);
  const byTopic = groups(open, (a) => a.topics);
  return {
    site,
    builtAt,
    today: londonDate(builtAt),
    days,
    assets,
    open,
    topics: TOPIC_IDS.flatMap((id) => topicById.get(id) ?? []),
    places,
    teams,
    practices: rows(await getCollection('practices')).sort(byName),
    crises,
    asset: (id) => assetById.get(id),
    topic: (id) => must(topicById.get(id), 'need', id),
    place: (id) => must(placeById.get(id), 'place', id),
    area: (id) => must(areaById.get(id), 'area', id),
    organisation: (id) => must(organisationById.get(id), 'organisation', id),
    team: (id) => must(teamById.get(id), 'team', id),
    crisis: (id) => crisisById.get(id),
    inPlace: (place) => byPlace.get(place.id) ?? [],
    withTopic: (topic) => byTopic.get(topic) ?? [],
  };
}

let loaded: Promise<Catalogue> | undefined;

/** The catalogue of this build, read once. */
export function catalogue(): Promise<Catalogue> {
  loaded ??= load();
  return loaded;
}
