import { useEffect, useRef, useState } from 'preact/hooks';
import type { CardView } from '#ui/card/Card.tsx';
import { Icon } from '#ui/icon/Icon.tsx';
import type { ListEntry } from './entry.ts';

/** The listings of a list as the map takes them: words that pins share are numbers into the lists beside them. */
interface Pins {
  kinds: string[];
  needs: string[];
  places: string[];
  pins: [id: string, name: string, kind: number, need: number, place: number, lat: number, lng: number][];
  /** Without an address on the map: 0 comes to people, 1 is kept private. */
  off: [id: string, why: number][];
}

/**
 * How the list opens a map, which is another feature's work: the page that composes the two gives this. Nothing is
 * fetched before it is called; where it fails the panel says so, and the answer is undefined.
 */
export type OpenListMap = (
  panel: HTMLElement,
  options: {
    pins: Pins;
    draw: (id: string) => Promise<CardView | undefined>;
    onClose: () => void;
    after: () => HTMLElement | null;
  },
) => Promise<{ show(what: { look: 'all' }): void; destroy(): void } | undefined>;

function pinsOf(entries: readonly ListEntry[]): Pins {
  const made: Pins = { kinds: [], needs: [], places: [], pins: [], off: [] };
  entries.forEach(({ card, address }, i) => {
    made.kinds.push(card.kind);
    made.needs.push(card.topics[0] ?? 'loneliness');
    made.places.push(card.where.split(', ').at(-1) ?? '');
    if (card.point) made.pins.push([card.id, card.name, i, i, i, card.point.lat, card.point.lng]);
    else made.off.push([card.id, address || !/private/.test(card.whereMore ?? '') ? 0 : 1]);
  });
  return made;
}

interface Props {
  entries: readonly ListEntry[];
  openMap: OpenListMap;
  /** Where the pictures of the map come from, by name. */
  from: string;
}

/** "See these on the map": opens on request, and fetches nothing before. Everything on it stands in the list. */
export function OnMap({ entries, openMap, from }: Props) {
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const ids = entries.map((e) => e.card.id).join();
  // `ids` stands for the entries: another order is not another map.
  useEffect(() => {
    if (!open || !panel.current) return;
    let closed = false;
    const opening = openMap(panel.current, {
      pins: pinsOf(entries),
      draw: async (id) => entries.find((e) => e.card.id === id)?.card,
      onClose: () => {
        setOpen(false);
        button.current?.focus();
      },
      after: () => document.querySelector<HTMLElement>('.items a'),
    });
    void opening.then((view) => (closed ? view?.destroy() : view?.show({ look: 'all' })));
    return () => {
      closed = true;
      void opening.then((view) => view?.destroy());
    };
  }, [open, ids]);
  return (
    <div class="on-screen">
      <p class="map-open">
        <button type="button" class="chip" ref={button} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="map" />
          {open ? 'Hide the map' : 'See these on the map'}
        </button>
        <span class="soft small">The map comes from {from}.</span>
      </p>
      {open && <div class="map-panel" ref={panel} />}
    </div>
  );
}
