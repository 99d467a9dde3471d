import { describe, expect, it } from 'vitest';
import { readWords } from '#search/analyse/normalise.ts';
import { MAX_QUERY } from '#search/contract.ts';

const raws = (q: string) => readWords(q).tokens.map((t) => t.raw);

describe('readWords', () => {
  it.each([
    ["I CAN'T Pay my rent!!", ['i', 'cant', 'pay', 'my', 'rent']],
    ['café naïve', ['cafe', 'naive']],
    ['m.e. and M.S.', ['me', 'and', 'ms']],
    ['A&E', ['ae']],
    ['self-harm/abuse', ['self', 'harm', 'abuse']],
    ['can not', ['cant']],
    ['w\u200borr\u202eied', ['worried']],
    ['🙂 sad 🙂', ['sad']],
    ['', []],
  ])('%j', (q, words) => {
    expect(raws(q)).toEqual(words);
  });

  it('knows capitals from shouting', () => {
    expect(readWords('i have ME').tokens.map((t) => t.caps)).toEqual([false, false, true]);
    expect(readWords('I HAVE ME').tokens.map((t) => t.caps)).toEqual([false, false, false]);
  });

  it('reads no more than it should, and never half a character', () => {
    const { text } = readWords('🙂'.repeat(10_000));
    expect(text.length).toBeLessThanOrEqual(MAX_QUERY);
    expect(text.isWellFormed()).toBe(true);
  });
});
