import { useCallback, useEffect, useState } from 'preact/hooks';
import { type ReadLink, readLink } from '#lib/shortlist-link.ts';
import { changesOf, marksOf } from './changes.ts';
import type { ListEntry } from './entry.ts';
import { type FilesAt, type LookedUp, lookUp } from './files.ts';
import { listCodes, onListChange, readSeen, writeSeen } from './store.ts';

/** The list on the page: mine, or one that came with the link. */
export interface ShownList {
  /** `shared` until its codes are kept; then it is mine. */
  whose: 'mine' | 'shared';
  codes: readonly string[];
  /** How the link came through, for a shared one. */
  link?: ReadLink | undefined;
}

/** The list that the address asks for: what stands after "#", else what this browser keeps. */
export function shownList(): ShownList {
  const mine = listCodes();
  if (location.hash.length > 1) {
    const link = readLink(location.hash);
    if (link.codes.join() !== mine.join() || link.state !== 'whole')
      return { whose: 'shared', codes: link.codes, link };
  }
  return { whose: 'mine', codes: mine };
}

/** The list, kept in step with other tabs and with the address. */
export function useShownList(): ShownList {
  const [list, setList] = useState(shownList);
  useEffect(() => {
    const again = () => setList(shownList());
    onListChange(again);
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  return list;
}

export type Lookup =
  | { now: 'loading' }
  | { now: 'done'; found: LookedUp; changes: Map<string, string[]>; again: () => void };

/** What has changed since this browser last showed each, and a note of how each is now. */
function compare(entries: readonly ListEntry[], mine: boolean): Map<string, string[]> {
  const seen = readSeen();
  const changes = new Map(entries.map((e) => [e.card.code, changesOf(e, seen)]));
  if (mine) writeSeen(Object.fromEntries(entries.map((e) => [e.card.code, marksOf(e)])));
  return changes;
}

/** Looks the codes up as they are now. What was found stays on the page while more is fetched. */
export function useLookup({ codes, whose }: ShownList, at: FilesAt): Lookup {
  const [state, setState] = useState<Lookup>({ now: 'loading' });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  const key = codes.join();
  useEffect(() => {
    let dropped = false;
    void lookUp(key ? key.split(',') : [], at).then((found) => {
      if (dropped) return;
      const before = state.now === 'done' ? state.changes : new Map<string, string[]>();
      const changes = new Map([...compare(found.entries, whose === 'mine'), ...before]);
      setState({ now: 'done', found, changes, again });
    });
    return () => {
      dropped = true;
    };
  }, [key, whose, at, turn]);
  return state;
}
