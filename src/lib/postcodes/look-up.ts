import { type LatLng, metresBetween } from '#lib/geo.ts';
import type { Outcode, OutcodeEntry } from '#lib/postcodes/outcode-file.ts';
import type { TypedPostcode } from '#lib/postcodes/typed.ts';
import { listInWords } from '#lib/text.ts';

/** A neighbourhood or a whole area that a person can be near. */
export interface NearPlace extends LatLng {
  id: string;
  name: string;
  /** What else people call it. */
  otherNames: string[];
  outcodes: string[];
  /** The name of the area it lies in; '' for an area itself. */
  area: string;
}

/** All that is needed to find where a person is from words. One small file, made by the build. */
export interface NearData {
  places: NearPlace[];
  outcodes: OutcodeEntry[];
  areas: NearPlace[];
}

export interface Found extends LatLng {
  ok: true;
  /** What to call it: "WN7 1AB", "WN7", "Leigh". */
  name: string;
  precision: 'postcode' | 'outcode' | 'place' | 'area';
  /** Of a place or area. */
  id?: string;
  /** What to say where the point is less exact than what was typed. */
  note?: string;
}

export type Why =
  | 'empty'
  | 'not-a-postcode'
  | 'not-in-this-area'
  | 'unknown-postcode'
  | 'unknown-place'
  | 'several';

export interface NotFound {
  ok: false;
  why: Why;
  /** What to tell the person, in full sentences. */
  says: string;
  /** What to offer, each ready to be used as it is. */
  suggestions: Found[];
}

const SUGGESTED = 5;

export const foundPlace = (p: NearPlace): Found => ({
  ok: true,
  name: p.name,
  precision: p.area ? 'place' : 'area',
  id: p.id,
  lat: p.lat,
  lng: p.lng,
});

/** The middle of an outcode, and a line that says so. `before` says why nothing more exact is used. */
export function foundOutcode(entry: OutcodeEntry, before = ''): Found {
  const note = `${before}Distances are from the middle of ${entry.code}.`;
  return { ok: true, name: entry.code, precision: 'outcode', lat: entry.lat, lng: entry.lng, note };
}

/** The outcode, then places that it reaches into, then those nearest its middle. */
function aroundOutcode(entry: OutcodeEntry, { places }: NearData): Found[] {
  const away = (p: NearPlace) => metresBetween(p, entry) - (p.outcodes.includes(entry.code) ? 1e6 : 0);
  const near = [...places].sort((a, b) => away(a) - away(b)).slice(0, SUGGESTED - 1);
  return [foundOutcode(entry), ...near.map(foundPlace)];
}

/** Places whose postcodes start with the same letters, one of each outcode; the whole areas where there are none. */
function sameLetters(typed: string, { places, areas }: NearData): Found[] {
  const letters = /^[A-Z]+/.exec(typed)?.[0];
  const seen = new Set<string>();
  const found: Found[] = [];
  for (const p of places) {
    const code = p.outcodes.find((c) => /^[A-Z]+/.exec(c)?.[0] === letters && !seen.has(c));
    if (!code) continue;
    seen.add(code);
    found.push(foundPlace(p));
  }
  return (found.length > 0 ? found : areas.map(foundPlace)).slice(0, SUGGESTED);
}

/** A line that names the areas this site covers. */
export const weCover = ({ areas }: NearData) => `We cover ${listInWords(areas.map((a) => a.name))}.`;

/** Text as a person typed it, short enough to say back. */
export const saidBack = (text: string) => {
  const t = text.trim().replace(/\s+/g, ' ');
  return t.length > 30 ? `${t.slice(0, 29)}…` : t;
};

/**
 * Where a typed postcode is, or why we cannot say. `outcode` is its unpacked file; null where the file could not be
 * had, and then the middle of the outcode stands in.
 */
export function lookUp(typed: TypedPostcode, outcode: Outcode | null, data: NearData): Found | NotFound {
  switch (typed.kind) {
    case 'part':
      return foundOutcode(
        typed.entry,
        typed.whole ? '' : `${saidBack(typed.typed)} is not a whole postcode. `,
      );
    case 'whole':
      return exact(typed.postcode, typed.entry, outcode, data);
    case 'elsewhere':
      return {
        ok: false,
        why: 'not-in-this-area',
        says: `${typed.typed} is not in our area. ${weCover(data)}`,
        suggestions: sameLetters(typed.typed, data),
      };
    case 'wrong':
      return {
        ok: false,
        why: 'not-a-postcode',
        says: `“${saidBack(typed.typed)}” is not a postcode. Check it, or choose a place.`,
        suggestions: sameLetters(typed.typed.toUpperCase(), data),
      };
  }
}

function exact(
  postcode: string,
  entry: OutcodeEntry,
  outcode: Outcode | null,
  data: NearData,
): Found | NotFound {
  const point = outcode?.points.get(postcode.slice(-3));
  if (point) return { ok: true, name: postcode, precision: 'postcode', ...point };
  if (entry.count === 0) return foundOutcode(entry, 'We only know the first half of postcodes. ');
  if (!outcode) return foundOutcode(entry, `We could not look up ${postcode} just now. `);
  const maybe = entry.whole ? 'Check it, or choose a place.' : 'It may be outside our area. Choose a place.';
  return {
    ok: false,
    why: 'unknown-postcode',
    says: `${postcode} looks like a postcode, but we do not know it. ${maybe}`,
    suggestions: aroundOutcode(entry, data),
  };
}
