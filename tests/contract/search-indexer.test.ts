import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDir, readContent } from '#schemas/read.ts';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import type { SearchAnswer } from '#search/contract.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { readIndex } from '#search/embedded/table.ts';
import { clientOf } from '#search/meilisearch/connect.ts';
import { MeilisearchEngine } from '#search/meilisearch/engine.ts';
import { Pool } from '#search/meilisearch/pool.ts';
import { CUTOFF_MS } from '#search/meilisearch/settings.ts';
import { writeAssets } from '../bench/corpus.ts';
import { canStart, type RealServer, startServer } from './meilisearch/server.ts';

/**
 * The indexer as an operator runs it, against a real server that the test starts: MEILISEARCH_BIN names its program.
 * It is killed at ten points of a rebuild, and the server once; the old index must answer all the while.
 */
const LISTINGS = 1500;
const ALL = '1,500';
const KILLS = 10;

interface Run {
  code: number | null;
  out: string;
}

function start(args: string[], env: Record<string, string>): { child: ChildProcess; ended: Promise<Run> } {
  const child = spawn(process.execPath, ['scripts/index.ts', ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
  return {
    child,
    ended: new Promise((done) => child.on('close', (code) => done({ code, out }))),
  };
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe.skipIf(!canStart())('the indexer, on a real server', () => {
  let server: RealServer;
  let dir: string;
  let env: Record<string, string>;
  let engine: MeilisearchEngine;
  const index = (...args: string[]) => start(args, env).ended;
  const indexes = async () =>
    (await clientOf(server.url, server.key, 10_000).getRawIndexes({ limit: 1000 })).results
      .map((i) => i.uid)
      .sort();
  const ask = (): Promise<SearchAnswer> =>
    engine.search({
      q: 'food',
      literal: false,
      filters: {},
      facets: ['cost'],
      sort: 'relevance',
      page: 1,
      perPage: 10,
    });

  beforeAll(async () => {
    server = await startServer();
    dir = await mkdtemp(join(tmpdir(), 'waymark-content-'));
    await cp(contentDir(), dir, { recursive: true });
    await rm(join(dir, 'assets'), { recursive: true });
    const { content } = await readContent(contentDir());
    if (!content) throw new Error('the content cannot be read');
    await writeAssets(LISTINGS, 5, content, dir);
    env = { CONTENT_DIR: dir, MEILISEARCH_URL: server.url, MEILISEARCH_ADMIN_KEY: server.key };
    const read = await readContent(dir);
    if (!read.content) throw new Error('the made content cannot be read');
    const built = buildSearch(read.content);
    const pool = new Pool(
      { urls: [server.url], key: server.key, index: 'waymark' },
      { timeoutMs: 5000, cutoffMs: CUTOFF_MS },
    );
    engine = new MeilisearchEngine(
      readIndex(built.index.body),
      new Analyser(readKnowledge(built.words.body)),
      pool,
    );
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('makes the index, then sends nothing, then one listing', async () => {
    const dry = await index('--dry-run');
    expect(dry.out).toContain(`Would send ${ALL} listings, as a new index`);
    expect(await indexes()).toEqual([]);
    const first = await index();
    expect(first.out).toContain(`Sent ${ALL} listings, as a new index`);
    expect(first.code).toBe(0);
    const again = await index();
    expect(again.out).toContain('Nothing has changed: 0 sent');
    const { hits } = await ask();
    const file = join(dir, 'assets', `${hits[0]?.id}.md`);
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace(/^summary: .*$/m, 'summary: Quite another sentence about nothing.'));
    const changed = await index();
    expect(changed.out).toContain('Sent 1 listing.');
    await writeFile(file, before);
    expect((await index()).out).toContain('Sent 1 listing.');
    await rm(file);
    expect((await index()).out).toContain('took 1 away');
    await writeFile(file, before);
    expect((await index()).code).toBe(0);
    expect(await indexes()).toEqual(['waymark', 'waymark-about']);
  }, 120_000);

  it('leaves the old index answering when it is killed, and cleans up the next time', async () => {
    const wanted = await ask();
    const { ended } = start(['--rebuild'], env);
    const began = Date.now();
    await ended;
    const whole = Date.now() - began;
    let asked = 0;
    for (let i = 0; i < KILLS; i++) {
      const { child, ended } = start(['--rebuild'], env);
      await new Promise<void>((read) => child.stdout?.once('data', () => read()));
      const killAt = Date.now() + (whole * (i + 0.5)) / KILLS / 1.5;
      let over = false;
      void ended.then(() => {
        over = true;
      });
      while (Date.now() < killAt && !over) {
        const answer = await ask();
        asked++;
        expect([answer.total, answer.hits]).toEqual([wanted.total, wanted.hits]);
        await wait(5);
      }
      child.kill('SIGKILL');
      await ended;
      const after = await ask();
      expect([after.total, after.hits]).toEqual([wanted.total, wanted.hits]);
    }
    const clean = await index();
    expect(clean.code, clean.out).toBe(0);
    expect(await indexes()).toEqual(['waymark', 'waymark-about']);
    console.log(`${KILLS} kills, ${asked} searches meanwhile, each answered as before`);
  }, 300_000);

  it('comes through a power cut of the server', async () => {
    const wanted = await ask();
    const { child, ended } = start(['--rebuild'], env);
    await new Promise<void>((read) => child.stdout?.once('data', () => read()));
    await wait(400);
    await server.kill();
    const run = await ended;
    expect(run.code, run.out).toBe(1);
    expect(run.out).toMatch(/does not answer|broke off|cannot be reached/);
    await server.restart();
    const after = await ask();
    expect([after.total, after.hits]).toEqual([wanted.total, wanted.hits]);
    const clean = await index();
    expect(clean.code, clean.out).toBe(0);
    expect(await indexes()).toEqual(['waymark', 'waymark-about']);
  }, 120_000);

  it('explains a wrong key and a wrong address in a sentence', async () => {
    const wrong = await start([], { ...env, MEILISEARCH_ADMIN_KEY: 'wrong' }).ended;
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('does not know this key');
    const away = await start([], { ...env, MEILISEARCH_URL: 'http://127.0.0.1:59998' }).ended;
    expect(away.code).toBe(1);
    expect(away.out).toContain('Is it running, and is the port right?');
    const some = await start([], { ...env, MEILISEARCH_URL: `${server.url},http://127.0.0.1:59998` }).ended;
    expect(some.code).toBe(3);
    expect(some.out).toContain('Not up to date: 127.0.0.1:59998');
    const none = await start([], { CONTENT_DIR: dir }).ended;
    expect(none.code).toBe(2);
    expect(none.out).toContain('MEILISEARCH_URL is missing');
    for (const { out } of [wrong, away, some]) expect(out).not.toContain(server.key);
  }, 120_000);
});
