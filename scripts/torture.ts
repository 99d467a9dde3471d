import { parseArgs } from 'node:util';
import { STORES } from '../tests/contract/stores.ts';
import { tortureBodies } from '../tests/torture/bodies.ts';
import { tortureDelivery } from '../tests/torture/delivery.ts';
import { type IntakeToll, torturePostgres, tortureSqlite } from '../tests/torture/intake.ts';

/**
 * `npm run torture -- intake --rounds 100`, `npm run torture -- delivery` and `npm run torture -- bodies`: exit 1 where
 * anything was lost, something of the code was shown, or the server was held up.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '100' },
    referrals: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '40' },
    bodies: { type: 'string', default: '5000' },
  },
});
/** The longest that one body may hold up everyone else, milliseconds. */
const STALL_MS = 50;
const tick = (what: string) => (n: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${what} ${n}   `);
};
let failed = false;

function report(name: string, toll: IntakeToll) {
  console.log(
    `${name}: ${toll.rounds} rounds, ${toll.acknowledged} acknowledged, lost ${toll.lost}, duplicates ${toll.duplicates}, kept but unheard ${toll.unheard}`,
  );
  if (toll.lost > 0 || toll.duplicates > 0 || toll.acknowledged === 0) failed = true;
}

if (positionals[0] === 'intake') {
  const rounds = Number(values.rounds);
  report('SQLite, kill -9', await tortureSqlite(rounds, false, tick('round')));
  report('SQLite, loss of power', await tortureSqlite(rounds, true, tick('round')));
  const pg = STORES.find((s) => s.name === 'postgres');
  if (!pg || pg.missing) console.log(pg?.missing);
  else {
    const server = await pg.start();
    try {
      report('PostgreSQL, kill -9', await torturePostgres(rounds, server.fresh, tick('round')));
    } finally {
      server.stop();
    }
  }
} else if (positionals[0] === 'delivery') {
  const [n, kills] = [Number(values.referrals), Number(values.kills)];
  const wrong = Math.ceil(n / 100);
  const toll = await tortureDelivery(n, kills, wrong, tick('waiting'));
  console.log(toll);
  failed =
    toll.lost > 0 ||
    toll.waiting > 0 ||
    toll.dead < wrong ||
    toll.received + toll.dead < n ||
    toll.alarms.length === 0;
} else if (positionals[0] === 'bodies') {
  const toll = await tortureBodies(Number(values.bodies), tick('bodies'));
  console.log(toll);
  const bounded = Object.keys(toll.statuses).every((s) => Number(s) < 500);
  // By the time at work: on a busy machine the clock measures the others.
  failed = !bounded || toll.traces.length > 0 || toll.faults > 0 || toll.cpu > STALL_MS;
} else {
  console.error(
    'npm run torture -- intake [--rounds 100]\nnpm run torture -- delivery [--referrals 1000] [--kills 40]\nnpm run torture -- bodies [--bodies 5000]   (needs a build)',
  );
  failed = true;
}
process.exitCode = failed ? 1 : 0;
