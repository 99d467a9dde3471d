import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { tortureDelivery } from '../torture/delivery.ts';
import { torturePostgres, tortureSqlite } from '../torture/intake.ts';
import { STORES } from './stores.ts';

/** A few rounds of what `npm run torture` does a hundred times. */
const quiet = () => {};
const compiler = spawnSync('cc', ['--version']).status === 0;

describe('a few rounds of torture', { timeout: 120_000 }, () => {
  it('loses nothing acknowledged when the server is killed, on SQLite', async () => {
    const toll = await tortureSqlite(2, false, quiet);
    expect(toll).toMatchObject({ rounds: 2, lost: 0, duplicates: 0 });
    expect(toll.acknowledged).toBeGreaterThan(0);
  });

  it.skipIf(!compiler)('loses nothing acknowledged when the power goes, on SQLite', async () => {
    expect(await tortureSqlite(2, true, quiet)).toMatchObject({ rounds: 2, lost: 0, duplicates: 0 });
  });

  const pg = STORES.find((s) => s.name === 'postgres');
  it.skipIf(!pg || pg.missing)(
    'loses nothing acknowledged when the server is killed, on PostgreSQL',
    async () => {
      const server = await pg?.start();
      if (!server) return;
      const toll = await torturePostgres(2, server.fresh, quiet);
      server.stop();
      expect(toll).toMatchObject({ rounds: 2, lost: 0, duplicates: 0 });
    },
  );

  it('delivers or gives up with an alarm, whatever the receiver does', async () => {
    const toll = await tortureDelivery(40, 2, 1, quiet);
    expect(toll).toMatchObject({ lost: 0, waiting: 0 });
    expect(toll.received + toll.dead).toBeGreaterThanOrEqual(40);
    expect(toll.alarms.length).toBeGreaterThan(0);
  });
});
