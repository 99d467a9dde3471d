import { expect, test } from 'vitest';
import { nearest, slips } from '#lib/nearest.ts';

test.each([
  ['leigh', 'leigh', 0],
  ['lonliness', 'loneliness', 1],
  ['hosuing', 'housing', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('%s to %s is %i slips', (a, b, n) => {
  expect(slips(a, b)).toBe(n);
  expect(slips(b, a)).toBe(n);
});

test('finds the word that was meant, and none where nothing is near', () => {
  const known = ['loneliness', 'housing', 'food'];
  expect(nearest('Lonlyness', known)).toBe('loneliness');
  expect(nearest('hosuing', known)).toBe('housing');
  expect(nearest('fod', known)).toBe('food');
  expect(nearest('gardening', known)).toBeUndefined();
});
