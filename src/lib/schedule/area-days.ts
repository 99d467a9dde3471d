import { type DayTables, readDays } from '#lib/schedule/compile.ts';
import type { KnownDays } from '#lib/schedule/types.ts';

/** What a deployment knows of its areas: from site.yaml, content/places and content/calendar. */
export interface AreaSources {
  areas: readonly { id: string; nation: string }[];
  places: readonly { id: string; area: string }[];
  bankHolidays: readonly { nation: string; days: readonly { date: string; name: string }[] }[];
  terms: readonly { area: string; terms: readonly { from: string; until: string }[] }[];
}

/** Where a listing happens, or reaches people. An `Asset` is one. */
export interface Served {
  locations: readonly { name: string; place: string }[];
  serviceArea?: { areas: readonly string[]; places: readonly string[]; national: boolean } | undefined;
}

/** The areas a session belongs to: its own location's, else all those of the listing; all of them if national. */
function areasOf(served: Served, at: string | undefined, areaOfPlace: ReadonlyMap<string, string>): string[] {
  const named = served.locations.filter((l) => l.name === at);
  const places = (named.length ? named : served.locations).map((l) => l.place);
  const { areas = [], places: reached = [], national = false } = served.serviceArea ?? {};
  if (places.length === 0 && national) return [...new Set(areaOfPlace.values())];
  const from = places.length ? places : reached;
  const found = from.map((place) => areaOfPlace.get(place)).filter((area) => area !== undefined);
  return [...new Set([...(places.length ? [] : areas), ...found])].sort();
}

/**
 * The tables for any session of any listing: the bank holidays of its place's own nation and the terms of its
 * area. A listing in several nations takes the days of all of them, as far as all are known; in several areas with
 * different terms, terms are not known.
 */
export function areaDays(
  source: AreaSources,
): (served: Served, rule?: { at?: string | undefined }) => DayTables {
  const areaOfPlace = new Map(source.places.map((p) => [p.id, p.area]));
  const nationOf = new Map(source.areas.map((a) => [a.id, a.nation]));
  const read = new Map<string, DayTables>();
  const tables = (areas: readonly string[]): DayTables => {
    const nations = [...new Set(areas.map((a) => nationOf.get(a)))];
    const holidays = nations.map((n) => source.bankHolidays.find((b) => b.nation === n));
    const known: KnownDays = {
      bankHolidays: holidays.every((h) => h !== undefined)
        ? { days: holidays.flatMap((h) => h.days) }
        : undefined,
      terms: areas.length === 1 ? source.terms.find((t) => t.area === areas[0]) : undefined,
    };
    const days = readDays(known);
    // Where one nation's table ends first, we know both only up to there.
    const ends = holidays.map((h) => readDays({ bankHolidays: h }).holidaysUntil);
    return { ...days, holidaysUntil: Math.min(days.holidaysUntil, ...ends) };
  };
  return (served, rule) => {
    const areas = areasOf(served, rule?.at, areaOfPlace);
    const key = areas.join();
    const found = read.get(key) ?? tables(areas);
    read.set(key, found);
    return found;
  };
}
