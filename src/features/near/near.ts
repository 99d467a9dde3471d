import {
  type Found,
  foundPlace,
  lookUp,
  type NearData,
  type NearPlace,
  type NotFound,
  saidBack,
  weCover,
} from '#lib/postcodes/look-up.ts';
import type { Outcode } from '#lib/postcodes/outcode-file.ts';
import { readPostcode } from '#lib/postcodes/typed.ts';
import type { LoadOutcode } from './load.ts';
import { placesLike, placesNamed } from './names.ts';

const SUGGESTED = 5;

/**
 * Where a typed town, neighbourhood, outcode or postcode is, worked out on the device. The only request it can cause
 * is for the file of one outcode. Never throws: a file that cannot be had gives the middle of the outcode, and a note.
 */
export async function findPlace(text: string, data: NearData, load: LoadOutcode): Promise<Found | NotFound> {
  if (text.trim() === '') return missing('empty', 'Type a town or a postcode.', data.areas);
  const all = [...data.places, ...data.areas];
  const named = placesNamed(text, all);
  if (named.exact) return chosen(text, named.found);
  const typed = readPostcode(text, new Map(data.outcodes.map((o) => [o.code, o])));
  if (typed) {
    const outcode =
      typed.kind === 'whole' && typed.entry.count > 0 ? await fetched(load, typed.entry.code) : null;
    return lookUp(typed, outcode, data);
  }
  if (named.found.length === 1) return chosen(text, named.found);
  const like = [...new Set([...named.found, ...placesLike(text, all)])];
  const says = `We do not know “${saidBack(text)}”.`;
  return like.length > 0
    ? missing('unknown-place', `${says} Did you mean one of these?`, like)
    : missing('unknown-place', `${says} ${weCover(data)} Try a town or a postcode there.`, data.areas);
}

const fetched = (load: LoadOutcode, code: string): Promise<Outcode | null> => load(code).catch(() => null);

const missing = (why: NotFound['why'], says: string, places: readonly NearPlace[]): NotFound => ({
  ok: false,
  why,
  says,
  suggestions: places.slice(0, SUGGESTED).map(foundPlace),
});

/** One place is the answer; of several with one name, the person chooses, each told apart by its area. */
function chosen(text: string, places: readonly NearPlace[]): Found | NotFound {
  const [only, ...others] = places;
  if (only && others.length === 0) return foundPlace(only);
  const says = `There is more than one “${saidBack(text)}”. Which do you mean?`;
  return missing(
    'several',
    says,
    places.map((p) => (p.area ? { ...p, name: `${p.name}, ${p.area}` } : p)),
  );
}
