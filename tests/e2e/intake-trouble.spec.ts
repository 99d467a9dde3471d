import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { STORES, startPostgres } from '../contract/stores.ts';
import { canaryAnswers, canaryOf } from '../fixtures/canaries.ts';
import { FormDriver, type Page, referenceIn, wordsOf } from '../fixtures/form-driver.ts';
import { type RunningSite, runSite, until } from '../fixtures/running-site.ts';
import { TEAM } from './refer-journeys.ts';

/**
 * What the person sees when the disk is full, the database locked, gone or dumb, or the receiver away: told kindly that
 * we do not know if the form arrived, with the number to ring, every answer kept; and one press later it is sent, once.
 */
// One after the other: each group starts a site, and some a database.
test.describe.configure({ timeout: 120_000, mode: 'default' });

const form = (site: RunningSite) => new FormDriver(site.url, '/refer/form/', canaryAnswers);
const PHONE = TEAM?.contact.phone ?? 'no team';

/** True whether the form was kept or not: the answer to a commit may be all that was lost. */
const TOLD =
  /do not know if your form reached us.*Nothing you wrote is lost.*Press send again.*once only, even if it did reach us.*phone/i;
const alertIn = (html: string) => wordsOf(/role="alert"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '');

/** The refusal that every trouble must come to. */
function expectKind({ status, html }: Page, what = 'the page'): void {
  const words = wordsOf(html);
  expect(status, what).toBe(503);
  expect(alertIn(html), what).toMatch(TOLD);
  expect(alertIn(html), what).toContain(PHONE);
  for (const field of ['needs.words', 'person.name', 'reach.address', 'support.access', 'referrer.name'])
    expect(words, `${what}: ${field} is kept`).toContain(canaryOf(field));
  expect(html, what).not.toMatch(
    /\bat .*\.m?[jt]s:\d+|SQLITE|SqliteError|ECONN|locked by|database is|postgres|\/tmp\//i,
  );
}

/** What the operator is told by /healthz from the machine itself. */
async function health(site: RunningSite): Promise<{ status: number; total: number; alarms: string[] }> {
  const answer = await fetch(`${site.url}/healthz`);
  const { total = -1, alarms = [] } = Object(await answer.json());
  return { status: answer.status, total, alarms };
}

/** Presses send until it works, and again; the reference that came, which must be one. */
async function sendsOnce(driver: FormDriver, site: RunningSite, kept = 1): Promise<string> {
  const sent = await driver.press('send');
  expect(sent.status, wordsOf(sent.html).slice(0, 200)).toBe(200);
  const reference = referenceIn(sent.html);
  expect(reference).toBeDefined();
  await until(async () => ((await health(site)).total >= 0 ? true : undefined));
  expect((await health(site)).total).toBe(kept);
  return reference ?? '';
}

