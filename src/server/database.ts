import { join } from 'node:path';
import type { Database } from '#server/db/dialects.ts';
import { postgres } from '#server/db/postgres/postgres.ts';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import type { Settings } from '#server/env/settings.ts';

/** The database that the settings name: PostgreSQL where DATABASE_URL is set, else a SQLite file in VAR_DIR. */
export const databaseOf = (s: Settings): Database =>
  s.DATABASE_URL ? postgres(s.DATABASE_URL) : sqlite(join(s.VAR_DIR, 'referrals.db'));
