import { describe, expect, it } from 'vitest';
import { oneSlip, SlipIndex } from '#search/analyse/slip.ts';

describe('oneSlip', () => {
  it.each([
    ['lonely', 'lonley'],
    ['lonely', 'lonly'],
    ['lonely', 'lonelly'],
    ['lonely', 'lonety'],
    ['debt', 'debts'],
  ])('%s, %s', (a, b) => {
    expect(oneSlip(a, b)).toBe(true);
    expect(oneSlip(b, a)).toBe(true);
  });
  it.each([
    ['lonely', 'lonely'],
    ['lonely', 'lnoeyl'],
    ['lonely', 'lone'],
    ['abcde', 'abxye'],
  ])('not %s, %s', (a, b) => {
    expect(oneSlip(a, b)).toBe(false);
  });

  it('agrees with the distance it stands for, over random words', () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 16) % n;
    };
    const word = () => Array.from({ length: 1 + random(6) }, () => 'abc'[random(3)]).join('');
    for (let i = 0; i < 5000; i++) {
      const [a, b] = [word(), word()];
      expect(oneSlip(a, b), `${a} ${b}`).toBe(distance(a, b) === 1);
    }
  });
});

describe('SlipIndex', () => {
  it('leaves short words alone', () => {
    expect(new SlipIndex(['debt', 'lonely']).near('dept')).toEqual([]);
    expect(new SlipIndex(['debt', 'lonely']).near('lonley')).toEqual(['lonely']);
  });
  it('takes a wrong first letter in long words only', () => {
    expect(new SlipIndex(['violin']).near('fiolin')).toEqual([]);
    expect(new SlipIndex(['universal']).near('yniversal')).toEqual(['universal']);
  });
});

/** Optimal string alignment distance, the slow way. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [
    i,
    ...Array.from({ length: b.length }, (_, j) => (i === 0 ? j + 1 : 0)),
  ]);
  const at = (i: number, j: number) => d[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const row = d[i];
      if (!row) continue;
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(at(i, j), at(i - 2, j - 2) + 1);
    }
  return at(a.length, b.length);
}
