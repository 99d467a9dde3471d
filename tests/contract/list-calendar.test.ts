import ICAL from 'ical.js';
import { beforeAll, expect, it, vi } from 'vitest';
import { hasDates, listCalendar } from '#features/shortlist/calendar.ts';
import type { ListEntry } from '#features/shortlist/entry.ts';
import { assetCalendar } from '#feeds/calendar/calendar.ts';
import type { Asset } from '#schemas/asset.ts';
import { COLLECTIONS, type CollectionName } from '#schemas/collections.ts';
import { contentDir, readContent } from '#schemas/read.ts';

vi.mock('astro:content', async () => {
  const { content } = await readContent(contentDir());
  return {
    getCollection: async (name: CollectionName) => {
      if (!content || !COLLECTIONS[name]) throw new Error(`no collection is called ${name}`);
      return content[name].map(({ id, ...data }: { id: string }) => ({ id, data, body: '' }));
    },
  };
});

interface Listed {
  asset: Asset;
  entry: ListEntry;
  /** The file that the site itself gives out. */
  site: string | null;
}
let listed: Listed[] = [];
let now = new Date();

beforeAll(async () => {
  const { catalogue } = await import('#features/directory/catalogue.ts');
  const { cardFor } = await import('#features/directory/cards.ts');
  const { calendarOptions } = await import('#features/directory/calendars.ts');
  const { entryOf } = await import('#features/shortlist/entry.ts');
  const all = await catalogue();
  now = all.builtAt;
  listed = await Promise.all(
    all.assets.map(async (asset) => ({
      asset,
      entry: entryOf(asset, await cardFor(asset), {}),
      site: assetCalendar(asset, calendarOptions(all)),
    })),
  );
});

/** Every start of every event in a file up to a day, read by a real parser, in order. */
function startsOf(text: string, before: string): string[] {
  const events = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((e) => new ICAL.Event(e));
  const until = ICAL.Time.fromString(`${before}T00:00:00`, undefined);
  return events
    .filter((e) => !e.isRecurrenceException())
    .flatMap((event) => {
      const starts: string[] = [];
      const next = event.iterator();
      for (let t = next.next(); t && t.compare(until) < 0; t = next.next()) starts.push(t.toString());
      return starts;
    })
    .sort();
}

it('has the same dates as the site’s own calendar files, for every listing and a year on', () => {
  const at = { now, host: 'waymark.example.org', name: 'My list' };
  const year = new Date(now.getTime() + 365 * 86_400_000).toISOString().slice(0, 10);
  let dates = 0;
  for (const { asset, entry, site } of listed) {
    const mine = listCalendar([entry], at);
    if (asset.status !== 'active') {
      expect(mine).toBeNull();
      continue;
    }
    const wanted = site ? startsOf(site, year) : [];
    expect({ id: asset.id, starts: mine ? startsOf(mine, year) : [] }).toEqual({
      id: asset.id,
      starts: wanted,
    });
    dates += wanted.length;
  }
  expect(dates).toBeGreaterThan(2000);
});

it('puts a whole list in one file, with one zone, and calls a private listing an appointment', () => {
  const entries = listed.map((l) => l.entry).filter(hasDates);
  const text = listCalendar(entries, { now, host: 'waymark.example.org', name: 'My list' }) ?? '';
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
  const secret = entries.filter((e) => e.discreet);
  expect(secret.length).toBeGreaterThan(0);
  for (const e of secret) expect(text).not.toContain(e.card.name);
  expect(text).toContain('SUMMARY:Appointment');
});
