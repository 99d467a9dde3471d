import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Card, type CardView } from '#ui/card/Card.tsx';
import { Icon } from '#ui/icon/Icon.tsx';
import type { Box, Ground } from './ground.ts';
import type { Pin } from './pins.ts';

/** Listings at one address, or in a bunch that no zoom takes apart. */
export interface Names {
  title: string;
  pins: Pin[];
}

export interface PanelState {
  /** The line above the map: how many are on it and how many are not. */
  says: string;
  /** What a screen reader is told, when it changes. */
  aloud: string;
  /** Areas to go to, where pins lie in more than one. */
  areas: { name: string; bounds: Box }[];
  /** The line that says that the pictures are not coming. */
  lost?: string | undefined;
  /** What is pointed at, in words. */
  pointed: string;
  /** The part in view, once the person has moved the map. */
  moved?: Box | undefined;
  names?: Names | undefined;
  scale: { words: string; pixels: number };
  /** A listing chosen on the map that the list beside it does not show; no card yet while it is fetched. */
  picked?: { name: string; card?: CardView | undefined; failed?: boolean } | undefined;
}

export interface PanelActs {
  skip(): void;
  zoom(by: 1 | -1): void;
  goTo(box: Box): void;
  again(): void;
  searchHere(event: MouseEvent): void;
  choose(pin: Pin): void;
  closeNames(): void;
  back(): void;
  escape(): void;
}

interface Props {
  state: PanelState;
  acts: PanelActs;
  ground: RefObject<HTMLDivElement | null>;
  tiles: Ground['tiles'];
  /** The address of a search for what is in view, where there is one. */
  areaLink?: ((box: Box) => string) | undefined;
}

/** The names of what is at one address. The keyboard goes into it, and back to the mark with Escape. */
function NamesAt({ names, acts }: { names: Names; acts: PanelActs }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [names]);
  return (
    <div class="map-names" role="dialog" aria-label={names.title}>
      <div class="map-names-top">
        <p>
          <b>{names.title}</b>
        </p>
        <button type="button" class="chip" onClick={acts.closeNames}>
          Close
        </button>
      </div>
      <ul>
        {names.pins.map((pin, i) => (
          <li key={`${pin.id}-${i}`}>
            <button type="button" ref={i === 0 ? first : undefined} onClick={() => acts.choose(pin)}>
              <u>{pin.name}</u> <span class="soft">{pin.kind}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A card that the list does not show, right under the map. */
function Picked({ picked, acts }: { picked: NonNullable<PanelState['picked']>; acts: PanelActs }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const link = box.current?.querySelector('a') ?? box.current;
    link?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  return (
    <div class="map-picked" ref={box} tabIndex={-1}>
      {picked.card && <Card card={picked.card} level={3} />}
      {!picked.card && (
        <p>
          {picked.failed
            ? `${picked.name} could not be shown here just now. It is in the list.`
            : `Getting ${picked.name}…`}
        </p>
      )}
      <button type="button" class="chip" onClick={acts.back}>
        Back to the map
      </button>
    </div>
  );
}

function Lost({ words, acts }: { words: string; acts: PanelActs }) {
  return (
    <div class="note note-s map-lost">
      <Icon name="care" />
      <p>
        {words}
        <button type="button" class="map-again" onClick={acts.again}>
          Try the pictures again
        </button>
      </p>
    </div>
  );
}

/** The map with what stands about it. In the order of the tab key: skip, areas, zoom, the map, its marks. */
export function Panel({ state, acts, ground, tiles, areaLink }: Props) {
  const { scale } = state;
  return (
    <section
      class="map"
      aria-label="Map"
      onKeyDown={(e) => {
        if (e.key === 'Escape') acts.escape();
      }}
    >
      <p class="vh" role="status">
        {state.aloud}
      </p>
      <button type="button" class="map-skip" onClick={acts.skip}>
        Skip the map
      </button>
      <div class="map-line">
        <p class="map-pointed" aria-hidden="true">
          {state.pointed}
        </p>
        <p class="map-says">{state.says}</p>
      </div>
      {state.areas.length > 1 && (
        <ul class="tools map-areas" aria-label="Go to">
          {state.areas.map(({ name, bounds }) => (
            <li key={name}>
              <button type="button" class="chip" onClick={() => acts.goTo(bounds)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {state.lost && <Lost words={state.lost} acts={acts} />}
      <div class={state.lost ? 'map-frame is-lost' : 'map-frame'}>
        <div class="map-zoom">
          <button type="button" aria-label="Go closer" onClick={() => acts.zoom(1)}>
            <span aria-hidden="true">+</span>
          </button>
          <button type="button" aria-label="Go further out" onClick={() => acts.zoom(-1)}>
            <span aria-hidden="true">−</span>
          </button>
        </div>
        <div
          class="map-ground"
          ref={ground}
          role="group"
          aria-label="The map. Arrow keys move it, plus and minus go closer and further out"
        />
        {state.moved && areaLink && (
          <a class="btn map-here" href={areaLink(state.moved)} onClick={acts.searchHere}>
            Search this area
          </a>
        )}
        {state.names && <NamesAt names={state.names} acts={acts} />}
      </div>
      <p class="map-foot small">
        <span class="map-scale">
          <svg class="map-scale-bar" width={scale.pixels} height="8" aria-hidden="true">
            <path d={`M1 0v7h${Math.max(0, scale.pixels - 2)}V0`} />
          </svg>
          <span>
            <span class="vh">Scale: the bar is </span>
            {scale.words}
          </span>
        </span>
        {!state.lost && (
          <a href={tiles.attributionUrl} rel="noreferrer">
            {tiles.attribution}
          </a>
        )}
      </p>
      {state.picked && <Picked picked={state.picked} acts={acts} />}
    </section>
  );
}
