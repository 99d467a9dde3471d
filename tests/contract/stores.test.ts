import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewReferral } from '#server/db/accept.ts';
import { Store } from '#server/db/store.ts';
import { REFERENCE } from '#server/intake/reference.ts';
import { type Desk, purge } from '#server/staff/commands.ts';
import { STORES, type TestStore } from './stores.ts';

const NOW = Date.UTC(2026, 10, 21, 10);
const DAY = 86_400_000;

let n = 0;
const referral = (over: Partial<NewReferral> = {}): NewReferral => ({
  kind: 'referral',
  submit_key: `s${++n}`,
  form_key: `f${n}`,
  team: 'leigh',
  flags: [],
  sealed: new TextEncoder().encode(`age-encryption.org/v1 sealed ${n}`),
  keys: 'age1abc',
  channels: ['webhook', 'email'],
  now: NOW,
  ...over,
});

/** Every byte under a folder, for "is it still there?". */
function bytesUnder(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => readFileSync(join(f.parentPath, f.name))),
  );
}

for (const kind of STORES) suite(kind);

function suite(kind: TestStore) {
  if (kind.missing) console.warn(kind.missing);
  describe.skipIf(kind.missing)(`the ${kind.name} store`, () => {
    let server: Awaited<ReturnType<TestStore['start']>>;
    let store: Store;
    let folder: string;
    beforeAll(async () => {
      server = await kind.start();
    }, 60_000);
    afterAll(() => server.stop());
    beforeEach(async () => {
      const fresh = await server.fresh();
      folder = fresh.folder;
      store = await Store.open(fresh.database);
    });
    afterEach(() => store.close());

    it('gives a reference nobody can misread, and keeps what it was given', async () => {
      const given = referral();
      const { reference, repeat } = await store.accept(given);
      expect(reference).toMatch(REFERENCE);
      expect(repeat).toBe(false);
      const kept = await store.staff.get(reference, 'test', 'shown', NOW);
      expect(kept).toMatchObject({
        team: 'leigh',
        created_at: NOW,
        delivered_at: null,
        acknowledged_at: null,
      });
      expect(Buffer.from(kept?.sealed ?? [])).toEqual(Buffer.from(given.sealed));
      const outbox = await store.staff.deliveries(kept?.id ?? '');
      expect(outbox.map((o) => o.channel).sort()).toEqual(['email', 'webhook']);
      expect((await store.staff.auditOf(reference)).map((a) => a.action)).toEqual(['received', 'shown']);
    });

    it('makes one referral of twenty presses at once', async () => {
      const same = referral();
      const all = await Promise.all(Array.from({ length: 20 }, () => store.accept(same)));
      expect(new Set(all.map((a) => a.reference)).size).toBe(1);
      expect(all.filter((a) => !a.repeat)).toHaveLength(1);
      expect(await store.staff.status(NOW)).toMatchObject({ total: 1, waiting: 2 });
    });

    it('keeps changed answers of the same form as a new referral that names the first', async () => {
      const first = await store.accept(referral({ form_key: 'same-form' }));
      const second = await store.accept(referral({ form_key: 'same-form', now: NOW + 1 }));
      expect(second.reference).not.toBe(first.reference);
      const row = await store.staff.get(second.reference, 'test', 'shown', NOW);
      expect(row?.flags).toBe(`amends:${first.reference}`);
    });

    it('keeps the rest when one of many that share a commit cannot be kept', async () => {
      // @ts-expect-error a channel that the database refuses
      const bad = referral({ channels: [null] });
      const all = await Promise.allSettled(
        [...Array.from({ length: 9 }, () => referral()), bad, referral()].map((r) => store.accept(r)),
      );
      expect(all.map((a) => a.status === 'fulfilled')).toEqual([...Array(9).fill(true), false, true]);
      expect(await store.staff.status(NOW)).toMatchObject({ total: 10, waiting: 20 });
    });

    it('keeps nothing of a submission that fails half way', async () => {
      // @ts-expect-error a channel that the database refuses: the third statement of the transaction fails
      await expect(store.accept(referral({ channels: [null] }))).rejects.toThrow();
      expect(await store.staff.status(NOW)).toMatchObject({ total: 0, waiting: 0 });
    });

    it('leases each row to one worker only, and frees it when the lease ends', async () => {
      for (let i = 0; i < 30; i++) await store.accept(referral());
      const [a, b] = await Promise.all([
        store.outbox.lease('a', NOW, 1000, 40),
        store.outbox.lease('b', NOW, 1000, 40),
      ]);
      const ids = [...a, ...b].map((j) => j.outbox.id);
      expect(new Set(ids).size).toBe(ids.length);
      const rest = await store.outbox.lease('c', NOW, 1000, 100);
      expect(ids.length + rest.length).toBe(60);
      expect(await store.outbox.lease('d', NOW + 999, 1000, 100)).toHaveLength(0);
      const again = await store.outbox.lease('d', NOW + 1001, 1000, 100);
      expect(again).toHaveLength(60);
      expect(again[0]?.outbox.attempts).toBe(2);
    });

    it('does not let a worker whose lease has passed on finish a row', async () => {
      await store.accept(referral({ channels: ['webhook'] }));
      const [late] = await store.outbox.lease('late', NOW, 10, 1);
      const [quick] = await store.outbox.lease('quick', NOW + 20, 1000, 1);
      if (!late || !quick) throw new Error('nothing leased');
      expect(await store.outbox.delivered(late, 'late', NOW + 30)).toBe(false);
      await store.outbox.failed(late, 'late', 'timeout', null, NOW + 30);
      expect((await store.staff.status(NOW)).dead).toBe(0);
      expect(await store.outbox.delivered(quick, 'quick', NOW + 40)).toBe(true);
    });

    it('calls a referral delivered when its last channel is, and dead letters until then', async () => {
      const { reference } = await store.accept(referral());
      const jobs = await store.outbox.lease('w', NOW, 1000, 10);
      const [first, second] = jobs;
      if (!first || !second) throw new Error('nothing leased');
      await store.outbox.delivered(first, 'w', NOW);
      expect((await store.staff.get(reference, 't', 'shown', NOW))?.delivered_at).toBeNull();
      await store.outbox.failed(second, 'w', 'http-410', null, NOW);
      expect(await store.staff.status(NOW + 5)).toMatchObject({ dead: 1, waiting: 0 });
      expect(await store.staff.resend(reference, 't', NOW)).toBe(2);
      for (const job of await store.outbox.lease('w', NOW, 1000, 10))
        await store.outbox.delivered(job, 'w', NOW + 7);
      expect((await store.staff.get(reference, 't', 'shown', NOW))?.delivered_at).not.toBeNull();
    });

    it('purges only what was delivered and acknowledged, and leaves none of it on the disk', async () => {
      const gone = await store.accept(
        referral({ sealed: new TextEncoder().encode('CANARY-GONE-'.repeat(60)), channels: ['collect'] }),
      );
      const notRead = await store.accept(referral({ channels: ['collect'] }));
      const notDelivered = await store.accept(referral());
      await store.staff.collected([gone.id, notRead.id], NOW);
      await store.staff.acknowledge(gone.reference, 't', NOW);
      await store.staff.acknowledge(notDelivered.reference, 't', NOW);
      if (kind.name === 'sqlite') expect(bytesUnder(folder).includes('CANARY-GONE-')).toBe(true);
      expect(await store.staff.purge('leigh', NOW + 90 * DAY, 't', NOW + 91 * DAY)).toEqual({
        removed: 1,
        kept: 2,
      });
      expect(await store.staff.get(gone.reference, 't', 'shown', NOW)).toBeUndefined();
      // PostgreSQL's own write-ahead log keeps what it kept; the tables are what the intake answers for.
      if (kind.name === 'sqlite') expect(bytesUnder(folder).includes('CANARY-GONE-')).toBe(false);
      const audit = await store.staff.auditOf(gone.reference);
      expect(audit.map((a) => a.action)).toContain('purged');
    });

    it('forgets who did what after six years, but not before, and writes down that it forgot', async () => {
      const { reference } = await store.accept(referral());
      await store.staff.get(reference, 'CANARY-ACTOR', 'read', NOW);
      await store.staff.get(reference, 't', 'read', NOW + 1);
      const lines: string[] = [];
      const at = (now: number): Desk => ({
        store,
        // @ts-expect-error a team's id and days are all that the desk reads
        teams: [{ id: 'leigh', retentionDays: 90 }],
        keys: { of: () => [], problems: [], development: [] },
        actor: 'staff:t',
        alarmMs: 60_000,
        identities: async () => [],
        print: (line) => lines.push(line),
        now: () => now,
      });
      const actions = async () => (await store.staff.auditOf(reference)).map((a) => `${a.actor} ${a.action}`);
      const sixYears = Date.UTC(2032, 10, 21, 10);
      await purge(at(sixYears), undefined);
      expect(await actions()).toEqual(['web received', 'CANARY-ACTOR read', 't read']);
      await purge(at(sixYears + 1), undefined);
      expect(await actions()).toEqual(['t read']);
      expect(lines).toContain('2 notes of who did what removed, older than 6 years');
      if (kind.name === 'sqlite') expect(bytesUnder(folder).includes('CANARY-ACTOR')).toBe(false);
      // The form itself never arrived, so it stays.
      expect(await store.staff.status(sixYears)).toMatchObject({ total: 1 });
      // The read that was left, and what each of the two purges wrote down of itself.
      expect(await store.staff.purgeAudit(sixYears + 2, 't', sixYears + 3)).toBe(5);
    });

    it('lists by team and state, and writes down that it did', async () => {
      await store.accept(referral({ team: 'leigh' }));
      const other = await store.accept(referral({ team: 'wigan' }));
      await store.staff.acknowledge(other.reference, 't', NOW);
      const list = (filter: Parameters<Store['staff']['list']>[0]) => store.staff.list(filter, 't', NOW);
      expect(await list({ team: 'leigh' })).toHaveLength(1);
      expect(await list({ state: 'acknowledged' })).toHaveLength(1);
      expect(await list({ since: NOW + 1 })).toHaveLength(0);
    });

    it('keeps equality answers by week, with nothing to join them to a person', async () => {
      await store.addEquality('leigh', '2026-11-16', new Uint8Array([1, 2, 3]));
      const [row] = await store.staff.equality('leigh');
      expect(Object.keys(row ?? {}).sort()).toEqual(['id', 'sealed', 'team', 'week']);
      expect(await store.staff.purgeEquality('2026-11-17')).toBe(1);
    });
  });
}

