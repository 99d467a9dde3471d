import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { count } from '#lib/text.ts';
import { type Content, contentDir, readContent } from '#schemas/read.ts';
import { FILTER_NAMES, type SearchRequest } from '#search/contract.ts';
import { documentsOf } from '#search/document.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { bringUpToDate, type IndexOptions } from '#search/meilisearch/indexer.ts';
import { serverDocuments } from '#search/meilisearch/server-document.ts';
import { namesOf } from '#search/meilisearch/settings.ts';
import { readSettings } from '#server/env/env.ts';
import { createSite } from '#server/http.ts';
import { searchApi } from '#server/search/api.ts';
import { openEngines } from '#server/search/engines.ts';
import { startServer } from '../contract/meilisearch/server.ts';
import { makeAssets } from './corpus.ts';
import { QUERIES } from './queries.ts';

/**
 * `npm run bench -- meilisearch`: how long the search server takes to be filled, and `/api/search` to answer, beside
 * the very requests that it sends sent straight to the server, in the same run. MEILISEARCH_BIN names the program;
 * `--listings 200000` is the size of the whole country.
 */
const SEED = 20261121;
const ROUNDS = 5;
const WIDTH = 8;

const { values } = parseArgs({ options: { listings: { type: 'string', default: '10000' } } });
const LISTINGS = Number(values.listings);

/** Words, some with a filter, a place or another order, as the find page asks. */
const REQUESTS: SearchRequest[] = QUERIES.flatMap((q, i) => {
  const plain: SearchRequest = {
    q,
    literal: false,
    filters: {},
    facets: [...FILTER_NAMES],
    sort: 'relevance',
    page: 1,
    perPage: 10,
  };
  const near = { lat: 53.4974, lng: -2.5188, radiusM: 8047 };
  return i % 3 === 0
    ? [plain, { ...plain, filters: { cost: ['free'] } }]
    : i % 3 === 1
      ? [plain, { ...plain, near }]
      : [plain];
});

interface Sent {
  url: string;
  init: RequestInit;
}

const seconds = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const out = await work();
  const used = process.cpuUsage(cpu);
  const s = (ms: number) => (ms / 1000).toFixed(1).padStart(7);
  console.log(
    `  ${what.padEnd(44)}${s(performance.now() - began)} s   (this process's own work ${s((used.user + used.system) / 1000)} s)`,
  );
  return out;
};

const at = (sorted: readonly number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;

/** One after another for the times, then several at once for the throughput. */
async function measure(
  name: string,
  ask: (i: number) => Promise<void>,
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < REQUESTS.length; i++) {
      const began = performance.now();
      await ask(i);
      if (round > 0) times.push(performance.now() - began);
    }
  times.sort((a, b) => a - b);
  const began = performance.now();
  let done = 0;
  const worker = async (start: number) => {
    for (let i = start; performance.now() - began < 5000; i++) {
      await ask(i % REQUESTS.length);
      done++;
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, (_, i) => worker(i * 7)));
  const rate = done / ((performance.now() - began) / 1000);
  const [p50, p95] = [at(times, 0.5), at(times, 0.95)];
  const cells = [p50, p95, at(times, 0.99)].map((t) => t.toFixed(1).padStart(9)).join('');
  console.log(`  ${name.padEnd(44)}${cells}${rate.toFixed(0).padStart(12)}`);
  return { p50, p95 };
}

/** The most memory that a process has had, in megabytes, where the system tells. */
async function peak(pid: number | undefined): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kb = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  const anon = /RssAnon:\s+(\d+)/.exec(status)?.[1];
  return kb && anon
    ? `${Math.round(Number(kb) / 1024)} MB at the most, ${Math.round(Number(anon) / 1024)} MB of it its own now`
    : 'not known here';
}

const { content: real } = await readContent(contentDir());
if (!real) throw new Error('the content cannot be read; run npm run check');
const content: Content = { ...real, assets: makeAssets(LISTINGS, SEED, real) };
const server = await startServer();
const dir = await mkdtemp(join(tmpdir(), 'waymark-bench-'));
try {
  console.log(`${count(LISTINGS, 'listing')}`);
  const client = clientOf(server.url, server.key, 600_000);
  const names = namesOf('waymark');
  const options: IndexOptions = { names, dryRun: false, rebuild: false, say: () => {}, tick: () => {} };
  const built = await seconds('files of the embedded engine', async () => buildSearch(content));
  const documents = await seconds('documents', async () => serverDocuments(documentsOf(content)));
  const wanted = { indexVersion: built.indexVersion, documents };
  const { searchKey = '' } = await seconds('index, from nothing to live', () =>
    bringUpToDate(client, wanted, options),
  );
  const [first, ...rest] = documents;
  if (!first) throw new Error('there are no listings');
  const changed = [{ ...first, hash: 'changed' }, ...rest];
  const one = await seconds('one listing changed', () =>
    bringUpToDate(client, { indexVersion: 'changed', documents: changed }, options),
  );
  const none = await seconds('nothing changed', () =>
    bringUpToDate(client, { indexVersion: 'changed', documents: changed }, options),
  );
  console.log(`  sent: ${one.sent}, then ${none.sent}`);
  await bringUpToDate(client, wanted, options);

  await mkdir(join(dir, 'search'));
  for (const { name, body } of [built.words, built.index]) await writeFile(join(dir, 'search', name), body);
  const settings = readSettings({ MEILISEARCH_URL: server.url, MEILISEARCH_KEY: searchKey });
  const note = (line: string) => console.log(line);
  const engines = await openEngines(dir, settings, note);
  const api = searchApi({ engines, origins: [], trustedProxies: 0, perMinute: 1_000_000, note });
  const site = createSite({ handlers: [api], headers: {} });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const { port } = site.address() as AddressInfo;
  const send = async (i: number) => {
    const body = JSON.stringify(REQUESTS[i]);
    const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
    const reply = await realFetch(`http://127.0.0.1:${port}/api/search`, { method: 'POST', headers, body });
    if (!reply.ok) throw new Error(`${reply.status} for ${REQUESTS[i]?.q}`);
    await reply.arrayBuffer();
  };
  // What the engine sends for each search, once it knows the words.
  const realFetch = globalThis.fetch;
  const sent: Sent[][] = [];
  for (let i = 0; i < REQUESTS.length; i++) await send(i);
  for (let i = 0; i < REQUESTS.length; i++) {
    const here: Sent[] = [];
    sent.push(here);
    globalThis.fetch = async (input, init = {}) => {
      here.push({ url: String(input), init: { ...init, signal: null } });
      return realFetch(input, init);
    };
    await send(i);
  }
  globalThis.fetch = realFetch;
  const straight = async (i: number) => {
    await Promise.all(
      (sent[i] ?? []).map(async ({ url, init }) => (await realFetch(url, init)).arrayBuffer()),
    );
  };
  console.log(
    `\n  ${REQUESTS.length} different searches, in ms${'p50'.padStart(17)}${'p95'.padStart(9)}${'p99'.padStart(9)}${`a second, ${WIDTH} at once`.padStart(25)}`,
  );
  const direct = await measure('straight to Meilisearch, the same requests', straight);
  const through = await measure('POST /api/search', send);
  console.log(
    `  through the site: ${(through.p50 / direct.p50).toFixed(2)} times at p50, ${(through.p95 / direct.p95).toFixed(2)} times at p95`,
  );
  console.log(`\n  Meilisearch's memory: ${await peak(server.pid())}`);
  console.log(`  This process's memory: ${await peak(process.pid)}`);
  await new Promise((done) => site.close(done));
} finally {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
}
process.exit(0);
