import { describe, expect, it, vi } from 'vitest';
import { metresBetween } from '#lib/geo.ts';
import type { SearchAnswer, SearchRequest } from '#search/contract.ts';
import { coarse, isAnswer, OtherVersion, Remote } from '#search/remote.ts';

const ANSWER: SearchAnswer = {
  hits: [{ id: 'a', score: 1 }],
  total: 1,
  facets: { cost: { free: 1 } },
  reading: { needs: [], crisis: [], words: ['a'], expandedWith: [] },
  engine: 'meilisearch',
  indexVersion: 'v1',
  degraded: false,
  tookMs: 1,
};
const REQUEST: SearchRequest = {
  q: 'a',
  literal: false,
  filters: {},
  facets: [],
  sort: 'relevance',
  page: 1,
  perPage: 10,
};

describe('a search server, as a page sees it', () => {
  it('gives its answer', async () => {
    const remote = new Remote({ indexVersion: 'v1', ask: async () => ANSWER });
    expect(await remote.search(REQUEST)).toEqual(ANSWER);
    expect(remote.well).toBe(true);
  });

  it.each([
    ['an error', () => Promise.reject(new Error('500'))],
    ['garbage', async () => '<html>'],
    ['an answer of another shape', async () => ({ ...ANSWER, hits: [{ id: 7 }] })],
    ['fewer than it lists', async () => ({ ...ANSWER, total: 0 })],
    ['nothing, for ever', () => new Promise(() => undefined)],
  ])('is left alone for a while after %s', async (_, ask) => {
    const remote = new Remote({ indexVersion: 'v1', ask, patienceMs: 30, restMs: 60_000 });
    await expect(remote.search(REQUEST)).rejects.toThrow();
    expect(remote.well).toBe(false);
    vi.useFakeTimers({ now: Date.now() + 61_000 });
    expect(remote.well).toBe(true);
    vi.useRealTimers();
  });

  it('says when one of the two is older', async () => {
    const remote = new Remote({ indexVersion: 'v2', ask: async () => ANSWER });
    await expect(remote.search(REQUEST)).rejects.toBeInstanceOf(OtherVersion);
    expect(remote.otherVersion).toBe(true);
  });

  it('is told a position to about 250 m, and the same for all of a square', () => {
    const here = { lat: 53.497_412, lng: -2.518_833, radiusM: 5 };
    const told = coarse(here);
    expect(told.radiusM).toBe(5);
    for (const [lat, lng] of [
      [0, 0],
      [0.0005, 0.0004],
    ] as const) {
      const p = coarse({ lat: 53.4968 + lat, lng: -2.5195 + lng });
      expect(p).toEqual(coarse({ lat: 53.4968, lng: -2.5195 }));
    }
    for (let i = 0; i < 1000; i++) {
      const p = { lat: 50 + i * 0.0077, lng: -5 + i * 0.0051 };
      expect(metresBetween(p, coarse(p))).toBeLessThan(185);
    }
    expect(String(told.lat).length).toBeLessThanOrEqual(9);
  });

  it('knows an answer from what only looks like one', () => {
    expect(isAnswer(ANSWER)).toBe(true);
    for (const broken of [null, 1, [], {}, { ...ANSWER, facets: [1] }, { ...ANSWER, reading: {} }])
      expect(isAnswer(broken)).toBe(false);
  });
});
