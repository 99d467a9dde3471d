import { describe, expect, it } from 'vitest';
import { LEVEL, PREFIX, SLIP } from '#search/embedded/terms.ts';
import { Shelf } from '#search/meilisearch/shelf.ts';
import type { AskedWord } from '#search/meilisearch/words.ts';

const asked = (word: string, how: AskedWord['how'] = 'whole', stem = word): AskedWord => ({
  word,
  stem,
  form: word,
  listings: 1,
  how,
});

function shelfOf(...listings: Record<string, string>[]): Shelf {
  const shelf = new Shelf(listings.length + 1);
  listings.forEach((words, n) => {
    shelf.add(n, words);
  });
  return shelf;
}

describe('the words of listings', () => {
  it('counts a word once, for the best field that it stands in', () => {
    const shelf = shelfOf({ name: 'walk group', summary: 'walk walk' }, { summary: 'walk' });
    const { text, share, words } = shelf.evidenceOf([asked('walk'), asked('choir')], [0.6, 0.4]);
    expect([...text]).toEqual([0.6 * 1, 0.6 * (LEVEL[1] ?? 0), 0]);
    expect([...share]).toEqual([0.6, 0.6, 0]);
    expect([...words]).toEqual([1, 1, 0]);
  });

  it('puts a listing on the shelf once, however often it is fetched', () => {
    const shelf = shelfOf({ name: 'walk' });
    shelf.add(0, { name: 'choir' });
    expect(shelf.size).toBe(1);
    expect([...shelf.evidenceOf([asked('choir')], [1]).words]).toEqual([0, 0]);
  });

  it('takes a beginning for a word that is still being typed, and a slip only where there is no beginning', () => {
    const shelf = shelfOf({ name: 'garden' }, { name: 'gardening' }, { name: 'gorden' });
    const open = shelf.evidenceOf([asked('gard', 'open')], [1]).text;
    expect([...open]).toEqual([PREFIX, PREFIX, 0, 0]);
    const slip = shelf.evidenceOf([asked('gardon', 'slip')], [1]).text;
    expect([...slip]).toEqual([SLIP, 0, 0, 0]);
    expect([...shelf.evidenceOf([asked('garden', 'slip')], [1]).text]).toEqual([1, 0, 0, 0]);
  });

  it('believes the server where it has found a word in a way of its own', () => {
    const shelf = shelfOf({ name: 'foodbank' }, { name: 'choir' });
    const { words, text } = shelf.evidenceOf([asked('food'), asked('bank')], [0.5, 0.5], new Map([[0, [0]]]));
    expect([...words]).toEqual([1, 0, 0]);
    expect(text[0]).toBeCloseTo(0.5 * SLIP * (LEVEL[1] ?? 0));
  });

  it('finds nothing for a word that no listing has', () => {
    const none = { ...asked('walk'), form: undefined };
    expect([...shelfOf({ name: 'walk' }).evidenceOf([none], [1]).words]).toEqual([0, 0]);
  });
});
