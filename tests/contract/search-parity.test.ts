import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '#schemas/asset.ts';
import { type Content, readContent } from '#schemas/read.ts';
import { FILTER_NAMES, type SearchEngine } from '#search/contract.ts';
import { QUERIES } from '../bench/queries.ts';
import { measure, type Query, readSuites } from '../relevance/measure.ts';
import { openMeilisearch } from './meilisearch/open.ts';
import { canStart } from './meilisearch/server.ts';

/** Both engines over every judged query, side by side. It needs a real server: MEILISEARCH_BIN names its program. */
const TUNED = ['tuned.yaml', 'written-first.yaml'];
/** The share of queries whose first ten, total and facets must be the same to the last one. */
const SAME = 0.97;

describe.runIf(canStart())('both engines, side by side', () => {
  let opened: Awaited<ReturnType<typeof openMeilisearch>>;
  let suites: { name: string; queries: Query[] }[];
  let assets: Map<string, Asset>;
  let meilisearch: SearchEngine;

  beforeAll(async () => {
    // Always the project's own content: the queries are judged against it.
    const { content } = (await readContent('content')) as { content: Content };
    opened = await openMeilisearch(content);
    meilisearch = opened.fresh();
    assets = new Map(content.assets.map((a) => [a.id, a]));
    suites = await readSuites();
  });
  afterAll(() => opened?.close());

  it('find what people mean equally well', async () => {
    for (const { name, queries } of suites) {
      const one = (await measure(opened.embedded, assets, queries)).scores.success3;
      const other = (await measure(meilisearch, assets, queries)).scores.success3;
      console.log(`${name}: success@3 embedded ${one.toFixed(3)}, meilisearch ${other.toFixed(3)}`);
      expect(Math.abs(one - other), name).toBeLessThanOrEqual(0.02);
      if (TUNED.includes(name)) expect(Math.min(one, other), name).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('find nearly as well where too many help with a need for all to be scored', async () => {
    const likeliest = opened.fresh(10);
    for (const { name, queries } of suites) {
      const one = (await measure(opened.embedded, assets, queries)).scores.success3;
      const other = (await measure(likeliest, assets, queries)).scores.success3;
      console.log(`${name}: success@3 embedded ${one.toFixed(3)}, the likeliest alone ${other.toFixed(3)}`);
      expect(Math.abs(one - other), name).toBeLessThanOrEqual(0.02);
    }
    const request = { literal: false, filters: {}, facets: [], sort: 'relevance' as const, perPage: 7 };
    const near = { lat: 53.4974, lng: -2.5188, radiusM: 12_000 };
    for (const q of QUERIES) {
      const whole: string[] = [];
      const { total, ids } = await opened.embedded.search({ ...request, q, near, page: 1, ids: true });
      for (let page = 1; page <= Math.ceil(total / 7); page++)
        whole.push(...(await likeliest.search({ ...request, q, near, page })).hits.map((h) => h.id));
      expect(whole.toSorted(), q).toEqual(ids?.toSorted());
    }
  });

  it('give the same first ten, total and facets', async () => {
    const all = suites.flatMap((s) => s.queries);
    const differ: string[] = [];
    for (const { q } of all) {
      const request = { q, literal: false, filters: {}, facets: [...FILTER_NAMES], page: 1, perPage: 10 };
      const [one, other] = await Promise.all(
        [opened.embedded, meilisearch].map(async (engine) => {
          const { hits, total, facets } = await engine.search({ ...request, sort: 'relevance' });
          const counts = Object.entries(facets).map(([f, c]) => [f, Object.entries(c).sort()]);
          return JSON.stringify([hits.map((h) => h.id), total, counts]);
        }),
      );
      if (one !== other) differ.push(q);
    }
    console.log(`${all.length} queries, ${differ.length} differ: ${differ.join('; ')}`);
    expect(differ.length / all.length).toBeLessThanOrEqual(1 - SAME);
  });
});
