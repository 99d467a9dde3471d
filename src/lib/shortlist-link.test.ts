import { describe, expect, it } from 'vitest';
import { isCode, MOST, readLink, writeLink } from '#lib/shortlist-link.ts';

/** A generator that gives the same numbers on every run (mulberry32). */
function random(seed: number) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const ROUNDS = 10_000;

function lists(seed: number) {
  const next = random(seed);
  const int = (n: number) => Math.floor(next() * n);
  const code = (length: number) => Array.from({ length }, () => LETTERS[int(31)]).join('');
  const list = () => {
    const mixed = next() < 0.3;
    const n = 1 + int(MOST);
    const codes = new Set<string>();
    while (codes.size < n) codes.add(code(mixed ? 4 + int(3) : 4));
    return [...codes];
  };
  return { list, int, next };
}

/** What happens to links on their way, none of which loses anything. */
const HARMLESS: Record<string, (link: string, int: (n: number) => number) => string> = {
  untouched: (link) => link,
  'with its address': (link) => `https://waymark.example.org/list/#${link}`,
  'in a message': (link) => `3 to try: https://waymark.example.org/list/#${link} See you Tuesday!`,
  'upper-cased': (link) => link.toUpperCase(),
  'percent-encoded': (link) => [...link].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
  'percent-encoded twice': (link) => encodeURIComponent(encodeURIComponent(`#${link} `)),
  'ended by a full stop': (link) => `#${link}.`,
  'in brackets': (link) => `(#${link}),`,
  'with a tracker': (link) => `#${link}&utm_source=sms`,
  'broken over lines': (link, int) => {
    const at = int(link.length - 2);
    return `${link.slice(0, at)}\r\n ${link.slice(at)}`;
  },
  'with spaces': (link, int) => {
    const at = int(link.length - 2);
    return `${link.slice(0, at)}%20\u00a0${link.slice(at)}`;
  },
  'with a fancy dash': (link) => link.replace('-', '\u2013'),
};

describe('a link to a list', () => {
  it('is the codes one after another, and one check character', () => {
    expect(writeLink(['k7pm', 'ab2c'])).toMatch(/^k7pmab2c-[a-z2-9]$/);
    expect(writeLink(['k7pm', 'ab2cd'])).toMatch(/^\.k7pm\.ab2cd-[a-z2-9]$/);
    expect(writeLink([])).toBe('');
    const twenty = Array.from({ length: 20 }, (_, i) => `ab${LETTERS[i]}c`);
    expect(`https://waymark.example.org/list/#${writeLink(twenty)}`).toHaveLength(116);
  });

  it(`brings back ${ROUNDS} random lists, whatever harmless thing happened to each`, () => {
    const { list, int } = lists(7);
    const kinds = Object.entries(HARMLESS);
    for (let i = 0; i < ROUNDS; i++) {
      const codes = list();
      const [kind, harm] = kinds[i % kinds.length] ?? ['', (x: string) => x];
      const sent = harm(writeLink(codes), int);
      expect({ kind, sent, ...readLink(sent) }).toEqual({ kind, sent, codes, state: 'whole', unread: [] });
    }
  });

  it(`keeps every whole code of ${ROUNDS} links cut anywhere, and never takes one for whole`, () => {
    const { list, int } = lists(11);
    for (let i = 0; i < ROUNDS; i++) {
      const codes = list();
      const link = writeLink(codes);
      const cut = link.slice(0, int(link.length));
      const got = readLink(cut);
      expect(got.state).not.toBe('whole');
      const long = link.includes('.');
      const kept = long
        ? Math.max(0, cut.split('.').length - 2)
        : Math.floor(cut.replace('-', '').length / 4);
      expect(got.codes.slice(0, kept)).toEqual(codes.slice(0, kept));
      // At most the piece at the cut is taken for a code that it is not.
      expect(got.codes.length).toBeLessThanOrEqual(kept + 1);
    }
  });

  it('finds every wrong character', () => {
    const { list, int } = lists(13);
    for (let i = 0; i < ROUNDS; i++) {
      const link = writeLink(list());
      const at = int(link.length - 2);
      const was = link.charAt(at);
      const put = LETTERS.charAt(int(31));
      if (was === '.' || put === was) continue;
      const got = readLink(link.slice(0, at) + put + link.slice(at + 1));
      expect({ link, at, put, state: got.state }).toEqual({ link, at, put, state: 'changed' });
    }
  });

  it('reads codes put together by hand, and says that the end is missing', () => {
    expect(readLink('#k7pmab2c')).toEqual({ codes: ['k7pm', 'ab2c'], state: 'cut', unread: [] });
    expect(readLink('#k7pm,ab2cd').codes).toEqual(['k7pm', 'ab2cd']);
    expect(readLink('#k7pm-ab2c').codes).toEqual(['k7pm', 'ab2c']);
  });

  it('names what it cannot read and keeps the rest', () => {
    expect(readLink('k7pmab0cxyz9-a')).toMatchObject({ codes: ['k7pm', 'xyz9'], unread: ['ab0c'] });
    expect(readLink('k7pmab2')).toEqual({ codes: ['k7pm'], state: 'cut', unread: ['ab2'] });
    for (const nothing of ['', '#', '#%', 'https://waymark.example.org/list/', '%E0%A4%A', '#-a', '💥'])
      expect(readLink(nothing).codes.filter((c) => !isCode(c))).toEqual([]);
    expect(readLink('').state).toBe('empty');
  });
});
