import { useEffect, useRef, useState } from 'preact/hooks';
import type { SearchAnswer } from '#search/contract.ts';
import type { Found, Tools } from './look.ts';
import type { FindMapView } from './map-port.ts';
import { type FindState, stateToHash } from './state.ts';

interface Props {
  found: Found;
  tools: Tools;
  onChange: (change: Partial<FindState>) => void;
  onClose: () => void;
}

/** What makes two searches find the same: the page of results and the counts beside them are no part of it. */
const sameSearch = ({ request }: Found) => JSON.stringify({ ...request, perPage: 0, facets: [] });

/** A part of the map stands in the place of a town that was typed, and of how far from it. */
const searchIn = (box: NonNullable<FindState['box']>) => ({
  box,
  near: '',
  here: undefined,
  within: undefined,
});

/** Keeps an open map in step with the search: every match on it, and none that is not one. */
function useMatches(view: FindMapView | undefined, found: Found, { search }: Tools): void {
  const shown = useRef<string>(undefined);
  const key = sameSearch(found);
  useEffect(() => {
    if (!view || shown.current === key) return;
    let dropped = false;
    const first = shown.current === undefined;
    const { box } = found.state;
    const show = ({ ids = [] }: SearchAnswer) => {
      if (dropped) return;
      shown.current = key;
      const look = box ? (first ? box : 'same') : ids.length > 0 || first ? 'all' : 'same';
      view.show({ ids, look, centre: found.near && { name: found.near.name, ...found.near.point } });
    };
    // Where the search fails, the list has said so; the map stays as it was.
    search.search({ ...found.request, perPage: 1, facets: [], ids: true }).then(show, () => undefined);
    return () => {
      dropped = true;
    };
  }, [view, key, found, search]);
}

/** The open map of the find page. What is inside its element is the map's own affair. */
export function FindMap({ found, tools, onChange, onClose }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<FindMapView>();
  const latest = useRef({ found, onChange, onClose });
  latest.current = { found, onChange, onClose };
  useEffect(() => {
    if (!panel.current) return;
    let made: FindMapView | undefined;
    let closed = false;
    const opening = tools.openMap(panel.current, {
      draw: async (id) => (await tools.files.of([id]))[0],
      areaLink: (box) => stateToHash({ ...latest.current.found.state, page: 1, ...searchIn(box) }),
      onArea: (box) => latest.current.onChange(searchIn(box)),
      onClose: () => latest.current.onClose(),
      after: () => document.querySelector<HTMLElement>('#list a'),
    });
    opening.then((opened) => {
      made = opened;
      if (closed) opened?.destroy();
      else setView(opened);
    });
    return () => {
      closed = true;
      made?.destroy();
    };
  }, [tools]);
  useMatches(view, found, tools);
  return <div class="map-panel" ref={panel} />;
}
