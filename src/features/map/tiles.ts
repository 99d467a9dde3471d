import * as L from 'leaflet';
import type { Ground } from './ground.ts';
import { TileWatch } from './watch.ts';

/** Pictures under the pins, from the named host or from one file of this site. */
async function layerFor(tiles: Ground['tiles'], options: L.GridLayerOptions): Promise<L.GridLayer> {
  if (tiles.pmtiles) return (await import('./archive.ts')).archiveLayer(tiles.pmtiles, options);
  return L.tileLayer(tiles.tiles, {
    ...options,
    // The site's own pages send no referrer, but OpenStreetMap's servers refuse who does not say where they come from.
    referrerPolicy: 'strict-origin-when-cross-origin',
  });
}

/**
 * Adds the pictures to the map, and takes them off again when they fail or hang. `came` is called at the first picture,
 * `lost` once when they are given up. Returns a way to stop watching.
 */
export function addTiles(map: L.Map, tiles: Ground['tiles'], on: { came(): void; lost(): void }): () => void {
  let layer: L.GridLayer | undefined;
  let stopped = false;
  const lost = () => {
    if (stopped) return;
    layer?.remove();
    on.lost();
  };
  const watch = new TileWatch(lost);
  layerFor(tiles, { maxZoom: tiles.maxZoom, keepBuffer: 1, className: 'map-tiles' })
    .then((made) => {
      if (stopped) return;
      layer = made;
      made.on('tileloadstart', () => watch.asked());
      made.on('tileload', () => watch.came());
      made.on('tileerror', () => watch.failed());
      made.on('tileabort', () => watch.dropped());
      made.once('tileload', () => on.came());
      made.addTo(map);
    })
    .catch(lost);
  return () => {
    stopped = true;
    watch.stop();
    layer?.remove();
  };
}
