import { stateFromHash, stateToHash } from '#features/directory/find/state.ts';
import type { Box } from '#features/map/ground.ts';
import { mountMap } from '#features/map/mount.ts';
import type { MapOptions } from '#features/map/view.tsx';

/** Gives life to the map box of a static page: its data are in `data-…` attributes (PageMap.astro). */

/** A card that the page does not show; the program that fetches it comes when it is first wanted. */
function drawFrom(shards: number, version: string): MapOptions['draw'] {
  let files: Promise<{ of(ids: string[]): Promise<Awaited<ReturnType<NonNullable<MapOptions['draw']>>>[]> }>;
  return async (id) => {
    files ??= import('#features/directory/find/card-files.ts').then((m) => m.cardFiles(shards, version));
    return (await (await files).of([id]))[0];
  };
}

for (const box of document.querySelectorAll<HTMLElement>('.map-box')) {
  const { pins = '', shards = '1', version = '', search, centre } = box.dataset;
  const inline = pins.startsWith('{');
  mountMap(box, {
    pins: inline ? JSON.parse(pins) : pins,
    ground: '/map/ground.json',
    centre: centre ? JSON.parse(centre) : undefined,
    // The pins of a listing's own page are its venues, each with an element of its own.
    ...(inline
      ? { listed: (id: string) => document.getElementById(id) }
      : { draw: drawFrom(Number(shards), version) }),
    areaLink: (area: Box) => `/find/${stateToHash({ ...stateFromHash(search ?? ''), box: area })}`,
    after: () => document.querySelector<HTMLElement>('[data-after-map], .listing a'),
  });
}
