import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createRaw } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateX25519Identity } from 'age-encryption';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import { alarms } from '#server/delivery/worker.ts';
import { Intake } from '#server/intake/intake.ts';
import { recipientOf } from '#server/seal/age.ts';
import { shortReferral } from '../fixtures/referrals.ts';

export interface DeliveryToll {
  referrals: number;
  kills: number;
  /** Each received at least once, by id. */
  received: number;
  /** Received more than once, with the same id. No fault. */
  repeats: number;
  dead: number;
  waiting: number;
  /** Marked delivered and never received. */
  lost: number;
  alarms: string[];
}

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

/** A receiver at its worst: a quarter 503, dropped replies, hangs. Ids count once it has read the whole body. */
function receiver(seen: Map<string, number>) {
  return createServer(async (req, res) => {
    let body = '';
    try {
      for await (const chunk of req) body += chunk;
    } catch {
      return;
    }
    const luck = Math.random();
    if (luck < 0.25) {
      res.writeHead(503).end();
      return;
    }
    if (luck < 0.3) return;
    const id = String(req.headers['webhook-id']);
    const { data } = JSON.parse(body);
    seen.set(data.reference, (seen.get(data.reference) ?? 0) + 1);
    if (!id) throw new Error('no id');
    if (luck < 0.38) req.socket.destroy();
    else res.end();
  });
}

const portOf = (server: { address(): unknown }) => {
  const a = server.address();
  return typeof a === 'object' && a !== null && 'port' in a ? Number(a.port) : 0;
};

/** `wrong`: how many go to an address whose TLS is not TLS. They must end as dead letters, with an alarm. */
export async function tortureDelivery(
  referrals: number,
  kills: number,
  wrong: number,
  tick: (left: number) => void,
): Promise<DeliveryToll> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-torture-'));
  const seen = new Map<string, number>();
  const good = receiver(seen);
  const bad = createRaw((s) => {
    s.on('error', () => {});
    s.end('HTTP/1.1 200 OK\r\n\r\n');
  });
  for (const s of [good, bad]) await new Promise<void>((done) => s.listen(0, '127.0.0.1', done));
  const file = join(folder, 'referrals.db');
  const store = await Store.open(sqlite(file, { busyMs: 20_000 }));
  const key = await recipientOf(await generateX25519Identity());
  const intake = new Intake(store, {
    has: () => true,
    keysOf: () => [key],
    channelsOf: () => ['webhook'],
    directory: 'leigh',
  });
  for (let i = 0; i < referrals; i++)
    await intake.submit(shortReferral({ team: i < wrong ? 'wrong-tls' : 'leigh' }), {
      formId: `f${i}`,
      startedAt: 0,
      honeypot: false,
    });
  const args = [file, `http://127.0.0.1:${portOf(good)}/`, `https://127.0.0.1:${portOf(bad)}/`, SECRET];
  const start = () =>
    fork(resolve('tests/torture/delivery-worker.ts'), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const workers: ChildProcess[] = [start(), start()];
  const stop = async (w: ChildProcess | undefined) => {
    if (!w || w.exitCode !== null || w.signalCode !== null) return;
    const gone = new Promise((done) => w.once('exit', done));
    w.kill('SIGKILL');
    await gone;
  };
  let killed = 0;
  try {
    for (let i = 0; i < 6000; i++) {
      await sleep(killed < kills ? 250 + Math.random() * 300 : 500);
      if (killed < kills) {
        await stop(workers[killed % 2]);
        workers[killed % 2] = start();
        killed++;
      }
      const { waiting } = await store.staff.status(Date.now());
      tick(waiting);
      if (waiting === 0 && killed >= kills) break;
    }
    const rows = await store.staff.list({}, 'torture', Date.now());
    const delivered = rows.filter((r) => r.delivered_at !== null);
    const status = await store.staff.status(Date.now());
    return {
      referrals,
      kills: killed,
      received: seen.size,
      repeats: [...seen.values()].filter((n) => n > 1).length,
      dead: status.dead,
      waiting: status.waiting,
      lost: delivered.filter((r) => !seen.has(r.reference)).length,
      alarms: alarms(status, 60_000),
    };
  } finally {
    for (const w of workers) await stop(w);
    good.closeAllConnections();
    good.close();
    bad.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
