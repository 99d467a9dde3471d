import * as L from 'leaflet';
import type { LatLng } from '#lib/geo.ts';
import { Clusters, FARTHEST, type Mark } from './clusters.ts';
import { type Box, boxAround, type Ground, holds } from './ground.ts';
import { MarkLayer } from './marks.ts';
import type { Pin, Spot } from './pins.ts';
import { scaleFor } from './scale.ts';
import { addTiles } from './tiles.ts';
import { Under } from './under.ts';

export interface SurfaceEvents {
  /** An address was pressed. */
  press(mark: Mark, pins: Pin[]): void;
  point(mark: Mark | undefined): void;
  /** The map stands still again. `byHand` is false where the page moved it. */
  moved(at: { inView: number; byHand: boolean; scale: { words: string; pixels: number } }): void;
  /** The pictures do not come. */
  lost(): void;
}

/** As near as the first look goes, so that one address still shows its streets. */
const FIRST_ZOOM = 15;
const PLAIN_ZOOM = 13;
/** Marks are drawn this far past the edges, as a part of the map's size, so that a small drag needs no drawing. */
const PAST = 0.2;
const EQUATOR = 40_075_017; // metres, WGS 84
const SCALE_PIXELS = 130;

const asBox = (b: L.LatLngBounds): Box => [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()];

/** The map itself: Leaflet, and everything drawn on it. Needs an element that has a size. */
export class Surface {
  readonly #map: L.Map;
  readonly #ground: Ground;
  readonly #events: SurfaceEvents;
  readonly #marks: MarkLayer;
  readonly #under: Under;
  readonly #resized: ResizeObserver;
  #clusters: Clusters;
  #spots: Spot[] = [];
  #stopTiles: () => void = () => {};
  /** True while the page, and not the person, moves the map. */
  #quiet = false;
  #isBare = true;
  /** True once the map has been somewhere. */
  #looked = false;
  #whose: Map<string, string> | undefined;

  /** `still`: the person asked for less movement, which Leaflet does not look at. */
  constructor(element: HTMLElement, ground: Ground, still: boolean, events: SurfaceEvents) {
    this.#ground = ground;
    this.#events = events;
    const { maxZoom } = ground.tiles;
    this.#map = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      // A page that stops scrolling because the pointer came over the map is a trap.
      scrollWheelZoom: false,
      minZoom: FARTHEST,
      maxZoom,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
    });
    if (still) {
      const panBy = this.#map.panBy.bind(this.#map);
      this.#map.panBy = (offset, options) => panBy(offset, { ...options, animate: false });
    }
    this.#clusters = new Clusters([], maxZoom);
    this.#under = new Under(this.#map, ground);
    this.#marks = new MarkLayer(this.#map, {
      press: (mark) => this.#press(mark),
      point: (mark) => events.point(mark),
      reveal: ({ lat, lng }) =>
        this.#asThePage(() => this.#map.panInside([lat, lng], { padding: [48, 48], animate: false })),
    });
    this.#map.on('moveend', () => this.#draw());
    this.#resized = new ResizeObserver(() => this.#asThePage(() => this.#map.invalidateSize({ pan: false })));
    this.#resized.observe(element);
  }

  /** Shows these addresses: all of them, a part of the map, or what is in view already. */
  show(spots: Spot[], clusters: Clusters, look: 'all' | 'same' | Box, centres: readonly LatLng[]): void {
    this.#spots = spots;
    this.#clusters = clusters;
    this.#marks.clear();
    this.#under.rings(centres);
    // "The same" as nothing yet is all of them.
    if (look === 'same' && this.#looked) this.#asThePage(() => this.#draw());
    else this.#asThePage(() => this.goTo(typeof look === 'string' ? this.#all() : look));
    this.#looked = true;
  }

  /** Starts fetching the pictures, for the first time or once more. */
  pictures(): void {
    this.#stopTiles();
    this.#stopTiles = addTiles(this.#map, this.#ground.tiles, {
      came: () => this.#bare(false),
      lost: () => {
        this.#bare(true);
        this.#events.lost();
      },
    });
  }

  goTo([south, west, north, east]: Box): void {
    const bounds = L.latLngBounds([south, west], [north, east]);
    // Clear of the controls in the corner.
    const room = { paddingTopLeft: L.point(40, 56), paddingBottomRight: L.point(80, 40) };
    this.#map.fitBounds(bounds, { ...room, maxZoom: FIRST_ZOOM, animate: false });
  }

  /** Steps back to where names and rings can be seen: without pictures there are no streets to be near to. */
  plain(): void {
    if (this.#map.getZoom() > PLAIN_ZOOM)
      this.#asThePage(() => this.#map.setZoom(PLAIN_ZOOM, { animate: false }));
  }

  zoom(by: 1 | -1): void {
    this.#map.setZoom(this.#map.getZoom() + by);
  }

  /** The part of the world in view. */
  box(): Box {
    return asBox(this.#map.getBounds());
  }

  focus(key: string): boolean {
    return this.#marks.focus(key);
  }

  /** Makes the mark that holds a listing stand out; nothing where it is not in view. */
  light(id: string | undefined): void {
    this.#marks.light(id === undefined ? undefined : this.#keyOf(id));
  }

  destroy(): void {
    this.#stopTiles();
    this.#resized.disconnect();
    this.#map.remove();
  }

  #all(): Box {
    const areas = this.#ground.areas;
    const corners = areas.flatMap(({ bounds: [s, w, n, e] }) => [
      { lat: s, lng: w },
      { lat: n, lng: e },
    ]);
    return boxAround(this.#spots) ?? boxAround(corners) ?? [50, -6, 58, 2];
  }

  /** Without pictures, names stand on the map; under pictures nobody would see them. */
  #bare(isBare: boolean): void {
    this.#isBare = isBare;
    this.#under.names(isBare ? this.#marks.marks : undefined);
  }

  #asThePage(move: () => void): void {
    this.#quiet = true;
    move();
    this.#quiet = false;
  }

  #press(mark: Mark): void {
    const zoom = this.#map.getZoom();
    if (mark.spot || zoom >= this.#map.getMaxZoom())
      this.#events.press(
        mark,
        this.#clusters.spotsIn(mark).flatMap((s) => s.pins),
      );
    else this.#map.setView([mark.lat, mark.lng], this.#clusters.zoomTo(mark, zoom));
  }

  #draw(): void {
    const bounds = this.#map.getBounds();
    const box = asBox(bounds);
    this.#marks.draw(this.#clusters.visible(asBox(bounds.pad(PAST)), this.#map.getZoom()));
    this.#whose = undefined;
    if (this.#isBare) this.#under.names(this.#marks.marks);
    const inView = new Set(this.#spots.filter((s) => holds(box, s)).flatMap((s) => s.pins.map((p) => p.id)));
    const { lat } = this.#map.getCenter();
    const metresAPixel = (EQUATOR * Math.cos((lat * Math.PI) / 180)) / 2 ** (this.#map.getZoom() + 8);
    const scale = scaleFor(metresAPixel, SCALE_PIXELS);
    this.#events.moved({ inView: inView.size, byHand: !this.#quiet, scale });
  }

  /** Which mark holds a listing: worked out when first asked after a drawing. */
  #keyOf(id: string): string | undefined {
    this.#whose ??= new Map(
      this.#marks.marks.flatMap((mark) =>
        this.#clusters.spotsIn(mark).flatMap((s) => s.pins.map((p) => [p.id, mark.key] as const)),
      ),
    );
    return this.#whose.get(id);
  }
}
