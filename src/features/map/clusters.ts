import Supercluster from 'supercluster';
import type { Box } from './ground.ts';
import type { Spot } from './pins.ts';

/** One thing to press on the map: an address, or a number of addresses too close together to tell apart. */
export interface Mark {
  key: string;
  lat: number;
  lng: number;
  /** How many listings it stands for. */
  count: number;
  /** The one address, where it is one. */
  spot?: Spot;
  /** The cluster's number in the index, where it is several. */
  cluster?: number;
}

/** Never more than this many at once: nobody can read more, and the tab key must get past them. */
export const MOST_MARKS = 60;
/** Nearer than this many pixels, two 44 px targets would overlap. */
const RADIUS = 60;
/** Leaflet's tiles are 256 px; supercluster's own default of 512 would merge at half the distance. */
const EXTENT = 256;

/** The addresses of a list, and which of them stand together at each zoom. */
export class Clusters {
  readonly #index: Supercluster<{ i: number; n: number }, { n: number }>;
  readonly #spots: readonly Spot[];
  readonly #maxZoom: number;

  /** `maxZoom`: the closest that the map goes. There, all addresses stand apart unless there are too many. */
  constructor(spots: readonly Spot[], maxZoom: number) {
    this.#spots = spots;
    this.#maxZoom = maxZoom;
    this.#index = new Supercluster<{ i: number; n: number }, { n: number }>({
      radius: RADIUS,
      extent: EXTENT,
      maxZoom: maxZoom - 1,
      map: ({ n }) => ({ n }),
      reduce: (sum, { n }) => {
        sum.n += n;
      },
    });
    this.#index.load(
      spots.map((s, i) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [s.lng, s.lat] },
        properties: { i, n: s.pins.length },
      })),
    );
  }

  /** What to show of a box at a zoom: coarser clusters where there would be more than `most`. */
  visible([south, west, north, east]: Box, zoom: number, most = MOST_MARKS): Mark[] {
    for (let z = Math.min(zoom, this.#maxZoom); ; z--) {
      const found = this.#index.getClusters([west, south, east, north], z);
      if (found.length <= most || z <= 0)
        return found.slice(0, most).flatMap((f) => this.#mark(f.geometry.coordinates, f.properties));
    }
  }

  #mark([lng = 0, lat = 0]: number[], p: { i: number } | { cluster_id: number; n: number }): Mark[] {
    if ('cluster_id' in p) return [{ key: `c${p.cluster_id}`, lat, lng, count: p.n, cluster: p.cluster_id }];
    const spot = this.#spots[p.i];
    return spot ? [{ key: spot.key, lat: spot.lat, lng: spot.lng, count: spot.pins.length, spot }] : [];
  }

  /** The addresses that a mark stands for. */
  spotsIn(mark: Mark): Spot[] {
    if (mark.spot) return [mark.spot];
    if (mark.cluster === undefined) return [];
    return this.#index
      .getLeaves(mark.cluster, Number.POSITIVE_INFINITY)
      .flatMap((leaf) => this.#spots[leaf.properties.i] ?? []);
  }

  /** The zoom at which a cluster comes apart: always closer than the one it was pressed at. */
  zoomTo(mark: Mark, from: number): number {
    const apart = mark.cluster === undefined ? from : this.#index.getClusterExpansionZoom(mark.cluster);
    return Math.min(this.#maxZoom, Math.max(apart, from + 1));
  }
}
