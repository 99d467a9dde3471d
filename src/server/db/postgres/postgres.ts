import { PostgresDialect, sql } from 'kysely';
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
    options: '-c synchronous_commit=on',
    types,
  });
  // A connection that drops while idle raises this; the next query opens another. Unhandled, it would end the process.
  pool.on('error', () => {});
  return {
    name: 'postgres',
    bytes: 'bytea',
    skipLocked: true,
    commitsAtOnce: 4,
    // Classes 22 and 23 of SQLSTATE: a value, or a rule of the table.
    refusedRow: (e) => e instanceof pg.DatabaseError && /^2[23]/.test(e.code ?? ''),
    dialect: new PostgresDialect({ pool }),
    async scrub(db) {
      // A plain delete leaves the row in its page until a vacuum; FULL writes the tables anew.
      await db.connection().execute(async (c) => {
        await sql`SET statement_timeout = 0`.execute(c);
        await sql`VACUUM FULL referral`.execute(c);
        await sql`VACUUM FULL outbox`.execute(c);
        await sql`VACUUM FULL equality`.execute(c);
        await sql`SET statement_timeout = 5000`.execute(c);
      });
    },
  };
}
