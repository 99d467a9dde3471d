import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDir, readContent } from '#schemas/read.ts';
import type { SearchAnswer, SearchRequest } from '#search/contract.ts';
import { documentsOf } from '#search/document.ts';
import { type BuiltSearch, buildSearch } from '#search/embedded/build.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { bringUpToDate } from '#search/meilisearch/indexer.ts';
import { type ServerDocument, serverDocuments } from '#search/meilisearch/server-document.ts';
import { namesOf } from '#search/meilisearch/settings.ts';
import { readSettings } from '#server/env/env.ts';
import { createSite } from '#server/http.ts';
import { listen } from '#server/listen.ts';
import { searchApi } from '#server/search/api.ts';
import { openEngines } from '#server/search/engines.ts';
import { QUERIES } from '../bench/queries.ts';
import { canStart, type RealServer, startServer } from './meilisearch/server.ts';

/**
 * A site with two real search servers, full copies of each other, as `/api/search` shows them: one dies, one lags, and
 * nobody sees a key. MEILISEARCH_BIN names the program.
 */
const MASTER = 'canary-master-key-3c0ffee7731-of-both-servers';
const WIDTH = 4;

const run = promisify(execFile);
const requestOf = (q: string): SearchRequest => ({
  q,
  literal: false,
  filters: {},
  facets: ['cost', 'topics'],
  sort: 'relevance',
  page: 1,
  perPage: 10,
});

