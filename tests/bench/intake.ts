import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateX25519Identity } from 'age-encryption';
import pg from 'pg';
import { Store } from '#server/db/store.ts';
import { Intake } from '#server/intake/intake.ts';
import { recipientOf } from '#server/seal/age.ts';
import { STORES } from '../contract/stores.ts';
import { fullReferral } from '../fixtures/referrals.ts';

/**
 * `npm run bench -- intake`: forms accepted in a second (validated, sealed, stored in one durable transaction) on both
 * stores, beside a raw loop of one-row durable inserts on the same disk in the same run, which is the most any store
 * could do without sharing a commit.
 */
const SECONDS = 3;
const ROW = new Uint8Array(2600).fill(7);

const per = (sorted: number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
const ms = (n: number) => `${n.toFixed(1)} ms`;

function report(name: string, times: number[], seconds: number) {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `  ${name.padEnd(26)} ${(times.length / seconds).toFixed(0).padStart(6)}/s   p50 ${ms(per(sorted, 0.5))}   p99 ${ms(per(sorted, 0.99))}`,
  );
}

/** Runs `work` from `atOnce` places for SECONDS. */
async function load(name: string, atOnce: number, work: (i: number) => Promise<unknown>) {
  const times: number[] = [];
  const began = performance.now();
  let i = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() - began < SECONDS * 1000) {
        const from = performance.now();
        await work(i++);
        times.push(performance.now() - from);
      }
    }),
  );
  report(name, times, (performance.now() - began) / 1000);
}

async function steady(name: string, rate: number, work: (i: number) => Promise<unknown>) {
  const times: number[] = [];
  const all: Promise<unknown>[] = [];
  for (let i = 0; i < rate * SECONDS * 2; i++) {
    const from = performance.now();
    all.push(work(i).then(() => times.push(performance.now() - from)));
    await sleep(1000 / rate);
  }
  await Promise.all(all);
  report(name, times, SECONDS * 2);
}

function rawSqlite(folder: string) {
  const db = new DatabaseSync(join(folder, 'raw.db'));
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)',
  );
  const insert = db.prepare('INSERT INTO t (b) VALUES (?)');
  const times: number[] = [];
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const from = performance.now();
    insert.run(ROW);
    times.push(performance.now() - from);
  }
  report('raw one-row inserts', times, SECONDS);
  db.close();
}

async function rawPostgres(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE TABLE raw (id bigserial PRIMARY KEY, b bytea)');
  await load('raw one-row inserts', 1, () =>
    client.query('INSERT INTO raw (b) VALUES ($1)', [Buffer.from(ROW)]),
  );
  await client.end();
}

const key = await recipientOf(await generateX25519Identity());
for (const kind of STORES) {
  if (kind.missing) {
    console.log(kind.missing);
    continue;
  }
  const server = await kind.start();
  const { database, url } = await server.fresh();
  console.log(kind.name);
  const rawFolder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
  if (kind.name === 'sqlite') rawSqlite(rawFolder);
  else await rawPostgres(url);
  rmSync(rawFolder, { recursive: true, force: true });
  const store = await Store.open(database);
  const intake = new Intake(store, {
    has: () => true,
    keysOf: () => [key],
    channelsOf: () => ['webhook', 'email'],
    directory: '',
  });
  const values = fullReferral();
  let form = 0;
  const submit = () => intake.submit(values, { formId: `bench-${form++}`, startedAt: 0, honeypot: false });
  for (let i = 0; i < 50; i++) await submit();
  for (const atOnce of [1, 16, 64]) await load(`accepted, ${atOnce} at once`, atOnce, submit);
  await steady('accepted, 10 a second', 10, submit);
  await store.close();
  server.stop();
}
