import type { NotFound } from '#lib/postcodes/look-up.ts';
import { widen } from '#lib/widen.ts';
import type { Search } from '#search/client.ts';
import type { Point, SearchAnswer } from '#search/contract.ts';
import type { CardView } from '#ui/card/Card.tsx';
import type { CardFiles } from './card-files.ts';
import type { Places } from './places.ts';
import { requestOf } from './request.ts';
import { DISTANCES, type FindState } from './state.ts';

/** Where a search is near, by name, and where that was learned. */
export interface Near {
  name: string;
  point: Point;
  from: 'words' | 'field' | 'device';
  /** What to say where the point is less exact than what was typed. */
  note?: string | undefined;
}

/** What came of a search, as the page shows it. */
export interface Found {
  answer: SearchAnswer;
  cards: CardView[];
  near?: Near | undefined;
  /** Why the typed place could not be used, with places to choose from. */
  lost?: NotFound | undefined;
  /** What to say where nothing was near and the search went wider by itself; '' where it did not. */
  wider: string;
  /** The state that was searched for. */
  state: FindState;
}

/** What a search needs besides its state. */
export interface Tools {
  search: Search;
  files: CardFiles;
  places: Places;
}

async function nearOf(state: FindState, places: Places): Promise<Near | NotFound | undefined> {
  if (state.here) return { name: 'where you are', point: state.here, from: 'device' };
  const typed = state.near.trim();
  if (!typed) return undefined;
  const found = await places.locate(typed);
  if (!found.ok) return found;
  return { name: found.name, point: { lat: found.lat, lng: found.lng }, from: 'field', note: found.note };
}

/** Where nothing is within the distance asked for: the next distance that has something. */
async function goWider(
  state: FindState,
  near: Near,
  search: Search,
): Promise<{ answer: SearchAnswer; says: string } | undefined> {
  const asked = state.within;
  if (!asked) return undefined;
  const counts = await Promise.all(
    [...DISTANCES.filter((d) => d > asked), undefined].map(async (miles) => {
      const request = { ...requestOf({ ...state, within: miles }, near.point), perPage: 1, facets: [] };
      return { miles, total: (await search.search(request)).total };
    }),
  );
  const next = widen(asked, counts, near.name);
  if (!next.wider) return undefined;
  return {
    answer: await search.search(requestOf({ ...state, within: next.miles }, near.point)),
    says: next.says,
  };
}

/** One search from beginning to end: where, what, and the cards to show. */
export async function look(state: FindState, { search, files, places }: Tools): Promise<Found> {
  const where = await nearOf(state, places);
  const lost = where && 'ok' in where ? where : undefined;
  const given = where && !('ok' in where) ? where : undefined;
  let answer = await search.search(requestOf(state, given?.point));
  const wide = given && answer.total === 0 ? await goWider(state, given, search) : undefined;
  if (wide) answer = wide.answer;
  const { place } = answer.reading;
  const said = place && {
    name: place.name,
    point: { lat: place.lat, lng: place.lng },
    from: 'words' as const,
  };
  const cards = await files.of(answer.hits.map((h) => h.id));
  return { answer, cards, near: given ?? said, lost, wider: wide?.says ?? '', state };
}
