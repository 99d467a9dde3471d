import type { LatLng } from '#lib/geo.ts';
import type { CardView } from '#ui/card/Card.tsx';

/** [south, west, north, east] in degrees. */
type Box = [number, number, number, number];

/** What the find page tells a map that it opens. */
export interface FindMapOptions {
  /** A listing's card, for one that the list does not show yet. */
  draw: (id: string) => Promise<CardView | undefined>;
  /** The address of the same search in a part of the map, and that search made in the page. */
  areaLink: (box: Box) => string;
  onArea: (box: Box) => void;
  onClose: () => void;
  after: () => HTMLElement | null;
}

export interface FindMapView {
  show(what: {
    ids: readonly string[];
    /** What rings of distance are drawn about, where pictures do not come. */
    centre?: (LatLng & { name: string }) | undefined;
    /** All of the listings, a part of the map, or what it shows already. */
    look: 'all' | 'same' | Box;
  }): void;
  destroy(): void;
}

/**
 * How the find page opens a map, which is another feature's work: the page that composes the two gives this. It fetches
 * nothing before it is called, and says in the panel if it cannot be had, with `undefined` for an answer.
 */
export type OpenMap = (panel: HTMLElement, options: FindMapOptions) => Promise<FindMapView | undefined>;
