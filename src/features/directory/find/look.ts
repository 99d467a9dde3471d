import type { NotFound } from '#lib/postcodes/look-up.ts';
import { widen } from '#lib/widen.ts';
import type { PageAnswer, Search } from '#search/client.ts';
import type { SearchRequest } from '#search/contract.ts';
import type { CardView } from '#ui/card/Card.tsx';
import type { CardFiles } from './card-files.ts';
import type { OpenMap } from './map-port.ts';
import type { Places } from './places.ts';
import { milesOf, type NearPoint, requestOf } from './request.ts';
import { DISTANCES, type FindState } from './state.ts';

/** Where a search is near, by name, and where that was learned. */
export interface Near extends NearPoint {
  name: string;
  from: 'words' | 'field' | 'device';
  /** What to say where the point is less exact than what was typed. */
  note?: string | undefined;
}

/** How far "near" is, in miles: a neighbourhood and the next ones, or a whole area from its middle. */
const USUAL = { place: 5, area: 12 } as const;

/** What came of a search, as the page shows it. */
export interface Found {
  answer: PageAnswer;
  cards: CardView[];
  near?: Near | undefined;
  /** Why the typed place could not be used, with places to choose from. */
  lost?: NotFound | undefined;
  /** What to say where nothing was near and the search went wider by itself; '' where it did not. */
  wider: string;
  /** The state that was searched for, and what was asked of the search in the end. */
  state: FindState;
  request: SearchRequest;
}

/** What a search needs besides its state. */
export interface Tools {
  search: Search;
  files: CardFiles;
  places: Places;
  openMap: OpenMap;
}

/** The place in the words themselves: "a natter in leigh". */
async function nearInWords(state: FindState, search: Search): Promise<Near | undefined> {
  if (state.literal || !state.q.trim()) return undefined;
  const { place } = await search.read(state.q, false);
  if (!place) return undefined;
  const usual =
    place.radiusM === undefined ? USUAL.place : Math.max(USUAL.place, Math.round(place.radiusM / 1609));
  return { name: place.name, point: { lat: place.lat, lng: place.lng }, usual, from: 'words' };
}

async function nearOf(state: FindState, { places, search }: Tools): Promise<Near | NotFound | undefined> {
  if (state.here) return { name: 'where you are', point: state.here, usual: USUAL.place, from: 'device' };
  const typed = state.near.trim();
  if (!typed) return nearInWords(state, search);
  const found = await places.locate(typed);
  if (!found.ok) return found;
  const usual = found.precision === 'area' ? USUAL.area : USUAL.place;
  return {
    name: found.name,
    point: { lat: found.lat, lng: found.lng },
    usual,
    from: 'field',
    note: found.note,
  };
}

/** Where nothing is within the distance asked for: the next distance that has something. */
async function goWider(
  state: FindState,
  near: Near,
  search: Search,
): Promise<{ answer: PageAnswer; request: SearchRequest; says: string } | undefined> {
  const asked = milesOf(state, near);
  if (!asked || state.box) return undefined;
  const at = (miles: number | undefined) => requestOf({ ...state, within: miles ?? 'any' }, near);
  const counts = await Promise.all(
    [...DISTANCES.filter((d) => d > asked), undefined].map(async (miles) => {
      const { total } = await search.search({ ...at(miles), perPage: 1, facets: [] });
      return { miles, total };
    }),
  );
  const next = widen(asked, counts, near.name);
  if (!next.wider) return undefined;
  const request = at(next.miles);
  return { answer: await search.search(request), request, says: next.says };
}

/** One search from beginning to end: where, what, and the cards to show. */
export async function look(state: FindState, tools: Tools): Promise<Found> {
  const where = await nearOf(state, tools);
  const lost = where && 'ok' in where ? where : undefined;
  const near = where && !('ok' in where) ? where : undefined;
  const request = requestOf(state, near);
  let answer = await tools.search.search(request);
  const wide = near && answer.total === 0 ? await goWider(state, near, tools.search) : undefined;
  if (wide) answer = wide.answer;
  const cards = await tools.files.of(answer.hits.map((h) => h.id));
  return { answer, cards, near, lost, wider: wide?.says ?? '', state, request: wide?.request ?? request };
}
