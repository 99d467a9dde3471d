import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metresBetween } from '#lib/geo.ts';
import type { Asset } from '#schemas/asset.ts';
import { type Content, contentDir, readContent } from '#schemas/read.ts';
import {
  FILTER_NAMES,
  type FilterName,
  MAX_PER_PAGE,
  type SearchAnswer,
  type SearchEngine,
  type SearchRequest,
  SORTS,
} from '#search/contract.ts';
import { documentsOf, type SearchDocument, valuesOf } from '#search/document.ts';
import { localEngine } from '#search/embedded/local.ts';
import { chance } from '../bench/corpus.ts';
import { QUERIES } from '../bench/queries.ts';
import { openMeilisearch } from './meilisearch/open.ts';

/** An engine for a test, and the content that it searches. */
interface Opened {
  content: Content;
  /** An engine that remembers nothing of other tests. */
  fresh(): SearchEngine;
  /** The embedded engine over the same files. */
  embedded: SearchEngine;
  unknown?: readonly string[];
  close?(): Promise<void>;
}

/** What every engine keeps. A new engine joins by one line here. */
const ENGINES: { name: string; open: (content: Content) => Promise<Opened> }[] = [
  {
    name: 'embedded',
    open: async (content) => {
      const { engine } = localEngine(content);
      return { content, fresh: () => engine, embedded: engine };
    },
  },
  { name: 'meilisearch', open: openMeilisearch },
];

/** The random requests of the recording. With a real server any other number asks others. */
const SEED = Number(process.env['SEED'] ?? 11);

const LEIGH = { lat: 53.4974, lng: -2.5188 };
const NOW = '2026-11-23T09:00:00Z';

const request = (over: Partial<SearchRequest> = {}): SearchRequest => ({
  q: '',
  literal: false,
  filters: {},
  facets: [],
  sort: 'relevance',
  page: 1,
  perPage: MAX_PER_PAGE,
  now: NOW,
  ...over,
});

let content: Content;
let documents: SearchDocument[];
let assets: Map<string, Asset>;

async function openContent(open: (content: Content) => Promise<Opened>): Promise<Opened> {
  const read = await readContent(contentDir());
  if (!read.content) throw new Error('the content cannot be read');
  const opened = await open(read.content);
  content = opened.content;
  documents = documentsOf(content);
  assets = new Map(content.assets.map((a) => [a.id, a]));
  return opened;
}

/** What the filters mean, said the slow way. */
function passes(d: SearchDocument, filters: SearchRequest['filters'], but?: FilterName): boolean {
  return FILTER_NAMES.every((f) => {
    const asked: readonly string[] = filters[f] ?? [];
    if (f === but || asked.length === 0) return true;
    const has = valuesOf(d, f);
    return f === 'access' ? asked.every((v) => has.includes(v)) : asked.some((v) => has.includes(v));
  });
}

function randomFilters(random: () => number): SearchRequest['filters'] {
  const pick = (f: FilterName) => {
    const all = [...new Set(documents.flatMap((d) => valuesOf(d, f)))].sort();
    return all.filter(() => random() < 1.5 / Math.max(2, all.length));
  };
  const filters: Record<string, string[]> = {};
  for (const f of FILTER_NAMES) if (random() < 0.25) filters[f] = pick(f);
  return filters;
}

/** A request with no words: filters, a circle or none, a rectangle or none, any order, any page, any moment. */
function randomRequest(random: () => number, filters: SearchRequest['filters']): SearchRequest {
  const nearSome = () => {
    const d = documents[Math.floor(random() * documents.length)];
    const { lat, lng } = d?.points[0] ?? LEIGH;
    return { lat: lat + (random() - 0.5) * 0.05, lng: lng + (random() - 0.5) * 0.05 };
  };
  const { lat, lng } = nearSome();
  const radiusM = random() < 0.7 ? Math.round(200 + random() ** 2 * 20_000) : undefined;
  const reach = () => random() * 0.1;
  return request({
    filters,
    ...(random() < 0.5 && { near: { ...nearSome(), ...(radiusM && { radiusM }) } }),
    ...(random() < 0.25 && { bbox: [lat - reach(), lng - reach(), lat + reach(), lng + reach()] }),
    facets: FILTER_NAMES.filter(() => random() < 0.3),
    sort: SORTS[Math.floor(random() * SORTS.length)] ?? 'relevance',
    page: 1 + Math.floor(random() * 3),
    perPage: 1 + Math.floor(random() * 20),
    now: new Date(Date.parse(NOW) + random() * 30 * 86_400_000).toISOString(),
  });
}