describe.runIf(canStart())('two search servers', () => {
  let servers: [RealServer, RealServer];
  let built: BuiltSearch;
  let documents: ServerDocument[];
  let dir: string;
  let site: Server;
  let url: string;
  /** Everything that the site wrote, and everything that it answered. */
  const log: string[] = [];
  const answers: string[] = [];

  const index = (server: RealServer, indexVersion = built.indexVersion) =>
    bringUpToDate(
      clientOf(server.url, server.key, 60_000),
      { indexVersion, documents },
      {
        names: namesOf('waymark'),
        dryRun: false,
        rebuild: false,
        say: () => undefined,
        tick: () => undefined,
      },
    );

  async function ask(q: string): Promise<{ status: number; answer: SearchAnswer; ms: number }> {
    const began = performance.now();
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(requestOf(q)) });
    const body = await reply.text();
    answers.push(JSON.stringify([...reply.headers]), body);
    return { status: reply.status, answer: JSON.parse(body), ms: performance.now() - began };
  }

  /** Searches from several people at once while `events` happen, and gives every answer. */
  async function askDuring(events: () => Promise<void>) {
    let over = false;
    const all: Awaited<ReturnType<typeof ask>>[] = [];
    const person = async (start: number) => {
      for (let i = start; !over; i++) all.push(await ask(QUERIES[i % QUERIES.length] ?? ''));
    };
    const people = Array.from({ length: WIDTH }, (_, i) => person(i * 11));
    await events();
    over = true;
    await Promise.all(people);
    return all;
  }

  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

  beforeAll(async () => {
    servers = [await startServer(MASTER), await startServer(MASTER)];
    const { content } = await readContent(contentDir());
    if (!content) throw new Error('the content cannot be read');
    built = buildSearch(content);
    documents = serverDocuments(documentsOf(content));
    const keys = await Promise.all(servers.map(async (s) => (await index(s)).searchKey));
    expect(new Set(keys).size).toBe(1);
    dir = await mkdtemp(join(tmpdir(), 'waymark-servers-'));
    await mkdir(join(dir, 'search'));
    for (const { name, body } of [built.words, built.index]) await writeFile(join(dir, 'search', name), body);
    // An operator's mistake: the site is given the master key. It takes the search key instead, and says so.
    const settings = readSettings({
      MEILISEARCH_URL: servers.map((s) => s.url).join(),
      MEILISEARCH_KEY: MASTER,
    });
    const note = (line: string) => log.push(line);
    const engines = await openEngines(dir, settings, note);
    const api = searchApi({ engines, origins: [], trustedProxies: 0, perMinute: 1_000_000, note });
    site = createSite({ handlers: [api], headers: {}, log: note });
    url = `${await listen(site, 0, '127.0.0.1')}/api/search`;
    for (const q of QUERIES) await ask(q);
  });
  afterAll(async () => {
    site?.closeAllConnections();
    await new Promise((done) => site.close(done));
    for (const s of servers) await s.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('one is killed while people search, and comes back: nobody sees an error', async () => {
    const wanted = new Map<string, number>();
    for (const q of QUERIES) wanted.set(q, (await ask(q)).answer.total);
    const all = await askDuring(async () => {
      await wait(800);
      await servers[0].kill();
      await wait(2500);
      await servers[0].restart();
      await wait(800);
    });
    expect(all.filter((a) => a.status !== 200)).toEqual([]);
    expect(all.filter((a) => a.answer.engine !== 'meilisearch')).toEqual([]);
    for (const q of QUERIES) expect((await ask(q)).answer.total).toBe(wanted.get(q));
    const times = all.map((a) => a.ms).sort((a, b) => a - b);
    expect(log.join('\n')).toMatch(/does not answer|broke off|cannot be reached/);
    console.log(
      `${all.length} searches, 0 errors; p50 ${times[all.length >> 1]?.toFixed(0)} ms, the slowest ${times.at(-1)?.toFixed(0)} ms`,
    );
  });

  it('one hangs: who meets it first waits for less than the patience of a browser', async () => {
    const pid = servers[0].pid() ?? 0;
    const all = await askDuring(async () => {
      await wait(300);
      process.kill(pid, 'SIGSTOP');
      await wait(2500);
      process.kill(pid, 'SIGCONT');
    });
    expect(all.filter((a) => a.status !== 200 || a.answer.engine !== 'meilisearch')).toEqual([]);
    expect(Math.max(...all.map((a) => a.ms))).toBeLessThan(1500);
  });

  it('one lags behind: the other answers, and the log says which to bring up to date', async () => {
    await index(servers[1], 'older-version');
    const all = await askDuring(() => wait(1500));
    expect(all.filter((a) => a.status !== 200 || a.answer.engine !== 'meilisearch')).toEqual([]);
    const { host } = new URL(servers[1].url);
    expect(log.join('\n')).toContain(`${host}: it holds version older-version`);
    await index(servers[1]);
  });

  it('both are gone: 503 at once, and no reason in it', async () => {
    for (const s of servers) await s.kill();
    const { status, ms } = await ask('food');
    expect(status).toBe(503);
    expect(ms).toBeLessThan(1500);
    for (const s of servers) await s.restart();
  });

  it('shows no key: not in an answer, a header, a line of the log, or a file that a browser can fetch', async () => {
    const searchKey = (await index(servers[0])).searchKey ?? '';
    expect(searchKey.length).toBeGreaterThan(20);
    expect(log.join('\n')).toContain('MEILISEARCH_KEY can do more than search');
    const outDir = join(dir, 'dist');
    const env = {
      ...process.env,
      OUT_DIR: outDir,
      MEILISEARCH_URL: servers[0].url,
      MEILISEARCH_ADMIN_KEY: MASTER,
      MEILISEARCH_KEY: searchKey,
    };
    const { stdout, stderr } = await run(process.execPath, ['scripts/build.ts'], { env });
    const files = (await readdir(outDir, { recursive: true })).map((f) => join(outDir, f));
    let read = 0;
    for (const f of files) {
      if (/\.(br|gz)$/.test(f) || !(await stat(f)).isFile()) continue;
      const bytes = await readFile(f);
      expect(bytes.includes(MASTER) || bytes.includes(searchKey), f).toBe(false);
      read++;
    }
    expect(read).toBeGreaterThan(500);
    const lines = [...log, ...answers, stdout, stderr].join('\n');
    expect(lines).toContain('POST /api/search 200');
    for (const key of [MASTER, searchKey]) expect(lines.includes(key)).toBe(false);
    expect(log.join('\n')).not.toMatch(/husband|rent|lonely/);
    console.log(`${read} files, ${log.length} lines and ${answers.length / 2} answers without a key`);
  }, 240_000);
});
