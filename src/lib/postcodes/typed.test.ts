import { describe, expect, it } from 'vitest';
import type { OutcodeEntry } from '#lib/postcodes/outcode-file.ts';
import { readPostcode } from '#lib/postcodes/typed.ts';

const entry = (code: string): OutcodeEntry => ({ code, lat: 53.5, lng: -2.5, count: 1, whole: true });
const known = new Map(['WN7', 'WN1', 'G1', 'G11', 'M29'].map((c) => [c, entry(c)]));
const read = (text: string) => {
  const t = readPostcode(text, known);
  if (t === null) return null;
  return t.kind === 'whole'
    ? `whole ${t.postcode}`
    : t.kind === 'part'
      ? `part ${t.entry.code}`
      : `${t.kind} ${t.typed}`;
};

describe('readPostcode', () => {
  it.each([
    ['WN7 1AB', 'whole WN7 1AB'],
    [' wn71ab ', 'whole WN7 1AB'],
    ['wn7-1ab.', 'whole WN7 1AB'],
    ['WN7 IAB', 'whole WN7 1AB'],
    ['M29 OAB', 'whole M29 0AB'],
    ['wnl 1ab', 'whole WN1 1AB'],
    ['12 High Street, Leigh, WN7 1AB', 'whole WN7 1AB'],
    ['near wn71ab', 'whole WN7 1AB'],
    ['g111ab', 'whole G11 1AB'],
    ['G1 1AB', 'whole G1 1AB'],
    ['wn7', 'part WN7'],
    ['WN7 1', 'part WN7'],
    ['wn71a', 'part WN7'],
    ['G11', 'part G11'],
    ['G1 1', 'part G1'],
    ['M1 1AE', 'elsewhere M1 1AE'],
    ['SW1A', 'elsewhere SW1A'],
    ['EH1 1', 'elsewhere EH1 1'],
    ['ZZ1 1AA', 'wrong ZZ1 1AA'],
    ['WN7 1CB', 'wrong WN7 1CB'],
    ['12345', 'wrong 12345'],
    ['WN7 1ABC', 'wrong WN7 1ABC'],
    ['Leigh', null],
    ['miltn', null],
    ['', null],
  ])('reads "%s" as %s', (text, answer) => expect(read(text)).toBe(answer));

  it('reads any length of text at once', () => {
    expect(read('1a '.repeat(100_000))).toMatch(/^wrong /);
  });
});
