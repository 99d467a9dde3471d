import { catalogue } from '#features/directory/catalogue.ts';
import { inArea } from '#features/directory/reach.ts';
import type { Patch } from '#features/whats-new/news.ts';

/** One sheet of "What's new": a place, or a whole area. */
export interface Sheet {
  kind: 'places' | 'areas';
  id: string;
  name: string;
  area: string;
  patch: Patch;
}

/** Every sheet, the areas first. */
export async function sheets(): Promise<Sheet[]> {
  const all = await catalogue();
  const areas = all.site.areas.map((area) => ({
    kind: 'areas' as const,
    id: area.id,
    name: area.name,
    area: area.id,
    patch: { has: (a) => inArea(a, area.id, all) } satisfies Patch,
  }));
  const places = all.places.map((place) => ({
    kind: 'places' as const,
    id: place.id,
    name: place.name,
    area: place.area,
    patch: {
      has: (a) =>
        a.locations.some((l) => l.place === place.id) || (a.serviceArea?.places.includes(place.id) ?? false),
      centre: { lat: place.lat, lng: place.lng },
    } satisfies Patch,
  }));
  return [...areas, ...places];
}
