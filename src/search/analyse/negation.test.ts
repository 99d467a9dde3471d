import { describe, expect, it } from 'vitest';
import { negated } from '#search/analyse/negation.ts';
import { readWords } from '#search/analyse/normalise.ts';

const turned = (q: string) => {
  const { tokens } = readWords(q);
  const out = negated(tokens);
  return tokens.filter((_, i) => out[i]).map((t) => t.raw);
};

describe('what a "not" turns round', () => {
  it.each([
    ['not pregnant', ['pregnant']],
    ['dont want counselling', ['counselling']],
    ["I don't want counselling, just a chat", ['counselling']],
    ['no kids just lonely', ['kids']],
    ['without drugs', ['drugs']],
    ['not looking for a job', ['job']],
    ['i am not disabled', ['disabled']],
    ['not homeless but need furniture', ['homeless']],
    ['food without going to church', ['church']],
    ['someone to talk to instead of tablets', ['tablets']],
    ['never been homeless', ['homeless']],
    ['i dinnae want pills', ['pills']],
  ])('%s', (q, words) => {
    expect(turned(q)).toEqual(words);
  });

  it.each([
    'no money',
    'no food in the house',
    'no friends',
    'cant pay the rent',
    'dont want to be lonely',
    'not coping',
    'not eating',
    'nobody to talk to',
    'i have nae money',
    'without a home',
    'dont know where to turn',
    'wont stop hitting me',
  ])('nothing in "%s"', (q) => {
    expect(turned(q)).toEqual([]);
  });
});
