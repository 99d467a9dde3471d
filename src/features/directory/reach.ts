import type { Asset } from '#schemas/asset.ts';
import type { Catalogue } from './catalogue.ts';

/** Cards on one page of a list: twenty keep it under 30 kB on the wire. */
export const PAGE_SIZE = 20;

/** True where a listing meets in an area, or says that it serves it. National lines belong to no area. */
export function inArea(asset: Asset, area: string, all: Catalogue): boolean {
  const reach = asset.serviceArea;
  return (
    asset.locations.some((l) => all.place(l.place).area === area) ||
    (reach?.areas.includes(area) ?? false) ||
    (reach?.places.some((p) => all.place(p).area === area) ?? false)
  );
}

/** True for phone and online services that reach the whole country and have no door of their own. */
export const notInAnArea = (asset: Asset): boolean =>
  (asset.serviceArea?.national ?? false) && asset.locations.length === 0;
