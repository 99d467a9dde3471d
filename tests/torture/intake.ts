import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateX25519Identity } from 'age-encryption';
import { postgres } from '#server/db/postgres/postgres.ts';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import { recipientOf } from '#server/seal/age.ts';
import { shortReferral } from '../fixtures/referrals.ts';

/** What a hundred rounds came to. */
export interface IntakeToll {
  rounds: number;
  acknowledged: number;
  lost: number;
  duplicates: number;
  /** Kept but never acknowledged: the reply was lost, and a retry would have found them. No fault. */
  unheard: number;
}

interface Round {
  database: string;
  env: Record<string, string>;
  recipient: string;
}

const AT_ONCE = 8;

function post(port: number, agent: Agent, body: string): Promise<string | null> {
  return new Promise((done) => {
    const req = request({ port, host: '127.0.0.1', method: 'POST', agent }, (res) => {
      let text = '';
      res.on('data', (c) => {
        text += c;
      });
      res.on('end', () => done(res.statusCode === 200 ? text : null));
      res.on('error', () => done(null));
    });
    req.on('error', () => done(null));
    req.end(body);
  });
}

function start({ database, env, recipient }: Round): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(resolve('tests/torture/intake-server.ts'), [database, recipient], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((done, fail) => {
    child.once('message', (m) => {
      if (typeof m === 'object' && m !== null && 'port' in m && typeof m.port === 'number')
        done({ child, port: m.port });
    });
    child.once('exit', () => fail(new Error('The server did not start')));
  });
}

/** One round: load, and a kill at a random moment. Gives the references that were acknowledged, by form. */
async function underLoad(round: Round): Promise<Map<string, string>> {
  const { child, port } = await start(round);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const acknowledged = new Map<string, string>();
  let running = true;
  const one = async () => {
    while (running) {
      const formId = randomBytes(16).toString('base64url');
      const body = JSON.stringify({
        formId,
        values: shortReferral({ needs: { topics: [], words: formId } }),
      });
      // A second press before the first was answered: one referral.
      const [first, second] = await Promise.all([
        post(port, agent, body),
        Math.random() < 0.2 ? post(port, agent, body) : null,
      ]);
      const reference = first ?? second;
      if (reference) acknowledged.set(formId, reference);
      else await sleep(1);
    }
  };
  const load = Array.from({ length: AT_ONCE }, one);
  // Counted from the first reply: a slow machine must not be killed before it has promised anything.
  while (acknowledged.size === 0) await sleep(5);
  await sleep(50 + Math.random() * 400);
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
  running = false;
  agent.destroy();
  await Promise.all(load);
  return acknowledged;
}

async function reckon(store: Store, acknowledged: Map<string, string>, toll: IntakeToll): Promise<void> {
  const rows = await store.staff.list({}, 'torture', Date.now());
  const kept = new Set(rows.map((r) => r.reference));
  toll.acknowledged += acknowledged.size;
  for (const reference of acknowledged.values()) if (!kept.has(reference)) toll.lost++;
  toll.duplicates += rows.length - new Set(rows.map((r) => r.form_key)).size;
  const { waiting } = await store.staff.status(Date.now());
  // A referral without both its deliveries would be a transaction that came in two.
  if (waiting !== rows.length * 2) toll.lost += Math.abs(waiting - rows.length * 2);
  toll.unheard += rows.length - acknowledged.size;
}

const none = (): IntakeToll => ({ rounds: 0, acknowledged: 0, lost: 0, duplicates: 0, unheard: 0 });
const recipient = async () => recipientOf(await generateX25519Identity());

/** kill -9 of the server on SQLite; with `power`, every write that was not yet synced is lost as well. */
export async function tortureSqlite(
  rounds: number,
  power: boolean,
  tick: (round: number) => void,
): Promise<IntakeToll> {
  const toll = none();
  const base = mkdtempSync(join(tmpdir(), 'waymark-torture-'));
  const shim = join(base, 'durable.so');
  if (power) {
    const cc = spawnSync(
      'cc',
      ['-shared', '-fPIC', '-O2', '-o', shim, resolve('tests/torture/durable.c'), '-ldl'],
      { encoding: 'utf8' },
    );
    if (cc.status !== 0)
      throw new Error(
        `The loss of power cannot be simulated without a C compiler: ${cc.stderr || cc.error?.message}`,
      );
  }
  const to = await recipient();
  try {
    for (; toll.rounds < rounds; toll.rounds++) {
      const [dir, disk, after] = ['run', 'disk', 'after'].map((n) => join(base, n));
      if (!dir || !disk || !after) continue;
      for (const d of [dir, disk, after]) {
        rmSync(d, { recursive: true, force: true });
        mkdirSync(d);
      }
      const env: Record<string, string> = power
        ? { LD_PRELOAD: shim, TORTURE_DIR: dir, TORTURE_DISK: disk }
        : {};
      const acknowledged = await underLoad({ database: join(dir, 'referrals.db'), env, recipient: to });
      const from = power ? disk : dir;
      // The shared-memory index is made anew from the log; a cut-short copy is a sync that never ended.
      for (const f of readdirSync(from)) if (!/(-shm|\.part)$/.test(f)) cpSync(join(from, f), join(after, f));
      if (!existsSync(join(after, 'referrals.db'))) throw new Error('The database never reached the disk');
      const store = await Store.open(sqlite(join(after, 'referrals.db')));
      await reckon(store, acknowledged, toll);
      await store.close();
      tick(toll.rounds + 1);
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  return toll;
}

/** kill -9 of the server on PostgreSQL. `fresh` gives the address of an empty database. */
export async function torturePostgres(
  rounds: number,
  fresh: () => Promise<{ url: string }>,
  tick: (round: number) => void,
): Promise<IntakeToll> {
  const toll = none();
  const to = await recipient();
  for (; toll.rounds < rounds; toll.rounds++) {
    const { url } = await fresh();
    const acknowledged = await underLoad({ database: url, env: {}, recipient: to });
    // What the killed server had asked for may still be running over there.
    await sleep(150);
    const store = await Store.open(postgres(url));
    await reckon(store, acknowledged, toll);
    await store.close();
    tick(toll.rounds + 1);
  }
  return toll;
}