const outcome = ({ hits, total, facets }: SearchAnswer) => ({ hits, total, facets });

for (const { name, open } of ENGINES)
  describe(`search engine: ${name}`, () => {
    let engine: SearchEngine;
    let opened: Opened;
    beforeAll(async () => {
      opened = await openContent(open);
    }, 120_000);
    beforeEach(() => {
      engine = opened.fresh();
    });
    afterAll(async () => {
      await opened?.close?.();
      // Each would have failed a test already; this one says what to do.
      expect(opened?.unknown ?? [], 'not in the recording: npm run record').toEqual([]);
    });
    const ids = async (over: Partial<SearchRequest>) =>
      (await engine.search(request(over))).hits.map((h) => h.id);

    it('finds everything but closed listings when nothing is asked', async () => {
      const answer = await engine.search(request());
      expect(answer.total).toBe(content.assets.filter((a) => a.status !== 'closed').length);
      expect(answer.engine).toBe(name);
      expect(answer.indexVersion).toMatch(/^[0-9a-f]{8,}$/);
      expect(answer.degraded).toBe(false);
    });

    it('filters, totals and facets agree with the documents, on random requests', async () => {
      const random = chance(3);
      for (let i = 0; i < 300; i++) {
        const filters = randomFilters(random);
        const answer = await engine.search(request({ filters, facets: [...FILTER_NAMES] }));
        expect(answer.total).toBe(documents.filter((d) => passes(d, filters)).length);
        for (const f of FILTER_NAMES) {
          const counts: Record<string, number> = {};
          for (const d of documents)
            if (passes(d, filters, f)) for (const v of valuesOf(d, f)) counts[v] = (counts[v] ?? 0) + 1;
          expect(answer.facets[f], JSON.stringify({ f, filters })).toEqual(counts);
        }
      }
    });

    it('counts only the facets that were asked for', async () => {
      const answer = await engine.search(request({ facets: ['cost'] }));
      expect(Object.keys(answer.facets)).toEqual(['cost']);
    });

    it.each(SORTS)('pages do not overlap or miss anything, sorted by %s', async (sort) => {
      const near = LEIGH;
      const whole: string[] = [];
      for (let page = 1; page <= 60; page++) whole.push(...(await ids({ sort, near, page, perPage: 7 })));
      expect(new Set(whole).size).toBe(whole.length);
      expect(whole.length).toBe(documents.length);
    });

    it.each(['', 'someone to talk to in Leigh', 'asdf'])(
      'gives the ids of all matches to "%s", if asked',
      async (q) => {
        const answer = await engine.search(request({ q, ids: true, perPage: 1 }));
        expect(answer.ids?.length).toBe(answer.total);
        const whole: string[] = [];
        for (let page = 1; whole.length < answer.total; page++) whole.push(...(await ids({ q, page })));
        expect(answer.ids?.toSorted()).toEqual(whole.toSorted());
        expect((await engine.search(request({ q }))).ids).toBeUndefined();
      },
    );

    it('sorts by distance, those without a point last', async () => {
      const { hits } = await engine.search(request({ sort: 'distance', near: LEIGH }));
      const metres = hits.map((h) => h.distanceM ?? Number.POSITIVE_INFINITY);
      expect(metres).toEqual([...metres].sort((a, b) => a - b));
      expect(metres[0]).toBeLessThan(2000);
      const first = assets.get(hits[0]?.id ?? '')?.locations[0];
      const real = metresBetween(LEIGH, { lat: first?.lat ?? 0, lng: first?.lng ?? 0 });
      expect(Math.abs(real - (metres[0] ?? 0))).toBeLessThan(20);
    });

    it('keeps to a radius, but for what reaches the place without a venue', async () => {
      const near = { ...LEIGH, radiusM: 3000 };
      const { hits, total } = await engine.search(request({ near }));
      expect(total).toBeGreaterThan(0);
      for (const h of hits)
        if (h.distanceM === undefined || h.distanceM > 3000)
          expect(documents.find((d) => d.id === h.id)?.places).toContain('leigh');
      const reaches = documents.filter((d) => d.places.includes('leigh'));
      expect(total).toBeGreaterThanOrEqual(reaches.length);
    });

    it('a rectangle holds only what has a point in it', async () => {
      const bbox: [number, number, number, number] = [53.44, -2.74, 53.61, -2.41];
      const { total } = await engine.search(request({ bbox }));
      const inside = (p: { lat: number; lng: number }) =>
        p.lat >= bbox[0] && p.lng >= bbox[1] && p.lat <= bbox[2] && p.lng <= bbox[3];
      expect(total).toBe(documents.filter((d) => d.points.some(inside)).length);
    });

    it('sorts by the newest check, paused last', async () => {
      const found = await ids({ sort: 'checked' });
      const keys = found.map((id) => {
        const d = documents.find((x) => x.id === id);
        return `${d?.paused ? 0 : 1} ${d?.checked}`;
      });
      expect(keys).toEqual([...keys].sort().reverse());
    });

    it('sorts by what is on next', async () => {
      const [first] = await ids({ sort: 'soonest' });
      const a = assets.get(first ?? '');
      expect(
        a?.openingHours.some((h) => h.days.includes('monday')) ||
          a?.sessions.some((s) => 'day' in s && s.day === 'monday'),
      ).toBe(true);
    });

    it('brings up no weak match when sorting by distance', async () => {
      const q = 'my husband died';
      const byScore = await engine.search(request({ q }));
      const byDistance = await engine.search(request({ q, sort: 'distance', near: LEIGH }));
      expect(byDistance.total).toBe(byScore.total);
      for (const h of byDistance.hits) expect(assets.get(h.id)?.topics).toContain('bereavement');
    });

    it('finds a listing by its name', async () => {
      for (const a of content.assets.filter((x) => x.status === 'active').slice(0, 40))
        expect((await ids({ q: a.name, literal: true })).slice(0, 3), a.name).toContain(a.id);
    });

    it('uses a place in the words, and says so', async () => {
      const { reading, hits } = await engine.search(request({ q: 'food in leigh' }));
      expect(reading.place?.id).toBe('leigh');
      const first = documents.find((d) => d.id === hits[0]?.id);
      const { place } = reading;
      const near = first?.points.some((p) => place && metresBetween(place, p) <= place.radiusM);
      expect(near || first?.places.includes('leigh')).toBe(true);
    });

    it('reads nothing into words that are to be taken as they stand', async () => {
      const { reading } = await engine.search(request({ q: 'my husband died', literal: true }));
      expect(reading.needs).toEqual([]);
      expect(reading.place).toBeUndefined();
    });

    it.each(['asdf qwerty', '???', '🙂', '. . .'])('finds nothing in %j', async (q) => {
      expect((await engine.search(request({ q }))).total).toBe(0);
    });

    it('takes blanks for nothing typed', async () => {
      expect((await engine.search(request({ q: '   ' }))).total).toBe(documents.length);
    });

    it('ranks paused and overdue listings lower, and still finds them', async () => {
      const paused = content.assets.find((a) => a.status === 'paused');
      if (!paused) throw new Error('the content has no paused listing');
      const found = await ids({
        filters: { topics: documents.find((d) => d.id === paused.id)?.topics.slice(0, 1) ?? [] },
      });
      expect(found).toContain(paused.id);
    });

    it('answers as the embedded engine does where nothing is typed, to the last id and count', async () => {
      const { embedded } = opened;
      const random = chance(SEED);
      for (let i = 0; i < 500; i++) {
        const asked = randomRequest(random, randomFilters(random));
        const [one, other] = await Promise.all([embedded.search(asked), engine.search(asked)]);
        expect(outcome(other), JSON.stringify(asked)).toEqual(outcome(one));
      }
    }, 120_000);

    it('answers as the embedded engine does to words, in the same order', async () => {
      const { embedded } = opened;
      for (const q of QUERIES) {
        const asked = request({ q, facets: [...FILTER_NAMES], perPage: 20 });
        const [one, other] = await Promise.all([embedded.search(asked), engine.search(asked)]);
        const ids = ({ hits }: SearchAnswer) => hits.map((h) => h.id);
        expect(ids(other), q).toEqual(ids(one));
        expect([other.total, other.facets, other.reading], q).toEqual([one.total, one.facets, one.reading]);
      }
    }, 60_000);

    it('stays inside its bounds', async () => {
      expect((await engine.search(request({ perPage: 5000 }))).hits.length).toBeLessThanOrEqual(MAX_PER_PAGE);
      expect((await engine.search(request({ page: 9999 }))).hits).toEqual([]);
      expect((await engine.search(request({ page: -1, perPage: 0 }))).hits.length).toBe(1);
      expect((await engine.search(request({ filters: { places: ['no-such-place'] } }))).total).toBe(0);
    });
  });
