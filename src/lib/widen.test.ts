import { describe, expect, it } from 'vitest';
import { widen } from '#lib/widen.ts';

describe('widen', () => {
  it('stays where there is something, and says nothing', () => {
    expect(
      widen(
        1,
        [
          { miles: 1, total: 2 },
          { miles: 3, total: 9 },
        ],
        'Leigh',
      ),
    ).toEqual({ miles: 1, total: 2, wider: false, says: '' });
  });
  it('takes the next distance that has something, in any order, and never a nearer one', () => {
    const counts = [{ total: 40 }, { miles: 5, total: 1 }, { miles: 3, total: 0 }, { miles: 1, total: 7 }];
    expect(widen(3, counts, 'Leigh')).toEqual({
      miles: 5,
      total: 1,
      wider: true,
      says: 'Nothing within 3 miles of Leigh. Showing 1 result within 5 miles.',
    });
  });
  it('goes to any distance at the last', () => {
    expect(widen(1, [{ miles: 1, total: 0 }, { total: 12 }], 'you').says).toBe(
      'Nothing within 1 mile of you. Showing 12 results further away.',
    );
  });
  it('says so where there is nothing at all', () => {
    expect(widen(1, [{ miles: 1, total: 0 }, { total: 0 }], 'you')).toEqual({
      miles: 1,
      total: 0,
      wider: false,
      says: 'Nothing within 1 mile of you.',
    });
  });
});