test.describe('SQLite', () => {
  test('a full disk', async () => {
    // A disk of its own, seen by the server alone and gone with it.
    const own = ['unshare', process.getuid?.() === 0 ? '-m' : '-mr', 'sh', '-c'];
    const small = 'mkdir -p "$VAR_DIR" && mount -t tmpfs -o size=1500k none "$VAR_DIR" && exec "$@"';
    const [program = '', ...rest] = own;
    const tried = spawnSync(program, [...rest, 'mount -t tmpfs none /tmp']);
    test.skip(tried.status !== 0, 'No small disk can be made here, so a full one was not tried');
    const folder = mkdtempSync(join(tmpdir(), 'waymark-full-'));
    const running = await runSite({ folder, wrap: [...own, small, 'sh'] });
    try {
      const before = form(running);
      await before.toCheck();
      const first = await sendsOnce(before, running);
      const driver = form(running);
      await driver.toCheck();
      const disk = `/proc/${running.pid}/root${join(folder, 'var')}`;
      expect(() => {
        for (let i = 0; ; i++) writeFileSync(join(disk, `filler-${i}`), Buffer.alloc(4096));
      }).toThrow(/ENOSPC/);
      expectKind(await driver.press('send'));
      expectKind(await driver.press('send'), 'a second try');
      expect(running.said()).toContain(
        '"ALARM","what":"A form could not be stored: database or disk is full"',
      );
      const sick = await health(running);
      expect(sick).toMatchObject({ status: 503, total: 1 });
      expect(sick.alarms.join()).toContain('No form could be stored since');
      for (let i = 0; i < 500; i++) rmSync(join(disk, `filler-${i}`), { force: true });
      const second = await sendsOnce(driver, running, 2);
      expect(second).not.toBe(first);
      expect(await health(running)).toMatchObject({ status: 200 });
      expect((await before.press('send')).status).not.toBe(500);
    } finally {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('another program that holds the lock, with six people at once; then a file that is taken away', async () => {
    const site = await runSite();
    const file = join(site.folder, 'var', 'referrals.db');
    const other = new DatabaseSync(file);
    try {
      const people = Array.from({ length: 6 }, () => form(site));
      await Promise.all(people.map((p) => p.toCheck()));
      other.exec('BEGIN IMMEDIATE');
      const pressed = people.map((p) => p.press('send'));
      // The lock holds up sending, and nothing else: others go on reading and filling in.
      const elsewhere = form(site);
      await elsewhere.toCheck();
      for (const answer of await Promise.all(pressed)) expectKind(answer);
      other.exec('ROLLBACK');
      const references = await Promise.all(
        people.map(async (p) => referenceIn((await p.press('send')).html)),
      );
      expect(new Set(references).size).toBe(6);
      expect((await health(site)).total).toBe(6);
      renameSync(file, `${file}.away`);
      expectKind(await elsewhere.press('send'), 'with the file away');
      renameSync(`${file}.away`, file);
      await sendsOnce(elsewhere, site, 7);
    } finally {
      other.close();
      await site.stop();
    }
  });
});

/** A line to PostgreSQL that can be cut after a commit has been done and before its answer is heard. */
async function deafLine(port: number): Promise<{ url: string; cutNextCommit(): void; server: Server }> {
  let armed = false;
  const server = createServer((client) => {
    const db = connect(port, '127.0.0.1');
    let cut = false;
    client.on('data', (d) => {
      if (armed && d.includes('commit')) {
        armed = false;
        cut = true;
      }
      db.write(d);
    });
    db.on('data', (d) => {
      if (cut) client.destroy();
      else client.write(d);
    });
    for (const [a, b] of [
      [client, db],
      [db, client],
    ] as const) {
      a.on('error', () => b.destroy());
      a.on('close', () => b.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const own = typeof address === 'object' && address ? address.port : 0;
  return { url: String(own), cutNextCommit: () => (armed = true), server };
}

test.describe('PostgreSQL', () => {
  const missing = STORES.find((s) => s.name === 'postgres')?.missing;
  test.skip(missing !== undefined, missing);
  let server: Awaited<ReturnType<typeof startPostgres>>;
  test.beforeAll(async () => {
    server = await startPostgres();
  });
  test.afterAll(() => server.stop());

  test('stopped between two pages and at the send, and started again', async () => {
    const { url } = await server.fresh();
    const site = await runSite({ env: { DATABASE_URL: url } });
    try {
      const first = form(site);
      await first.toCheck();
      const kept = await sendsOnce(first, site);
      const driver = form(site);
      await driver.open();
      server.down();
      // Filling in needs no database.
      await driver.toCheck();
      expectKind(await driver.press('send'));
      expect((await health(site)).status).toBe(503);
      const tell = new FormDriver(site.url, '/tell-us/group/', canaryAnswers);
      await tell.open();
      const untold = await tell.press('');
      expect(untold.status).toBe(503);
      expect(alertIn(untold.html)).toMatch(TOLD);
      expect(alertIn(untold.html)).toMatch(/Phone \d[\d ]{9,}/);
      expect(untold.html).toContain(canaryOf('does'));
      server.up();
      expect((await tell.press('')).status).toBe(200);
      const reference = await sendsOnce(driver, site, 3);
      expect(reference).not.toBe(kept);
      const { text } = await site.staff('list');
      expect(text).toContain(kept);
      expect(text).toContain(reference);
    } finally {
      await site.stop();
    }
  });

  test('frozen while a form is sent', async () => {
    const { url } = await server.fresh();
    const site = await runSite({ env: { DATABASE_URL: url, DELIVERY_WORKER: 'separate', COLLECT: 'yes' } });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await client.end();
    const driver = form(site);
    await driver.toCheck();
    try {
      for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
      expect(rows.length).toBeGreaterThan(0);
      expectKind(await driver.press('send'));
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    }
    await sendsOnce(driver, site);
    await site.stop();
  });

  test('the answer to a commit that was done is lost: the next press finds it', async () => {
    const { url } = await server.fresh();
    const line = await deafLine(server.port);
    const site = await runSite({
      env: { DATABASE_URL: url.replace(`:${server.port}/`, `:${line.url}/`), DELIVERY_WORKER: 'separate' },
    });
    try {
      const driver = form(site);
      await driver.toCheck();
      line.cutNextCommit();
      expectKind(await driver.press('send'));
      const reference = await sendsOnce(driver, site);
      const { text } = await site.staff('list');
      expect(text.match(/^[A-Z\d]{4}-[A-Z\d]{4}\t/gm)).toEqual([`${reference}\t`]);
    } finally {
      await site.stop();
      line.server.close();
    }
  });
});

test('a receiver that has gone: the person is not troubled, the operator is alarmed, and nothing is lost', async () => {
  const got: string[] = [];
  const receiver = createHttp(async (req, res) => {
    for await (const _ of req);
    got.push(String(req.headers['webhook-id']));
    res.end();
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const address = receiver.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((done) => receiver.close(done));
  const site = await runSite({
    env: {
      WEBHOOK_URL: `http://127.0.0.1:${port}/hook`,
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 5).toString('base64')}`,
      ALARM_MINUTES: '1',
    },
  });
  try {
    const driver = form(site);
    await driver.toCheck();
    const reference = await sendsOnce(driver, site);
    await until(() => site.said().includes('"why":"econnrefused"') || undefined);
    // An hour passes.
    const db = new DatabaseSync(join(site.folder, 'var', 'referrals.db'));
    db.exec('PRAGMA busy_timeout = 5000; UPDATE referral SET created_at = created_at - 3600000');
    db.close();
    const sick = await health(site);
    expect(sick.status).toBe(503);
    expect(sick.alarms.join()).toMatch(/1 deliveries wait, the oldest for 60 minutes/);
    const status = await site.staff('status');
    expect([status.code, status.text]).toEqual([1, expect.stringContaining('ALARM: 1 deliveries wait')]);
    await new Promise<void>((done) => receiver.listen(port, '127.0.0.1', done));
    expect((await site.staff('resend', reference)).code).toBe(0);
    await until(() => got.length > 0 || undefined);
    await until(async () => (await health(site)).status === 200 || undefined);
    await sleep(300);
    expect(got).toHaveLength(1);
    expect((await site.staff('status')).code).toBe(0);
  } finally {
    await site.stop();
    receiver.closeAllConnections();
    receiver.close();
  }
});
