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
  /** The cluster's number in the index, or the addresses themselves, where it is several. */
  cluster?: number;
  spots?: Spot[];
}

/** Never more than this many at once: nobody can read more, and the tab key must get past them. */
export const MOST_MARKS = 60;
/** Nearer than this many pixels, two 44 px targets would overlap. */
const RADIUS = 60;
/** Leaflet's tiles are 256 px; supercluster's own default of 512 would merge at half the distance. */
const EXTENT = 256;
/** The map goes no further out than this. */
export const FARTHEST = 5;
/**
 * The closest zoom that the index is made for. Each costs a tree of nearly all the points, and at 10,000 that is felt;
 * closer than this so few are in view that they are bunched as they are drawn.
 */
const INDEXED = 16;

/** Pixels of the whole world at a zoom: what Web Mercator puts a point at. */
function pixels({ lat, lng }: Spot, zoom: number): { x: number; y: number } {
  const size = EXTENT * 2 ** zoom;
  const sin = Math.sin((lat * Math.PI) / 180);
  return {
    x: (lng / 360 + 0.5) * size,
    y: (0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI) * size,
  };
}

const listings = (spots: readonly Spot[]) => spots.reduce((n, s) => n + s.pins.length, 0);

/** The addresses of a list, and which of them stand together at each zoom. */
export class Clusters {
  readonly #index: Supercluster<{ i: number }, Record<string, unknown>>;
  readonly #spots: readonly Spot[];
  readonly #maxZoom: number;
  /** True where each address has one listing, so that the index's own counts will do. */
  readonly #single: boolean;

  /** `maxZoom`: the closest that the map goes. */
  constructor(spots: readonly Spot[], maxZoom: number) {
    this.#spots = spots;
    this.#maxZoom = maxZoom;
    this.#single = spots.every((s) => s.pins.length === 1);
    this.#index = new Supercluster({ radius: RADIUS, extent: EXTENT, minZoom: FARTHEST, maxZoom: INDEXED });
    this.#index.load(
      spots.map((s, i) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [s.lng, s.lat] },
        properties: { i },
      })),
    );
  }

  /** What to show of a box at a zoom: coarser clusters where there would be more than `most`. */
  visible([south, west, north, east]: Box, zoom: number, most = MOST_MARKS): Mark[] {
    for (let z = Math.min(zoom, this.#maxZoom); ; z--) {
      const found = this.#index.getClusters([west, south, east, north], z);
      const marks =
        z > INDEXED
          ? this.#bunched(
              found.flatMap((f) => this.#spotOf(f.properties)),
              z,
            )
          : undefined;
      if ((marks ?? found).length <= most || z <= FARTHEST)
        return marks ?? found.slice(0, most).flatMap((f) => this.#mark(f.geometry.coordinates, f.properties));
    }
  }

  #spotOf(p: object): Spot[] {
    const spot = 'i' in p && typeof p.i === 'number' ? this.#spots[p.i] : undefined;
    return spot ? [spot] : [];
  }

  #mark([lng = 0, lat = 0]: number[], p: object): Mark[] {
    if (!('cluster_id' in p) || typeof p.cluster_id !== 'number')
      return this.#spotOf(p).map((s) => this.#alone(s));
    const mark: Mark = { key: `c${p.cluster_id}`, lat, lng, count: 0, cluster: p.cluster_id };
    mark.count =
      this.#single && 'point_count' in p && typeof p.point_count === 'number'
        ? p.point_count
        : listings(this.spotsIn(mark));
    return [mark];
  }

  #alone(spot: Spot): Mark {
    return { key: spot.key, lat: spot.lat, lng: spot.lng, count: spot.pins.length, spot };
  }

  /** Addresses whose marks would overlap, together. */
  #bunched(spots: readonly Spot[], zoom: number): Mark[] {
    const bunches: { x: number; y: number; spots: Spot[] }[] = [];
    for (const spot of spots) {
      const { x, y } = pixels(spot, zoom);
      const near = bunches.find((b) => Math.hypot(b.x - x, b.y - y) < RADIUS);
      if (near) near.spots.push(spot);
      else bunches.push({ x, y, spots: [spot] });
    }
    return bunches.flatMap(({ spots: [first, ...others] }) => {
      if (!first) return [];
      if (others.length === 0) return [this.#alone(first)];
      const all = [first, ...others];
      return [
        {
          key: `b${first.key}-${all.length}`,
          lat: first.lat,
          lng: first.lng,
          count: listings(all),
          spots: all,
        },
      ];
    });
  }

  /** The addresses that a mark stands for. */
  spotsIn({ spot, spots, cluster }: Mark): Spot[] {
    if (spot) return [spot];
    if (cluster === undefined) return spots ?? [];
    return this.#index
      .getLeaves(cluster, Number.POSITIVE_INFINITY)
      .flatMap((leaf) => this.#spotOf(leaf.properties));
  }

  /** The zoom at which a cluster comes apart: always closer than the one it was pressed at. */
  zoomTo({ cluster }: Mark, from: number): number {
    const apart = cluster === undefined ? from : this.#index.getClusterExpansionZoom(cluster);
    return Math.min(this.#maxZoom, Math.max(apart, from + 1));
  }
}
