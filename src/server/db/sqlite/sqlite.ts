import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { Database } from '#server/db/dialects.ts';
import { SqliteError, SqliteThreadDriver } from '#server/db/sqlite/driver.ts';

/** A SQLite file, made where it does not exist. `maxPages` is for tests of a full disk. */
export function sqlite(
  file: string,
  { busyMs = 5000, maxPages }: { busyMs?: number; maxPages?: number } = {},
): Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return {
    name: 'sqlite',
    bytes: 'blob',
    skipLocked: false,
    commitsAtOnce: 1,
    refusedRow: (e) => e instanceof SqliteError && /^(constraint failed|datatype mismatch)$/.test(e.code),
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new SqliteThreadDriver({ file, busyMs, maxPages }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    async scrub(db) {
      // The write-ahead log still holds the pages as they were: fold it in and cut it to nothing.
      const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
      if (rows[0]?.busy)
        throw new Error(
          'The rows are gone, but another program is reading the database, so the log could not be emptied. Run the purge again',
        );
    },
  };
}
