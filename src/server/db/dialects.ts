import type { Dialect, Kysely } from 'kysely';
import type { Tables } from '#server/db/tables.ts';

/** What differs between the databases, each difference by name. */
export interface Database {
  name: 'sqlite' | 'postgres';
  dialect: Dialect;
  /** Column type for sealed bytes. */
  bytes: 'blob' | 'bytea';
  /** Whether a worker can step over rows another has locked. SQLite has one writer, so none are. */
  skipLocked: boolean;
  /** How many commits gain by running beside each other. SQLite has one writer. */
  commitsAtOnce: number;
  /** True where the fault is in the row that was to be kept, and not in the database: others may fare better. */
  refusedRow(error: unknown): boolean;
  /** Removes the remains of what was deleted from these tables from the disk. */
  scrub(db: Kysely<Tables>, tables: readonly (keyof Tables)[]): Promise<void>;
}
