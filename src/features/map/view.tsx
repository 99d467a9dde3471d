import { createRef, render } from 'preact';
import type { LatLng } from '#lib/geo.ts';
import type { CardView } from '#ui/card/Card.tsx';
import { Cards } from './cards.ts';
import { Clusters, type Mark } from './clusters.ts';
import { type Box, boxAround, type Ground, holds, readGround } from './ground.ts';
import { Panel, type PanelActs, type PanelState } from './Panel.tsx';
import { type OffMap, type Pin, type PinList, readPins, spotsOf } from './pins.ts';
import { Surface } from './surface.ts';
import { addressWords, inViewWords, lostWords, markWords, shownWords } from './words.ts';

/** A point that rings of distance are drawn about, by name: "Leigh". */
export type Centre = LatLng & { name: string };

export interface MapOptions {
  /** The element of a listing in the page, to be shown and focused; its card where this is not given. */
  listed?: (id: string) => HTMLElement | null;
  /** A listing's card, for one that the page does not show; undefined where there is none. */
  draw?: (id: string) => Promise<CardView | undefined>;
  /** The address of a search for a part of the map. */
  areaLink?: (box: Box) => string;
  /** Searches there without leaving the page. */
  onArea?: (box: Box) => void;
  onClose: () => void;
  /** What "Skip the map" goes to. */
  after: () => HTMLElement | null;
}

export interface Shown {
  /** Only these listings; all where it is not given. */
  ids?: readonly string[] | undefined;
  /** What rings are drawn about; the middle of each area with pins where it is not given. */
  centre?: Centre | undefined;
  /** Where to look: at all of the listings, at a part of the map, or where the map is already. */
  look?: 'all' | 'same' | Box;
}

export interface MapView {
  show(what: Shown): void;
  destroy(): void;
}

const PAUSE = 600; // ms without movement before it is said aloud what is in view

/** Lets the page do what else is waiting. */
const breath = () =>
  new Promise<void>((done) => {
    setTimeout(done);
  });

/** Three decimals, about 100 metres, outwards: what is at the edge of the map stays in. */
const rounded = ([s, w, n, e]: Box): Box => [
  Math.floor(s * 1000) / 1000,
  Math.floor(w * 1000) / 1000,
  Math.ceil(n * 1000) / 1000,
  Math.ceil(e * 1000) / 1000,
];

class View implements MapView {
  readonly #panel: HTMLElement;
  readonly #options: MapOptions;
  readonly #list: PinList;
  readonly #ground: Ground;
  readonly #surface: Surface;
  readonly #element = createRef<HTMLDivElement>();
  readonly #cards: Cards;
  #state: PanelState;
  #all = 0;
  /** Counts lists shown: one that was asked for while an older was being placed wins. */
  #turn = 0;
  /** True while a drawing of the panel is due. */
  #due = false;
  #centres: readonly Centre[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The mark to go back to. */
  #from: Mark | undefined;
  #closed = false;

