import { describe, expect, it } from 'vitest';
import { walkInWords } from '#lib/geo.ts';

describe('walkInWords', () => {
  it.each([
    [0, "about 1 minute's walk"],
    [60, "about 1 minute's walk"],
    [400, "about 7 minutes' walk"],
    [1150, "about 20 minutes' walk"],
    [2595, "about 45 minutes' walk"],
    [2600, null],
  ])('%d m in a straight line is %s', (metres, words) => expect(walkInWords(metres)).toBe(words));
});
