import { expect, test } from 'vitest';
import { asksForSomething, requestOf } from './request.ts';
import { EMPTY_STATE, stateFromHash, stateToHash } from './state.ts';

test('a part of the map goes into the address and out again, to about a hundred metres', () => {
  const hash = stateToHash({ ...EMPTY_STATE, box: [53.4412, -2.7399, 53.6, -2.41] });
  expect(decodeURIComponent(hash)).toBe('#box=53.441,-2.740,53.600,-2.410');
  const state = stateFromHash(hash);
  expect(state.box).toEqual([53.441, -2.74, 53.6, -2.41]);
  expect(asksForSomething(state)).toBe(true);
});

test.each([
  '',
  '1,2,3',
  '1,2,3,4,5',
  '53,-2,52,-1',
  '53,-1,54,-2',
  '53,a,54,-1',
  '-91,0,0,1',
  '1,,2,3',
  'Infinity,0,1,1',
])('a box that is none is left out: %j', (box) => {
  expect(stateFromHash(`#q=tea&box=${box}`)).toMatchObject({ q: 'tea', box: undefined });
});

test('in a part of the map, how far from a place does not narrow the list as well', () => {
  const near = { point: { lat: 53.5, lng: -2.5 }, usual: 5 };
  const state = { ...EMPTY_STATE, q: 'tea', box: [53, -3, 54, -2] as [number, number, number, number] };
  expect(requestOf(state, near)).toMatchObject({ bbox: [53, -3, 54, -2], near: { radiusM: undefined } });
  expect(requestOf({ ...state, box: undefined }, near).near?.radiusM).toBeGreaterThan(8000);
});