  constructor(panel: HTMLElement, options: MapOptions, list: PinList, ground: Ground) {
    this.#panel = panel;
    this.#options = options;
    this.#list = list;
    this.#ground = ground;
    this.#state = { says: '', aloud: '', areas: [], pointed: '', scale: { words: '', pixels: 0 } };
    this.#render();
    const element = this.#element.current;
    if (!element) throw new Error('The map has no element');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#surface = new Surface(element, ground, still, {
      press: (mark, pins) => this.#press(mark, pins),
      point: (mark) => this.#point(mark),
      moved: (at) => this.#moved(at),
      lost: () => this.#lost(),
    });
    this.#cards = new Cards(panel, options.listed, {
      light: (id) => this.#surface.light(id),
      back: () => this.#back(),
    });
  }

  show({ ids, centre, look = 'all' }: Shown): void {
    const wanted = ids && new Set(ids);
    const pins = wanted ? this.#list.pins.filter((p) => wanted.has(p.id)) : this.#list.pins;
    const off: Record<OffMap, number> = { reach: 0, private: 0 };
    for (const [id, why] of this.#list.off) if (!wanted || wanted.has(id)) off[why]++;
    const first = this.#all === 0 && this.#state.says === '';
    this.#all = new Set(pins.map((p) => p.id)).size;
    const says = this.#options.listed
      ? addressWords(pins.length)
      : shownWords({ listings: this.#all, addresses: pins.length, off });
    const areas = this.#areasOf(pins);
    const middles = areas.map(({ name, lat, lng }) => ({ name: `the middle of ${name}`, lat, lng }));
    this.#centres = centre ? [centre] : middles;
    this.#set({
      says,
      // A new list is announced by the list itself; only the first look is the map's to tell.
      aloud: first ? `The map is open. ${says}` : '',
      areas: areas.map(({ name, bounds }) => ({
        name,
        bounds: boxAround(pins.filter((p) => holds(bounds, p))) ?? bounds,
      })),
      lost: this.#state.lost && lostWords(this.#centres.map((c) => c.name)),
      moved: undefined,
      names: undefined,
      picked: undefined,
    });
    this.#place(pins, look, first);
  }

  /** Puts the pins on the map, in steps short enough that nothing else on the page waits: ten thousand are felt. */
  async #place(pins: readonly Pin[], look: 'all' | 'same' | Box, first: boolean): Promise<void> {
    const turn = ++this.#turn;
    const spots = spotsOf(pins);
    await breath();
    const clusters = new Clusters(spots, this.#ground.tiles.maxZoom);
    await breath();
    if (turn === this.#turn && !this.#closed) this.#surface.show(spots, clusters, look, this.#centres);
    if (first && !this.#closed) this.#surface.pictures();
  }

  /** Areas with pins, the one with most of them first; the first area of the site where there are none. */
  #areasOf(pins: readonly Pin[]): Ground['areas'] {
    const counted = this.#ground.areas.map((area) => ({
      area,
      n: pins.filter((p) => holds(area.bounds, p)).length,
    }));
    const found = counted.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
    return (found.length > 0 ? found : counted.slice(0, 1)).map(({ area }) => area);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#closed = true;
    this.#cards.destroy();
    this.#surface.destroy();
    render(null, this.#panel);
  }

  /**
   * Changes what the panel shows, a moment later: taking away what has the keyboard makes the browser tell of it in the
   * middle of drawing, and a drawing inside a drawing goes wrong.
   */
  #set(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (!this.#closed) this.#render();
    });
  }

  #render(): void {
    render(
      <Panel
        state={this.#state}
        acts={this.#acts}
        ground={this.#element}
        tiles={this.#ground.tiles}
        areaLink={this.#options.areaLink}
      />,
      this.#panel,
    );
  }

  readonly #acts: PanelActs = {
    skip: () => this.#options.after()?.focus(),
    zoom: (by) => this.#surface.zoom(by),
    goTo: (box) => this.#surface.goTo(box),
    again: () => {
      this.#set({ lost: undefined });
      this.#surface.pictures();
    },
    searchHere: (event) => {
      const { moved } = this.#state;
      const { onArea } = this.#options;
      if (!moved || !onArea || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onArea(moved);
      this.#element.current?.focus({ preventScroll: true });
    },
    choose: (pin) => this.#show(pin),
    closeNames: () => {
      this.#set({ names: undefined });
      this.#back();
    },
    back: () => this.#back(),
    escape: () => {
      if (this.#state.names) this.#acts.closeNames();
      else if (this.#panel.querySelector('.map-picked')?.contains(document.activeElement)) this.#back();
      else this.#options.onClose();
    },
  };

  #back(): void {
    const key = this.#from?.key;
    if (key === undefined || !this.#surface.focus(key)) this.#element.current?.focus({ preventScroll: true });
    this.#element.current?.scrollIntoView({ block: 'nearest' });
  }

  #lost(): void {
    const lost = lostWords(this.#centres.map((c) => c.name));
    this.#set({ lost, aloud: lost });
    if (!this.#state.moved) this.#surface.plain();
  }

  #press(mark: Mark, pins: Pin[]): void {
    this.#from = mark;
    const [only, ...others] = pins;
    if (!only) return;
    if (others.length === 0) {
      this.#show(only);
      return;
    }
    const where = only.place ? ` in ${only.place}` : '';
    const title = mark.spot
      ? `${pins.length} at one address${where}`
      : `${pins.length} close together${where}`;
    this.#set({ names: { title, pins } });
  }

  /** Shows and focuses a listing: where it stands in the page, or under the map where it does not. */
  #show(pin: Pin): void {
    this.#set({ names: undefined, picked: undefined });
    if (!this.#cards.show(pin.id)) this.#pick(pin);
  }

  #pick(pin: Pin): void {
    const picked = { name: pin.name };
    this.#set({ picked });
    const draw = this.#options.draw?.(pin.id) ?? Promise.resolve(undefined);
    const tell = (card: CardView | undefined) => {
      if (this.#state.picked === picked) this.#set({ picked: { ...picked, card, failed: !card } });
    };
    draw.then(tell, () => tell(undefined));
  }

  #point(mark: Mark | undefined): void {
    this.#cards.mark(mark?.spot?.pins.map((p) => p.id) ?? []);
    this.#set({ pointed: mark ? markWords(mark) : '' });
  }

  #moved(at: { inView: number; byHand: boolean; scale: PanelState['scale'] }): void {
    this.#set({ scale: at.scale, ...(at.byHand && { moved: rounded(this.#surface.box()) }) });
    if (!at.byHand) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set({ aloud: inViewWords(at.inView, this.#all) }), PAUSE);
  }
}

/** What a map is made of, on its way: fetched while its program comes. */
export interface MapFiles {
  pins: Promise<unknown>;
  ground: Promise<unknown>;
  sheet: Promise<void>;
}

/** Opens a map in an element. Rejects where a file cannot be had; the page then says so, and the list stands. */
export async function openMap(panel: HTMLElement, files: MapFiles, options: MapOptions): Promise<MapView> {
  const [pins, ground] = await Promise.all([files.pins, files.ground, files.sheet]);
  const list = readPins(pins);
  await breath();
  panel.textContent = '';
  return new View(panel, options, list, readGround(ground));
}
