import proj4 from 'proj4';
import type { LatLng } from '#lib/geo.ts';

/**
 * The National Grid of Great Britain (EPSG:27700) with Ordnance Survey's published seven-parameter shift to WGS 84,
 * good to about 5 m anywhere in Britain: finer than the 10 m the files keep, so OS's 15 MB shift grid is not needed.
 */
const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';

const toDegrees = proj4(NATIONAL_GRID, 'WGS84');

/** Metres east and north on the National Grid → degrees WGS 84; null where they lie outside the grid. */
export function fromGrid(easting: number, northing: number): LatLng | null {
  if (!(easting > 0 && easting < 700_000 && northing > 0 && northing < 1_300_000)) return null;
  const [lng, lat] = toDegrees.forward([easting, northing]);
  return lat === undefined || lng === undefined ? null : { lat, lng };
}
