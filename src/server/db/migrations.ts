import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from '#server/db/dialects.ts';
import type { Tables } from '#server/db/tables.ts';

/** Each migration, in order. One that has been released is never changed; the next one is added. */
function migrations({ bytes }: Database): Record<string, Migration> {
  return {
    '0001-intake': {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable('referral')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('reference', 'text', (c) => c.notNull().unique())
          .addColumn('submit_key', 'text', (c) => c.notNull().unique())
          .addColumn('form_key', 'text', (c) => c.notNull())
          .addColumn('team', 'text', (c) => c.notNull())
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .addColumn('flags', 'text', (c) => c.notNull())
          .addColumn('sealed', bytes === 'blob' ? 'blob' : 'bytea', (c) => c.notNull())
          .addColumn('keys', 'text', (c) => c.notNull())
          .addColumn('delivered_at', 'bigint')
          .addColumn('acknowledged_at', 'bigint')
          .execute();
        await db.schema.createIndex('referral_form').on('referral').column('form_key').execute();
        await db.schema.createIndex('referral_team').on('referral').columns(['team', 'created_at']).execute();
        await db.schema
          .createTable('outbox')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('referral_id', 'text', (c) => c.notNull().references('referral.id').onDelete('cascade'))
          .addColumn('channel', 'text', (c) => c.notNull())
          .addColumn('state', 'text', (c) => c.notNull())
          .addColumn('attempts', 'integer', (c) => c.notNull())
          .addColumn('due_at', 'bigint', (c) => c.notNull())
          .addColumn('lease_by', 'text')
          .addColumn('lease_until', 'bigint')
          .addColumn('last_error', 'text')
          .addColumn('done_at', 'bigint')
          .execute();
        await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_at']).execute();
        await db.schema.createIndex('outbox_referral').on('outbox').column('referral_id').execute();
        await db.schema
          .createTable('audit')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('at', 'bigint', (c) => c.notNull())
          .addColumn('actor', 'text', (c) => c.notNull())
          .addColumn('action', 'text', (c) => c.notNull())
          .addColumn('reference', 'text')
          .addColumn('detail', 'text')
          .execute();
        await db.schema.createIndex('audit_reference').on('audit').columns(['reference', 'at']).execute();
        await db.schema
          .createTable('equality')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('team', 'text', (c) => c.notNull())
          .addColumn('week', 'text', (c) => c.notNull())
          .addColumn('sealed', bytes === 'blob' ? 'blob' : 'bytea', (c) => c.notNull())
          .execute();
      },
    },
  };
}

/**
 * Brings the database up to date. Throws where it cannot be opened, and, naming the migration, where one fails; nothing
 * is then half done.
 */
export async function migrate(db: Kysely<Tables>, database: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(database) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find((r) => r.status === 'Error')?.migrationName;
  throw new Error(
    failed
      ? `The database could not be brought up to date: migration ${failed} failed`
      : `The database cannot be opened: ${why(error)}`,
    { cause: error },
  );
}

/** Several addresses that all refuse make an error with a code and no message. */
function why(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'no reason given';
}
