/**
 * What the map shows, as pages and files carry it. A pin is one address of one listing, from public listings only: a
 * hidden address is in none of this.
 */
export interface Pin {
  /** The listing's id, or that of the venue where a page shows one listing only. */
  id: string;
  name: string;
  /** In two or three words: "Singing group". */
  kind: string;
  /** Its main need, whose mark and paint the pin wears. */
  need: string;
  /** The neighbourhood: "Tyldesley". */
  place: string;
  /** Degrees WGS 84. */
  lat: number;
  lng: number;
}

/** Why a listing is in the list and not on the map: it reaches people where they are, or its address is kept private. */
export const OFF_MAP = ['reach', 'private'] as const;
export type OffMap = (typeof OFF_MAP)[number];

/** A pin in a file: words that many pins share are numbers into the lists beside them. */
type Row = [id: string, name: string, kind: number, need: number, place: number, lat: number, lng: number];

/** The pins of one list, as a file or in a page. */
export interface PinFile {
  kinds: string[];
  needs: string[];
  places: string[];
  pins: Row[];
  /** Listings without a pin, and why: a number into OFF_MAP. */
  off: [id: string, why: number][];
}

export interface PinList {
  pins: Pin[];
  off: Map<string, OffMap>;
}

const isArrayOf = (v: unknown, keys: readonly string[]) =>
  typeof v === 'object' && v !== null && keys.every((key) => Array.isArray(Reflect.get(v, key)));

const isPinFile = (v: unknown): v is PinFile => isArrayOf(v, ['kinds', 'needs', 'places', 'pins', 'off']);

/** Reads a fetched file. Throws where it is not one of ours; a pin that cannot be placed is left out. */
export function readPins(value: unknown): PinList {
  if (!isPinFile(value)) throw new Error('The pins of the map are damaged');
  const pins = value.pins
    .map(([id, name, kind, need, place, lat, lng]) => ({
      id,
      name,
      kind: value.kinds[kind] ?? '',
      need: value.needs[need] ?? '',
      place: value.places[place] ?? '',
      lat,
      lng,
    }))
    .filter((p) => Number.isFinite(p.lat) && Number.isFinite(p.lng));
  return { pins, off: new Map(value.off.map(([id, why]) => [id, OFF_MAP[why] ?? 'reach'])) };
}

/** One address, and everything that happens there. */
export interface Spot {
  key: string;
  lat: number;
  lng: number;
  pins: Pin[];
}

/**
 * Five decimals are about a metre: two listings nearer than that share a door. One whole number of both, since making
 * text of ten thousand points is felt.
 */
const doorOf = (p: Pin) => Math.round(p.lat * 1e5) * 1e8 + Math.round(p.lng * 1e5);

/** Pins by address, each listing once at an address. */
export function spotsOf(pins: readonly Pin[]): Spot[] {
  const spots = new Map<number, Spot>();
  for (const pin of pins) {
    const door = doorOf(pin);
    const spot = spots.get(door);
    if (!spot) spots.set(door, { key: `d${door}`, lat: pin.lat, lng: pin.lng, pins: [pin] });
    else if (!spot.pins.some((p) => p.id === pin.id)) spot.pins.push(pin);
  }
  return [...spots.values()];
}
