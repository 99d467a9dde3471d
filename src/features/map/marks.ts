import * as L from 'leaflet';
import { drawing } from '#ui/icon/icons.ts';
import type { Mark } from './clusters.ts';
import { markWords } from './words.ts';

export interface MarkEvents {
  press(mark: Mark): void;
  /** A mark is pointed at or has the keyboard; undefined when no longer. */
  point(mark: Mark | undefined): void;
  /** A mark past the edge of the map got the keyboard, and should be brought in. */
  reveal(mark: Mark): void;
}

interface Shown {
  mark: Mark;
  marker: L.Marker;
  button: HTMLButtonElement;
}

/** The picture on a mark: a need's own sign on its post, or how many. */
function face({ spot, count }: Mark): { className: string; html: string } {
  const need = spot?.pins[0]?.need;
  if (count > 1 || !need)
    return { className: spot ? 'map-door' : 'map-cluster', html: `<span>${count}</span>` };
  const svg = `<svg class="i" viewBox="0 0 24 24" aria-hidden="true">${drawing(need)}</svg>`;
  return { className: `map-pin n-${need}`, html: `<span>${svg}</span>` };
}

/** A real button, so that the keyboard and screen readers need no help: Leaflet's own icons are pictures or divs. */
class ButtonIcon extends L.DivIcon {
  readonly #button: HTMLButtonElement;
  constructor(button: HTMLButtonElement) {
    super();
    this.#button = button;
  }
  override createIcon(): HTMLElement {
    return this.#button;
  }
}

/** The marks on the map. Those that stay from one drawing to the next keep their element, and so the focus. */
export class MarkLayer {
  readonly #map: L.Map;
  readonly #events: MarkEvents;
  readonly #shown = new Map<string, Shown>();

  constructor(map: L.Map, events: MarkEvents) {
    this.#map = map;
    this.#events = events;
  }

  get marks(): Mark[] {
    return [...this.#shown.values()].map((s) => s.mark);
  }

  clear(): void {
    for (const { marker } of this.#shown.values()) marker.remove();
    this.#shown.clear();
  }

  draw(marks: readonly Mark[]): void {
    const had = [...this.#shown.values()].find((s) => s.button === document.activeElement)?.mark;
    const wanted = new Set(marks.map((m) => m.key));
    for (const [key, { marker }] of this.#shown)
      if (!wanted.has(key)) {
        marker.remove();
        this.#shown.delete(key);
      }
    // From the top of the map down: the order of the tab key.
    for (const mark of [...marks].sort((a, b) => b.lat - a.lat || a.lng - b.lng))
      if (!this.#shown.has(mark.key)) this.#add(mark);
    if (had && !wanted.has(had.key)) this.#focusNear(had);
  }

  focus(key: string): boolean {
    const found = this.#shown.get(key);
    found?.button.focus({ preventScroll: true });
    return found !== undefined;
  }

  /** Makes one mark stand out, and only that one. */
  light(key: string | undefined): void {
    for (const [k, { button }] of this.#shown) button.classList.toggle('is-lit', k === key);
  }

  #add(mark: Mark): void {
    const { className, html } = face(mark);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `leaflet-marker-icon map-mark ${className}`;
    button.setAttribute('aria-label', markWords(mark));
    button.innerHTML = html;
    const marker = L.marker([mark.lat, mark.lng], {
      icon: new ButtonIcon(button),
      keyboard: false,
      autoPanOnFocus: false,
    }).addTo(this.#map);
    // Through Leaflet, which drops the click that ends a drag.
    marker.on('click', () => this.#events.press(mark));
    button.addEventListener('pointerenter', () => this.#events.point(mark));
    button.addEventListener('pointerleave', () => this.#events.point(undefined));
    button.addEventListener('blur', () => this.#events.point(undefined));
    button.addEventListener('focus', () => {
      this.#events.point(mark);
      if (!this.#map.getBounds().contains([mark.lat, mark.lng])) this.#events.reveal(mark);
    });
    this.#shown.set(mark.key, { mark, marker, button });
  }

  /** When the mark with the keyboard is gone (a cluster came apart), the nearest takes its place. */
  #focusNear(gone: Mark): void {
    const far = (m: Mark) => (m.lat - gone.lat) ** 2 + (m.lng - gone.lng) ** 2;
    const nearest = [...this.#shown.values()].sort((a, b) => far(a.mark) - far(b.mark))[0];
    if (nearest) nearest.button.focus({ preventScroll: true });
    else this.#map.getContainer().focus({ preventScroll: true });
  }
}
