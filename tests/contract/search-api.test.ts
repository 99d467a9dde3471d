import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Content, contentDir, readContent } from '#schemas/read.ts';
import type { SearchAnswer, SearchRequest } from '#search/contract.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { SearchServersAway } from '#search/meilisearch/pool.ts';
import { readSettings } from '#server/env/env.ts';
import { createSite } from '#server/http.ts';
import { searchApi } from '#server/search/api.ts';
import { openEngines, type SiteEngines } from '#server/search/engines.ts';
import { SEARCH_MAX } from '#server/search/request.ts';
import { chance } from '../bench/corpus.ts';

/** `POST /api/search` as anyone may call it. The engine behind it is the embedded one: what matters here is the door. */
const SEARCH: SearchRequest = {
  q: 'my husband died',
  literal: false,
  filters: { cost: ['free'] },
  facets: ['cost', 'topics'],
  sort: 'relevance',
  page: 1,
  perPage: 10,
};

let dir: string;
let url: string;
let close: () => Promise<unknown>;
let ask: (request: SearchRequest) => Promise<SearchAnswer>;
const notes: string[] = [];
const log: string[] = [];

async function serve(engines: SiteEngines, perMinute: number) {
  const api = searchApi({
    engines,
    origins: ['https://waymark.example.org'],
    trustedProxies: 1,
    perMinute,
    note: (line) => notes.push(line),
  });
  const site = createSite({ handlers: [api], headers: {}, log: (line) => log.push(line) });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const { port } = site.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/search`,
    close: () => {
      site.closeAllConnections();
      return new Promise((done) => site.close(done));
    },
  };
}

beforeAll(async () => {
  const { content } = (await readContent(contentDir())) as { content: Content };
  const built = buildSearch(content);
  dir = await mkdtemp(join(tmpdir(), 'waymark-api-'));
  await mkdir(join(dir, 'search'));
  for (const { name, body } of [built.words, built.index]) await writeFile(join(dir, 'search', name), body);
  const engines = await openEngines(dir, readSettings({}), () => undefined);
  expect(engines.on).toBe(false);
  ask = engines.askEither;
  ({ url, close } = await serve({ ...engines, on: true, ask: (request) => ask(request) }, 100_000));
});
afterAll(async () => {
  await close();
  await rm(dir, { recursive: true });
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('POST /api/search', () => {
  it('answers with the contract, kept by nobody, packed', async () => {
    const reply = await post(JSON.stringify(SEARCH), { 'accept-encoding': 'br' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const answer: SearchAnswer = await reply.json();
    expect(answer.reading.needs[0]?.topic).toBe('bereavement');
    expect(answer.hits.length).toBeGreaterThan(0);
    expect(Object.keys(answer.facets)).toEqual(['cost', 'topics']);
    const long = await post(JSON.stringify({ ...SEARCH, q: '', filters: {}, perPage: 50 }), {
      'accept-encoding': 'gzip',
    });
    expect(long.headers.get('content-encoding')).toBe('gzip');
  });

  it.each([
    ['another method', { method: 'GET' }, {}, 405],
    ['another kind of body', {}, { 'content-type': 'text/plain' }, 415],
    ['another site', {}, { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', {}, { 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser on another site', {}, { origin: 'https://evil.example' }, 403],
    ['a body that is too long', { body: `"${'x'.repeat(SEARCH_MAX)}"` }, {}, 413],
    ['no JSON', { body: '{"q":' }, {}, 400],
    ['bytes that are no text', { body: new Uint8Array([0xff, 0xfe, 0x22]) }, {}, 400],
    ['a part that is not ours', { body: JSON.stringify({ ...SEARCH, extra: 1 }) }, {}, 400],
    [
      'a filter by injection',
      { body: JSON.stringify({ ...SEARCH, filters: { places: ['x" OR id EXISTS'] } }) },
      {},
      400,
    ],
  ])('refuses %s', async (_, init: RequestInit, headers, status) => {
    const body = init.method === 'GET' ? undefined : (init.body ?? JSON.stringify(SEARCH));
    const all = { 'content-type': 'application/json', ...headers };
    const reply = await fetch(url, { method: 'POST', ...init, headers: all, ...(body && { body }) });
    expect(reply.status).toBe(status);
    expect(await reply.text()).not.toMatch(/at .*\.ts:|node_modules|Error:/);
  });

  it('answers a thousand hostile bodies in bounds, with no word of its insides', async () => {
    const random = chance(99);
    const odd = [
      '',
      null,
      -1,
      1e308,
      'x'.repeat(2000),
      [],
      {},
      { lat: 'NaN' },
      '__proto__',
      true,
      ['\u0000'],
      '🙂"\\',
    ];
    const some = () => odd[Math.floor(random() * odd.length)];
    const seen = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      const body: Record<string, unknown> = { ...SEARCH };
      for (const key of [...Object.keys(SEARCH), 'near', 'bbox', 'now', '__proto__x'])
        if (random() < 0.3) body[key] = random() < 0.5 ? some() : { [String(some())]: some() };
      let text = JSON.stringify(body);
      if (random() < 0.2) text = text.slice(0, Math.floor(random() * text.length));
      if (random() < 0.1) text = `${'['.repeat(5000)}${text}`;
      const began = performance.now();
      const reply = await post(text);
      seen.add(reply.status);
      expect([200, 400, 413]).toContain(reply.status);
      const said = await reply.text();
      expect(said.length).toBeLessThan(50_000);
      if (reply.status !== 200) expect(said).toMatch(/^\{"error":"[^"]{5,100}"\}$/);
      expect(performance.now() - began).toBeLessThan(3000);
    }
    expect([...seen].sort()).toContain(400);
  }, 60_000);

  it('says that it is away, and nothing more, where the search server is', async () => {
    const well = ask;
    const reasons = [
      new SearchServersAway('it is at 10.0.0.7 with my husband died'),
      new TypeError('my husband'),
    ];
    for (const reason of reasons) {
      ask = () => Promise.reject(reason);
      const reply = await post(JSON.stringify(SEARCH));
      expect(reply.status).toBe(503);
      expect(reply.headers.get('retry-after')).toBe('60');
      expect(await reply.json()).toEqual({ error: 'The search server is away.' });
    }
    ask = () => new Promise(() => undefined);
    const began = performance.now();
    expect((await post(JSON.stringify(SEARCH))).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(2500);
    ask = well;
  });

  it('keeps what was searched for out of every line', () => {
    expect(log.length).toBeGreaterThan(0);
    expect([...log, ...notes].join('\n')).not.toContain('husband');
  });

  it('counts by the address that the outermost proxy of ours saw', async () => {
    const engines = await openEngines(dir, readSettings({}), () => undefined);
    const limited = await serve({ ...engines, on: true, ask: engines.askEither }, 3);
    const from = async (forwarded: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
      const reply = await fetch(limited.url, { method: 'POST', headers, body: JSON.stringify(SEARCH) });
      await reply.arrayBuffer();
      return reply.status;
    };
    for (let i = 0; i < 3; i++) expect(await from(`10.9.9.${i}, 203.0.113.7`)).toBe(200);
    // What a visitor writes further left changes nothing.
    expect(await from('1.2.3.4, 203.0.113.7')).toBe(429);
    expect(await from('203.0.113.8')).toBe(200);
    await limited.close();
  });
});
