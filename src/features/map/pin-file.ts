import type { Asset } from '#schemas/asset.ts';
import { OFF_MAP, type OffMap, type PinFile } from './pins.ts';

/** Numbers words in the order they are first seen. */
function numbered() {
  const numbers = new Map<string, number>();
  return {
    of(word: string): number {
      const found = numbers.get(word) ?? numbers.size;
      numbers.set(word, found);
      return found;
    },
    words: () => [...numbers.keys()],
  };
}

/** Five decimals, about a metre. */
const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

const whyOff = (asset: Asset): OffMap => (asset.locations.some((l) => l.sensitive) ? 'private' : 'reach');

type Where = Asset['locations'][number];

/**
 * The pins of public listings (`publicAsset`), in the order given. A listing with no public address has no pin, and is
 * counted in `off` with the reason. `placeName` gives a place's name by its id. Where `here` is given, a listing with
 * an address there is shown at that one only.
 */
export function pinFile(
  assets: readonly Asset[],
  placeName: (id: string) => string,
  here: (location: Where) => boolean = () => false,
): PinFile {
  const [kinds, needs, places] = [numbered(), numbered(), numbered()];
  const file: PinFile = { kinds: [], needs: [], places: [], pins: [], off: [] };
  for (const asset of assets) {
    const open = asset.locations.filter((l) => !l.sensitive);
    const hereOnly = open.filter(here);
    const before = file.pins.length;
    for (const { lat, lng, place } of hereOnly.length > 0 ? hereOnly : open)
      if (lat !== undefined && lng !== undefined)
        file.pins.push([
          asset.id,
          asset.name,
          kinds.of(asset.kind),
          needs.of(asset.topics[0] ?? ''),
          places.of(placeName(place)),
          rounded(lat),
          rounded(lng),
        ]);
    if (file.pins.length === before) file.off.push([asset.id, OFF_MAP.indexOf(whyOff(asset))]);
  }
  return { ...file, kinds: kinds.words(), needs: needs.words(), places: places.words() };
}

/** The pins of one listing's own page: a pin an address, called by the venue, with `venue-0`, `venue-1` … as ids. */
export function venuePins(asset: Asset, placeName: (id: string) => string): PinFile {
  const need = asset.topics[0] ?? '';
  const venues = asset.locations.map((l, i) => ({ l, id: `venue-${i}` })).filter(({ l }) => !l.sensitive);
  const shown = venues.flatMap(({ l, id }) =>
    l.lat === undefined || l.lng === undefined
      ? []
      : [{ id, name: l.name, place: placeName(l.place), lat: l.lat, lng: l.lng }],
  );
  const places = [...new Set(shown.map((v) => v.place))];
  return {
    kinds: [asset.kind],
    needs: [need],
    places,
    pins: shown.map((v) => [v.id, v.name, 0, 0, places.indexOf(v.place), rounded(v.lat), rounded(v.lng)]),
    off: [],
  };
}
