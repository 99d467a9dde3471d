import { PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '#server/db/dialects.ts';

/** The version that the store's contract suite was run on, and that the deployment files name. */
export const TESTED_POSTGRES = '15.18';

const INT8 = 20;

/**
 * PostgreSQL at `url`. Nothing waits for ever: connecting 3 s, a statement 5 s. `synchronous_commit` is set on each
 * connection, because a server may have it off to be quick, and then a confirmed referral can be lost.
 */
export function postgres(url: string): Database {
  const types = new pg.TypeOverrides();
  // Times and counts: all far below 2^53, so a plain number is exact.
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3000,
    query_timeout: 6000,
    statement_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
    // A line to a machine that has vanished stays open, dumb, until TCP gives it up: hours. It is not lent out for so long.
    maxLifetimeSeconds: 60,
    options: '-c synchronous_commit=on',
    types,
  });
  // A connection that drops raises one of these: while idle the first, in the middle of a transaction the second. What
  // was asked of it fails, and the next query opens another. Unhandled, either would end the whole server.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    name: 'postgres',
    bytes: 'bytea',
    skipLocked: true,
    commitsAtOnce: 4,
    // Classes 22 and 23 of SQLSTATE: a value, or a rule of the table.
    refusedRow: (e) => e instanceof pg.DatabaseError && /^2[23]/.test(e.code ?? ''),
    dialect: new PostgresDialect({ pool }),
    async scrub(_, tables) {
      // A plain delete leaves the row in its page until a vacuum; FULL writes the tables anew. That may take minutes, so
      // it is done on a line without the pool's limits.
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      await client.connect();
      try {
        for (const table of tables) await client.query(`VACUUM FULL ${table}`);
      } finally {
        await client.end();
      }
    },
  };
}
