import { describe, expect, it } from 'vitest';
import { stem } from '#search/analyse/stem.ts';

describe('stem', () => {
  it.each([
    ['letters', 'letter'],
    ['struggling', 'struggle'],
    ['caring', 'care'],
    ['planning', 'plan'],
    ['families', 'family'],
    ['worried', 'worry'],
    ['mam', 'mother'],
    ['weans', 'children'],
    ['died', 'dying'],
    ['classes', 'class'],
    ['moving', 'moved'],
    ['buses', 'bus'],
  ])('%s meets %s', (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });

  it.each([
    ['carer', 'care'],
    ['lonely', 'lone'],
    ['depression', 'depress'],
    ['news', 'new'],
    ['housing', 'house'],
    ['evening', 'even'],
    ['needle', 'need'],
    ['addiction', 'addict'],
  ])('%s stays apart from %s', (a, b) => {
    expect(stem(a)).not.toBe(stem(b));
  });
});