describe('a SQLite file in trouble', () => {
  it('says that the disk is full, keeps what was confirmed, and goes on when there is room', async () => {
    const { sqlite } = await import('#server/db/sqlite/sqlite.ts');
    const sq = STORES.find((s) => s.name === 'sqlite');
    const server = await sq?.start();
    const fresh = await server?.fresh();
    if (!server || !fresh) throw new Error('no SQLite');
    const small = await Store.open(sqlite(fresh.url, { maxPages: 40 }));
    const kept: string[] = [];
    await expect(
      (async () => {
        for (let i = 0; i < 500; i++) kept.push((await small.accept(referral())).reference);
      })(),
    ).rejects.toThrow(/full/);
    expect(kept.length).toBeGreaterThan(5);
    await small.close();
    const again = await Store.open(sqlite(fresh.url));
    expect((await again.staff.status(NOW)).total).toBe(kept.length);
    await again.accept(referral());
    await again.close();
    expect(statSync(fresh.url).size).toBeGreaterThan(0);
    server.stop();
  });

  it('tells everyone who waits at once when another program holds the lock, and keeps nothing twice', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const { sqlite } = await import('#server/db/sqlite/sqlite.ts');
    const server = await STORES[0]?.start();
    const fresh = await server?.fresh();
    if (!server || !fresh) throw new Error('no SQLite');
    const database = sqlite(fresh.url, { busyMs: 100 });
    const driver = database.dialect.createDriver();
    const begin = driver.beginTransaction.bind(driver);
    let begun = 0;
    driver.beginTransaction = (...all) => {
      begun++;
      return begin(...all);
    };
    database.dialect.createDriver = () => driver;
    const store = await Store.open(database);
    const other = new DatabaseSync(fresh.url);
    other.exec('BEGIN IMMEDIATE');
    const waiting = Array.from({ length: 20 }, () => referral());
    begun = 0;
    const results = await Promise.allSettled(waiting.map((r) => store.accept(r)));
    // The first is tried alone, and all the others together after it: two waits for the lock, and not twenty.
    expect(begun).toBe(2);
    expect(results.map((r) => r.status === 'rejected' && String(r.reason))).toEqual(
      Array(20).fill('SqliteError: database is locked'),
    );
    other.exec('ROLLBACK');
    await Promise.all(waiting.map((r) => store.accept(r)));
    expect((await store.staff.status(NOW)).total).toBe(20);
    other.close();
    await store.close();
    server.stop();
  });

  it('refuses to write to a file that has been taken away', async () => {
    const { rmSync } = await import('node:fs');
    const server = await STORES[0]?.start();
    const fresh = await server?.fresh();
    if (!server || !fresh) throw new Error('no SQLite');
    const store = await Store.open(fresh.database);
    await store.accept(referral());
    rmSync(fresh.url);
    await expect(store.accept(referral())).rejects.toThrow('moved or removed');
    await store.close();
    server.stop();
  });
});
