import { expect, test } from 'vitest';
import { Clusters, MOST_MARKS } from './clusters.ts';
import type { Spot } from './pins.ts';

const pin = (id: string) => ({ id, name: id, kind: '', need: 'food', place: '', lat: 0, lng: 0 });
const spot = (i: number, lat: number, lng: number, n = 1): Spot => ({
  key: `s${i}`,
  lat,
  lng,
  pins: Array.from({ length: n }, (_, k) => pin(`${i}-${k}`)),
});
/** 10,000 addresses over about 20 by 20 km. */
const many = Array.from({ length: 10_000 }, (_, i) =>
  spot(i, 53.4 + ((i * 7919) % 10_007) / 50_000, -2.7 + ((i * 104_729) % 10_009) / 33_000),
);
const WORLD: [number, number, number, number] = [53.3, -2.8, 53.7, -2.3];

test.each([8, 10, 12, 14, 16, 18])(
  'never more marks than can be read, and no listing lost, at zoom %i',
  (zoom) => {
    const clusters = new Clusters(many, 18);
    const marks = clusters.visible(WORLD, zoom);
    expect(marks.length).toBeLessThanOrEqual(MOST_MARKS);
    expect(marks.reduce((n, m) => n + m.count, 0)).toBe(10_000);
    expect(new Set(marks.flatMap((m) => clusters.spotsIn(m).map((s) => s.key))).size).toBe(10_000);
  },
);

test('a mark counts listings, not addresses', () => {
  const clusters = new Clusters([spot(0, 53.5, -2.5, 3), spot(1, 53.501, -2.501)], 18);
  expect(clusters.visible(WORLD, 10).map((m) => m.count)).toEqual([4]);
  const apart = clusters.visible(WORLD, 18);
  expect(apart.map((m) => [m.key, m.count])).toEqual([
    ['s0', 3],
    ['s1', 1],
  ]);
});

test('pixels are Leaflet’s: 70 px apart at a zoom stand apart there, 50 px do not', () => {
  const pixel = 360 / 2 ** (12 + 8); // degrees of longitude at zoom 12 on 256 px tiles
  const apart = (px: number) =>
    new Clusters([spot(0, 53.5, -2.5), spot(1, 53.5, -2.5 + px * pixel)], 18).visible(WORLD, 12).length;
  expect([apart(50), apart(70)]).toEqual([1, 2]);
});

test('closer than the index goes, marks that would overlap are still together', () => {
  const pixel = 360 / 2 ** (17 + 8);
  const near = new Clusters([spot(0, 53.5, -2.5, 2), spot(1, 53.5, -2.5 + 50 * pixel)], 19);
  const [bunch, ...others] = near.visible(WORLD, 17);
  expect(others).toEqual([]);
  expect(bunch?.count).toBe(3);
  expect(bunch && near.spotsIn(bunch).map((s) => s.key)).toEqual(['s0', 's1']);
  expect(near.visible(WORLD, 18).map((m) => m.count)).toEqual([2, 1]);
});

test('pressing a cluster always goes closer, and never past the closest', () => {
  const clusters = new Clusters(many, 18);
  for (const zoom of [6, 11, 17])
    for (const mark of clusters.visible(WORLD, zoom)) {
      const next = clusters.zoomTo(mark, zoom);
      expect(next).toBeGreaterThan(zoom);
      expect(next).toBeLessThanOrEqual(18);
    }
});
