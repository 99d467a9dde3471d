import * as L from 'leaflet';
import type { LatLng } from '#lib/geo.ts';
import { metresOf } from '#lib/geo.ts';
import type { Ground } from './ground.ts';
import { around, placeLabels } from './labels.ts';

const RINGS = [1, 3, 5];
const METRES_A_DEGREE = 111_195; // of latitude

/** Points of a ring where its name may stand: top, bottom, right, left. */
function onRing({ lat, lng }: LatLng, miles: number): LatLng[] {
  const up = metresOf(miles) / METRES_A_DEGREE;
  const along = up / Math.cos((lat * Math.PI) / 180);
  return [
    { lat: lat + up, lng },
    { lat: lat - up, lng },
    { lat, lng: lng + along },
    { lat, lng: lng - along },
  ];
}
const word = (className: string, text: string) => {
  const span = document.createElement('span');
  span.textContent = text;
  return L.divIcon({ className, html: span, iconSize: [0, 0] });
};
const wordAt = (at: L.LatLngExpression, className: string, text: string) =>
  L.marker(at, { icon: word(className, text), interactive: false, keyboard: false, pane: 'names' });

/**
 * What lies under the pictures and shows until they come, and instead of them when they do not: our own outline of
 * each area, names of neighbourhoods, rings of distance. For the eye only; the list says it all in words.
 */
export class Under {
  readonly #map: L.Map;
  readonly #places: Ground['places'];
  readonly #names = L.layerGroup();
  readonly #rings = L.layerGroup();
  readonly #renderer: L.Renderer;
  #centres: readonly LatLng[] = [];

  constructor(map: L.Map, ground: Ground) {
    this.#map = map;
    this.#places = ground.places;
    for (const [name, z] of [
      ['under', '150'],
      ['names', '160'],
    ] as const) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      pane.setAttribute('aria-hidden', 'true');
    }
    this.#renderer = L.svg({ pane: 'under', padding: 0.5 });
    for (const { outline } of ground.areas)
      L.polygon(outline, {
        className: 'map-outline',
        pane: 'under',
        renderer: this.#renderer,
        interactive: false,
      }).addTo(map);
    this.#rings.addTo(map);
    this.#names.addTo(map);
  }

  /** Draws the rings about each point; the reader is told whose they are in the line that says so. */
  rings(centres: readonly LatLng[]): void {
    this.#centres = centres;
    this.#rings.clearLayers();
    for (const centre of centres)
      for (const miles of RINGS)
        L.circle(centre, {
          radius: metresOf(miles),
          className: 'map-ring',
          pane: 'under',
          renderer: this.#renderer,
          interactive: false,
          fill: false,
        }).addTo(this.#rings);
  }

  /**
   * Puts the names of rings and neighbourhoods that there is room for at this place and zoom, clear of the marks; none
   * where no marks are given.
   */
  names(marks: readonly LatLng[] | undefined): void {
    this.#names.clearLayers();
    if (!marks) return;
    const { x: width, y: height } = this.#map.getSize();
    const at = ({ lat, lng }: LatLng) => this.#map.latLngToContainerPoint([lat, lng]);
    const rings = this.#centres.flatMap((centre) =>
      RINGS.map((miles) => ({
        text: miles === 1 ? '1 mile' : `${miles} miles`,
        at: onRing(centre, miles).map(at),
        className: 'map-ring-name',
      })),
    );
    const places = this.#places.map((p) => ({
      text: p.name,
      at: around(at(p), p.name),
      className: 'map-place',
    }));
    for (const { text, x, y, className } of placeLabels([...rings, ...places], marks.map(at), {
      width,
      height,
    }))
      wordAt(this.#map.containerPointToLatLng([x, y]), className, text).addTo(this.#names);
  }
}
