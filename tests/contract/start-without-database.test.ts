import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import { readSettings } from '#server/env/env.ts';
import { startRefer } from '#server/refer.ts';

/** A machine that starts again brings up its site before, or without, its database. The pages must not wait for it. */
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waymark-away-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('starts, says so to the operator, and says nothing of the password', async () => {
  const said: string[] = [];
  const settings = readSettings({ VAR_DIR: dir, DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/away' });
  const refer = await startRefer(settings, (event, detail) =>
    said.push(`${event} ${JSON.stringify(detail)}`),
  );
  expect(await refer.health()).toMatchObject({
    ok: false,
    detail: { alarms: ['The database does not answer'] },
  });
  expect(said.join('\n')).toContain('ALARM {"what":"The database cannot be opened: connect ECONNREFUSED');
  expect(said.join('\n')).not.toContain('hunter2');
  await refer.stop();
});

it('keeps trying, and makes the tables when the database is there', async () => {
  // A folder where the file should be cannot be opened.
  const file = join(dir, 'referrals.db');
  mkdirSync(file);
  let told = 0;
  const store = await Store.openOrWait(sqlite(file), () => told++, 20);
  await expect(store.ping()).rejects.toThrow();
  expect(told).toBeGreaterThan(0);
  rmdirSync(file);
  await expect
    .poll(
      () =>
        store.ping().then(
          () => 'there',
          () => 'away',
        ),
      { timeout: 5000 },
    )
    .toBe('there');
  await store.close();
});

it('stops trying when it is closed', async () => {
  mkdirSync(join(dir, 'referrals.db'));
  let told = 0;
  const store = await Store.openOrWait(sqlite(join(dir, 'referrals.db')), () => told++, 10);
  await store.close();
  const then = told;
  await new Promise((later) => setTimeout(later, 60));
  expect(told).toBe(then);
});
