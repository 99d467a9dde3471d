import { beforeAll, describe, expect, it } from 'vitest';
import { contentDir, readContent } from '#schemas/read.ts';
import type { Analyser } from '#search/analyse/analyse.ts';
import { MAX_QUERY } from '#search/contract.ts';
import { localEngine } from '#search/embedded/local.ts';

let analyser: Analyser;
beforeAll(async () => {
  const { content } = await readContent(contentDir());
  if (!content) throw new Error('the content cannot be read');
  analyser = localEngine(content).analyser;
});

const needs = (q: string) => analyser.read(q).needs.map((n) => n.topic);

describe('needs', () => {
  it.each([
    ['my husband died', 'bereavement'],
    ['red letters through the door', 'money'],
    ['foodbank', 'food'],
    ['food-bank', 'food'],
    ['berevement', 'bereavement'],
    ['lonley', 'loneliness'],
    ['i have ME', 'long-term-conditions'],
    ['m.s.', 'long-term-conditions'],
    ['PIP', 'benefits'],
    ['my man died and i cannae cope', 'bereavement'],
  ])('%s: %s', (q, need) => {
    expect(needs(q)[0]).toBe(need);
  });

  it.each([
    ['not pregnant', 'parenting'],
    ['dont want counselling', 'mental-wellbeing'],
    ['not looking for a job', 'work'],
    ['violet', 'abuse'],
    ['give me a ring', 'long-term-conditions'],
    ['dead battery', 'bereavement'],
  ])('%s: not %s', (q, need) => {
    expect(needs(q)).not.toContain(need);
  });

  it('says which words showed a need, and weighs the best 1 or less', () => {
    const [first] = analyser.read('Hello, my husband died last week').needs;
    expect(first?.said).toContain('husband died');
    expect(first?.weight).toBeGreaterThan(0.5);
    expect(first?.weight).toBeLessThanOrEqual(1);
  });
});

describe('places', () => {
  it.each([
    ['food in leigh', 'leigh', ['food']],
    ['WN7 1AB', 'leigh', []],
    ['wn71ab food', 'leigh', ['food']],
    ['tyldsley', 'tyldesley', []],
    ['glasgow', 'glasgow', []],
    ['milton', 'milton', []],
    ['near milton', 'milton', []],
  ])('%s', (q, place, words) => {
    const reading = analyser.read(q);
    expect(reading.place?.id).toBe(place);
    expect(reading.words).toEqual(words);
  });

  it.each(['uncle milton died', 'my son lee', 'how to bury my dad', 'patrick', 'kindly', 'given up'])(
    'none in "%s"',
    (q) => {
      expect(analyser.read(q).place).toBeUndefined();
    },
  );
});

describe('crisis', () => {
  it.each([
    ['i want to die', 'suicide'],
    ['I really just want to die', 'suicide'],
    ['i wnat to die', 'suicide'],
    ['he hits me', 'abuse'],
  ])('%s', (q, panel) => {
    expect(analyser.read(q).crisis[0]).toBe(panel);
    expect(analyser.read(q, true).crisis[0]).toBe(panel);
  });

  it.each([
    'dying for a cuppa',
    'my brother killed himself',
    'bereaved by suicide',
    'my back is killing me',
    'sick of living in a damp flat',
    'tired of living on my own',
    'want to better myself',
  ])('no panel for "%s"', (q) => {
    expect(analyser.read(q).crisis).toEqual([]);
  });
});

const HOSTILE: [string, string][] = [
  ['ten thousand letters', 'a'.repeat(10_000)],
  ['ten thousand words', 'my husband died '.repeat(700)],
  ['a bomb for regular expressions', `${'a.'.repeat(5000)}!`],
  ['another', '(a+)+$'.repeat(2000)],
  ['apostrophes', "'".repeat(10_000)],
  ['accents on accents', `e${'\u0301'.repeat(10_000)}`],
  ['right-to-left marks', '\u202e\u200f\u2067want to die\u2069'.repeat(500)],
  ['emoji', '👨‍👩‍👧‍👦'.repeat(2000)],
  ['half of a pair', '\ud83d'.repeat(5000)],
  ['markup', '<img src=x onerror=alert(1)>'.repeat(400)],
  ['nothing at all', '\u0000\u0001\u0002'],
  ['names of every object', '__proto__ constructor toString hasOwnProperty'],
  ['slips in every word', 'berevement lonley depresed anxeity '.repeat(300)],
  ['another writing', 'مرحبا أحتاج مساعدة '.repeat(500)],
];

describe('hostile words', () => {
  it.each(HOSTILE)('%s: read, bounded and quick', (_, q) => {
    analyser.read(q);
    const began = performance.now();
    const reading = analyser.read(q);
    // Half a second on the busiest machine; ordinary words take well under a millisecond.
    expect(performance.now() - began).toBeLessThan(500);
    expect(reading.needs.length).toBeLessThanOrEqual(5);
    expect(reading.words.join('').length).toBeLessThanOrEqual(MAX_QUERY * 4);
  });

  it('takes no longer for more than it reads', () => {
    const time = (q: string) => {
      const began = performance.now();
      for (let i = 0; i < 20; i++) analyser.read(q);
      return performance.now() - began;
    };
    const q = 'my husband died and i cant pay the rent ';
    time(q.repeat(10));
    expect(time(q.repeat(10_000))).toBeLessThan(time(q.repeat(10)) * 5 + 50);
  });

  it('survives random text', () => {
    let seed = 11;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return (seed >>> 8) % n;
    };
    for (let i = 0; i < 500; i++) {
      const q = String.fromCharCode(
        ...Array.from({ length: random(120) }, () => random(random(2) ? 0x7f : 0xffff)),
      );
      expect(Array.isArray(analyser.read(q).needs), JSON.stringify(q)).toBe(true);
    }
  });
});
