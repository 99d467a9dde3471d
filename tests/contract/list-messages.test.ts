import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ListEntry } from '#features/shortlist/entry.ts';
import { messageItem } from '#features/shortlist/message.ts';
import { readLink, writeLink } from '#lib/shortlist-link.ts';
import {
  listMail,
  listText,
  MAIL_LINK_LIMIT,
  mailHref,
  NEUTRAL_NAME,
  plainLetters,
  TEXT_LIMIT,
} from '#lib/shortlist-text.ts';
import { COLLECTIONS, type CollectionName } from '#schemas/collections.ts';
import { contentDir, readContent } from '#schemas/read.ts';

/**
 * The messages of every demonstration listing. Astro's content layer is stood in for by the plain reader, which reads
 * the same files with the same schemas.
 */
vi.mock('astro:content', async () => {
  const { content } = await readContent(contentDir());
  return {
    getCollection: async (name: CollectionName) => {
      if (!content || !COLLECTIONS[name]) throw new Error(`no collection is called ${name}`);
      return content[name].map(({ id, ...data }: { id: string }) => ({ id, data, body: '' }));
    },
  };
});

const NOW = Date.parse('2026-11-21T09:00:00Z');
const LINK = 'https://waymark.example.org/list/#';
/** GSM 03.38, with its escapes that cost two letters left out. */
const GSM = /^[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/;
let entries: ListEntry[] = [];

beforeAll(async () => {
  const { catalogue } = await import('#features/directory/catalogue.ts');
  const { cardFor } = await import('#features/directory/cards.ts');
  const { entryOf } = await import('#features/shortlist/entry.ts');
  const all = await catalogue();
  entries = await Promise.all(all.assets.map(async (a) => entryOf(a, await cardFor(a), {})));
});

const item = (e: ListEntry, now: number | null = NOW) => messageItem(e, now);
const linkOf = (list: readonly ListEntry[]) => LINK + writeLink(list.map((e) => e.card.code));

describe('a text about one listing', () => {
  it('is under 300 plain letters for every listing, with its link whole and no hole in it', () => {
    expect(entries.length).toBeGreaterThan(120);
    for (const e of entries)
      for (const now of [NOW, null])
        for (const open of [false, true]) {
          const text = listText([item(e, now)], linkOf([e]), open);
          expect(text.length, text).toBeLessThanOrEqual(TEXT_LIMIT);
          expect(text).toMatch(GSM);
          expect(text).not.toMatch(/undefined|null|NaN|\[object|\.\.(?!\.)|: \.|, ,|\s{2}/);
          expect(readLink(text)).toEqual({ codes: [e.card.code], state: 'whole', unread: [] });
        }
  });

  it('has its name first, then when, and the number to ring', () => {
    for (const e of entries.filter((x) => !x.discreet && x.status === 'active')) {
      const text = listText([item(e)], linkOf([e]));
      expect(text.startsWith(plainLetters(`${e.card.name}: `))).toBe(true);
      if (e.phone) expect(text).toContain(e.phone.text);
      expect(text).not.toMatch(/\b(today|tomorrow|open now|closed now)\b/i);
    }
  });

  it('says nothing of a private listing but when, unless told that it is safe', () => {
    const secret = entries.filter((e) => e.discreet);
    expect(secret.length).toBeGreaterThan(5);
    for (const e of secret) {
      const said = [
        listText([item(e)], linkOf([e])),
        listText([item(e), item(entries[0] ?? e)], linkOf([e])),
        Object.values(listMail([item(e)], linkOf([e]))).join('\n'),
      ];
      for (const words of said) {
        expect(words).toContain(NEUTRAL_NAME);
        for (const known of [e.card.name, e.address, e.phone?.text, e.card.what])
          if (known) expect(words).not.toContain(known);
      }
      expect(listText([item(e)], linkOf([e]), true)).toContain(plainLetters(e.card.name));
    }
  });
});

describe('a text about a list', () => {
  it('is under 300 letters for 2 to 40 listings, and says how many there are', () => {
    for (const n of [2, 3, 5, 7, 12, 20, 40])
      for (let from = 0; from + n <= entries.length; from += 11) {
        const list = entries.slice(from, from + n);
        const text = listText(
          list.map((e) => item(e)),
          linkOf(list),
        );
        expect(text.length, text).toBeLessThanOrEqual(TEXT_LIMIT);
        expect(text).toMatch(GSM);
        expect(text.startsWith(`${n} to try.`)).toBe(true);
        expect(readLink(text).codes).toHaveLength(n);
      }
  });
});

it('an e-mail has a link that mail programs do not cut, for 1 to 40 listings', () => {
  for (const n of [1, 2, 3, 7, 20, 40]) {
    const list = entries.slice(0, n);
    const mail = listMail(
      list.map((e) => item(e)),
      linkOf(list),
    );
    expect(mailHref(mail).length).toBeLessThanOrEqual(MAIL_LINK_LIMIT);
    expect(readLink(mail.body).codes).toHaveLength(n);
  }
});
