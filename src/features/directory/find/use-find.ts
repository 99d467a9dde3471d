import { useEffect, useRef, useState } from 'preact/hooks';
import type { Reading } from '#search/contract.ts';
import { SearchError } from '#search/search-error.ts';
import { type Found, look, type Tools } from './look.ts';
import { asksForSomething } from './request.ts';
import type { FindState } from './state.ts';

/** How far a search has come. */
export type Progress =
  | { now: 'idle' }
  | { now: 'searching'; slow: boolean; before?: Found | undefined }
  | { now: 'found'; found: Found }
  | { now: 'failed'; reading?: Reading | undefined };

/** Wait this long, in milliseconds, before showing that something is loading: most answers come sooner. */
const SLOW = 250;

/** Runs the search for a state; the newest state always wins, and an answer to an older one is dropped. */
export function useFind(state: FindState, tools: Tools): Progress {
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
    look(state, tools)
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
  }, [state, tools]);
  return progress;
}
