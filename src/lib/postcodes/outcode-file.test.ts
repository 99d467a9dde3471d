import { describe, expect, it } from 'vitest';
import { type LatLng, metresBetween } from '#lib/geo.ts';
import { inwardNumber, packOutcode, unpackOutcode } from '#lib/postcodes/outcode-file.ts';

const points = new Map<string, LatLng>([
  ['9ZZ', { lat: 53.512345, lng: -2.498765 }],
  ['1AA', { lat: 53.497412, lng: -2.518834 }],
  ['1AB', { lat: 53.497412, lng: -2.518834 }],
]);
const file = packOutcode({ code: 'WN7', points });
const again = () => JSON.parse(JSON.stringify(file));

describe('inwardNumber', () => {
  it.each([
    ['0AA', 0],
    ['9ZZ', 3999],
    ['1AB', 401],
    ['1AC', -1],
    ['AAA', -1],
    ['1AAA', -1],
    ['', -1],
  ])('%s is %d', (inward, n) => expect(inwardNumber(inward)).toBe(n));
});

describe('an outcode file', () => {
  it('gives back every point within 8 m, whatever the order it was put in', () => {
    const back = unpackOutcode(again(), 'WN7');
    expect([...(back?.points.keys() ?? [])]).toEqual(['1AA', '1AB', '9ZZ']);
    for (const [inward, p] of points) {
      const found = back?.points.get(inward);
      expect(found && metresBetween(p, found)).toBeLessThan(8);
    }
  });

  it('holds no point of its own for a postcode at the same door', () => {
    expect(file.north[1]).toBe(0);
    expect(file.east[1]).toBe(0);
  });

  it.each([
    ['another outcode', { ...again(), outcode: 'WN1' }],
    ['a list cut short', { ...again(), east: file.east.slice(1) }],
    ['a second half twice', { ...again(), inward: [400, 0, 3] }],
    ['a second half past the last', { ...again(), inward: [400, 1, 9999] }],
    ['a point in the sea off Africa', { ...again(), north: [0, 0, 0] }],
    ['half a number', { ...again(), north: [1.5, 0, 0] }],
    ['a page of HTML read as text', '<!doctype html>'],
    ['nothing', null],
  ])('is refused as %s', (_, value) => expect(unpackOutcode(value, 'WN7')).toBeNull());

  it('cannot be made with a second half that is none', () => {
    expect(() => packOutcode({ code: 'WN7', points: new Map([['1AC', { lat: 53, lng: -2 }]]) })).toThrow(
      'WN7 1AC',
    );
  });
});
