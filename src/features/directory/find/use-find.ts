import { useEffect, useRef, useState } from 'preact/hooks';
import type { Search } from '#search/client.ts';
import type { Point, Reading, SearchAnswer } from '#search/contract.ts';
import { SearchError } from '#search/search-error.ts';
import type { CardView } from '#ui/card/Card.tsx';
import type { CardFiles } from './card-files.ts';
import { asksForSomething, requestOf } from './request.ts';
import type { FindState } from './state.ts';

/** What came of a search, as the page shows it. */
export interface Found {
  answer: SearchAnswer;
  cards: CardView[];
  /** The place searched near, by name, from the words or from the town field. */
  place?: { name: string; point: Point; from: 'words' | 'field' } | undefined;
  /** True where something was typed into the town field that we do not know. */
  unknownPlace: boolean;
  /** The state that was searched for. */
  state: FindState;
}

export type Progress =
  | { now: 'idle' }
  | { now: 'searching'; slow: boolean; before?: Found | undefined }
  | { now: 'found'; found: Found }
  | { now: 'failed'; reading?: Reading | undefined };

/** Wait this long, in milliseconds, before showing that something is loading: most answers come sooner. */
const SLOW = 250;

async function look(state: FindState, search: Search, files: CardFiles): Promise<Found> {
  const field = state.near.trim();
  const placed = field ? (await search.read(field, false)).place : undefined;
  const point = placed && { lat: placed.lat, lng: placed.lng };
  const answer = await search.search(requestOf(state, point));
  const inWords = answer.reading.place;
  const cards = await files.of(answer.hits.map((h) => h.id));
  const place = placed
    ? { name: placed.name, point: { lat: placed.lat, lng: placed.lng }, from: 'field' as const }
    : inWords && {
        name: inWords.name,
        point: { lat: inWords.lat, lng: inWords.lng },
        from: 'words' as const,
      };
  return { answer, cards, place, unknownPlace: field !== '' && !placed, state };
}

/** Runs the search for a state; the newest state always wins, and an answer to an older one is dropped. */
export function useFind(state: FindState, search: Search, files: CardFiles): Progress {
  const [progress, setProgress] = useState<Progress>({ now: 'idle' });
  const latest = useRef<Found>(undefined);
  useEffect(() => {
    if (!asksForSomething(state)) {
      latest.current = undefined;
      setProgress({ now: 'idle' });
      return;
    }
    let dropped = false;
    const tell = (next: Progress) => {
      if (!dropped) setProgress(next);
    };
    tell({ now: 'searching', slow: false, before: latest.current });
    const timer = setTimeout(() => tell({ now: 'searching', slow: true, before: latest.current }), SLOW);
    look(state, search, files)
      .then((found) => {
        if (!dropped) latest.current = found;
        tell({ now: 'found', found });
      })
      .catch((e: unknown) =>
        tell({ now: 'failed', reading: e instanceof SearchError ? e.reading : undefined }),
      )
      .finally(() => clearTimeout(timer));
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [state, search, files]);
  return progress;
}
