import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
import { openEngines } from '#server/search/engines.ts';
import { startServer } from '../contract/meilisearch/server.ts';
import { makeAssets } from './corpus.ts';
import { QUERIES } from './queries.ts';

/**
 * `npm run bench -- meilisearch`: how long the search server takes to be filled, and `/api/search` to answer, beside
 * the same searches, and the very requests that it sends, sent straight to the server in the same run. MEILISEARCH_BIN names the program;
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

/** What the engine sends for each search, once it knows the words. */
async function requestsOf(dir: string, env: Record<string, string>): Promise<Sent[][]> {
  const engines = await openEngines(dir, readSettings(env), console.log);
  for (const request of REQUESTS) await engines.ask(request);
  const real = globalThis.fetch;
  const sent: Sent[][] = [];
  for (const request of REQUESTS) {
    const here: Sent[] = [];
    sent.push(here);
    globalThis.fetch = async (input, init = {}) => {
      here.push({ url: String(input), init: { ...init, signal: null } });
      return real(input, init);
    };
    await engines.ask(request);
  }
  globalThis.fetch = real;
  return sent;
}

/** One plain search, as a site would send it that leaves everything to Meilisearch: words, filters, facets, a page. */
async function askPlainly(url: string, key: string, request: SearchRequest | undefined): Promise<void> {
  const { q, filters, near, facets, perPage } = request ?? {};
  const filter = [
    ...(filters?.cost ? [`cost IN [${filters.cost.join(', ')}]`] : []),
    ...(near ? [`_geoRadius(${near.lat}, ${near.lng}, ${near.radiusM})`] : []),
  ];
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'accept-encoding': 'identity',
  };
  const body = JSON.stringify({ q, filter, facets, limit: perPage, attributesToRetrieve: ['id'] });
  const reply = await fetch(`${url}/indexes/waymark/search`, { method: 'POST', headers, body });
  if (!reply.ok) throw new Error(`${reply.status} for ${q}`);
  await reply.arrayBuffer();
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
  const env = { MEILISEARCH_URL: server.url, MEILISEARCH_KEY: searchKey };
  const sent = await requestsOf(dir, env);
  const site = fork(join(import.meta.dirname, 'search-site.ts'), [dir], { env: { ...process.env, ...env } });
  const [url] = (await once(site, 'message')) as [string];
  // On a crowded machine an answer may come too late; a browser would then have searched by itself.
  let away = 0;
  const through = async (i: number) => {
    const body = JSON.stringify(REQUESTS[i]);
    const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
    const reply = await fetch(url, { method: 'POST', headers, body });
    if (!reply.ok) away++;
    await reply.arrayBuffer();
  };
  const same = async (i: number) => {
    await Promise.all((sent[i] ?? []).map(async ({ url, init }) => (await fetch(url, init)).arrayBuffer()));
  };
  console.log(
    `\n  ${REQUESTS.length} different searches, in ms${'p50'.padStart(17)}${'p95'.padStart(9)}${'p99'.padStart(9)}${`a second, ${WIDTH} at once`.padStart(25)}`,
  );
  const plain = (i: number) => askPlainly(server.url, searchKey, REQUESTS[i]);
  const words = await measure('straight to Meilisearch, the words as typed', plain);
  const direct = await measure('straight to Meilisearch, what the site sends', same);
  const whole = await measure('POST /api/search', through);
  if (away > 0) console.log(`  ${away} of them were not answered in time`);
  for (const [what, than] of [
    ['the words as typed', words],
    ['what the site sends', direct],
  ] as const)
    console.log(
      `  through the site beside ${what}: ${(whole.p50 / than.p50).toFixed(2)} times at p50, ${(whole.p95 / than.p95).toFixed(2)} times at p95`,
    );
  console.log(`\n  Meilisearch's memory: ${await peak(server.pid())}`);
  console.log(`  The site's memory: ${await peak(site.pid)}`);
  site.disconnect();
} finally {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
}
process.exit(0);
