import { expect, test } from 'vitest';
import { boxAround, holds, readGround } from './ground.ts';
import { around, placeLabels } from './labels.ts';
import { outlineOf } from './outline.ts';
import { scaleFor } from './scale.ts';
import { inViewWords, lostWords, markWords, shownWords } from './words.ts';

test.each([
  [1, '100 yards'],
  [4, 'a quarter of a mile'],
  [7, 'half a mile'],
  [15, '1 mile'],
  [40, '2 miles'],
  [1000, '50 miles'],
])('at %d metres a pixel the scale says %s', (metres, words) => {
  const scale = scaleFor(metres, 130);
  expect(scale.words).toBe(words);
  expect(scale.pixels).toBeLessThanOrEqual(130);
  expect(scale.pixels).toBeGreaterThan(40);
});

test('an outline holds every place it is drawn about, with room', () => {
  const centres = [
    { lat: 53.5, lng: -2.6 },
    { lat: 53.55, lng: -2.5 },
    { lat: 53.45, lng: -2.45 },
    { lat: 53.5, lng: -2.52 },
  ];
  const ring = outlineOf(centres);
  const inside = (lat: number, lng: number) =>
    ring.filter(([y1, x1], i) => {
      const [y2, x2] = ring[(i + 1) % ring.length] ?? [0, 0];
      return y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1;
    }).length %
      2 ===
    1;
  for (const { lat, lng } of centres) {
    expect(inside(lat, lng)).toBe(true);
    expect(inside(lat + 0.008, lng)).toBe(true);
  }
  expect(inside(53.6, -2.5)).toBe(false);
  expect(ring.length).toBeLessThan(40);
});

test('names touch neither each other, nor a mark, nor the edge, nor the buttons', () => {
  const size = { width: 600, height: 400 };
  const at = (text: string, x: number, y: number) => ({ text, at: [{ x, y }] });
  const kept = placeLabels(
    [
      at('Leigh', 300, 200),
      at('Pennington', 310, 205),
      at('Lowton', 300, 300),
      at('Edge', 4, 100),
      at('Tops', 300, 3),
      at('Corner', 560, 60),
      at('Astley', 400, 100),
    ],
    [{ x: 300, y: 290 }],
    size,
  );
  expect(kept.map((k) => k.text)).toEqual(['Leigh', 'Astley']);

  // A name whose own point a mark has taken stands beside it.
  const point = { x: 300, y: 200 };
  const [moved] = placeLabels([{ text: 'Leigh', at: around(point, 'Leigh') }], [point], size);
  expect(moved?.y).toBeGreaterThan(230);
});

test('a box around points, and what it holds', () => {
  expect(boxAround([])).toBeUndefined();
  const box = boxAround([
    { lat: 1, lng: 5 },
    { lat: 3, lng: 2 },
  ]);
  expect(box).toEqual([1, 2, 3, 5]);
  expect(box && holds(box, { lat: 2, lng: 5 })).toBe(true);
  expect(box && holds(box, { lat: 2, lng: 5.1 })).toBe(false);
  expect(() => readGround({ tiles: 1 })).toThrow('damaged');
});

test('the line above the map says how many are not on it, and why', () => {
  const off = { reach: 0, private: 0 };
  expect(shownWords({ listings: 12, addresses: 12, off })).toBe('12 listings on the map.');
  expect(shownWords({ listings: 1, addresses: 2, off })).toBe('1 listing on the map, at 2 addresses.');
  expect(shownWords({ listings: 3, addresses: 3, off: { reach: 1, private: 0 } })).toBe(
    '3 listings on the map. 1 more is in the list only: by phone, online or in many places.',
  );
  expect(shownWords({ listings: 3, addresses: 3, off: { reach: 7, private: 2 } })).toBe(
    '3 listings on the map. 9 more are in the list only: 7 by phone, online or in many places, and 2 at private addresses.',
  );
  expect([inViewWords(3, 3), inViewWords(2, 3)]).toEqual([
    'All 3 listings in view',
    '2 of 3 listings in view',
  ]);
  expect(lostWords(['Leigh'])).toContain('1, 3 and 5 miles from Leigh.');
});

test('a mark says what it is, without saying the place twice', () => {
  const pin = { id: 'a', name: 'Brew', kind: 'Café', need: 'food', place: 'Leigh', lat: 0, lng: 0 };
  const mark = (pins: (typeof pin)[]) => ({
    key: 'k',
    lat: 0,
    lng: 0,
    count: pins.length,
    spot: { key: 'k', lat: 0, lng: 0, pins },
  });
  expect(markWords(mark([pin]))).toBe('Brew, Leigh. Café');
  expect(markWords(mark([{ ...pin, name: 'Brew, Leigh' }]))).toBe('Brew, Leigh. Café');
  expect(markWords(mark([pin, pin]))).toBe('2 at one address in Leigh. Press for their names');
  expect(markWords({ key: 'c', lat: 0, lng: 0, count: 9, cluster: 1 })).toBe(
    '9 close together. Press to go closer',
  );
});
