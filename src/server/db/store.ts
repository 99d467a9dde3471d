import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import type { Database } from '#server/db/dialects.ts';
import { migrate } from '#server/db/migrations.ts';
import { OutboxStore } from '#server/db/outbox.ts';
import { StaffStore } from '#server/db/staff.ts';
import type { Channel, ReferralTable, Tables } from '#server/db/tables.ts';
import { newReference } from '#server/intake/reference.ts';

/** A sealed submission, ready to be kept. */
export interface NewReferral
  extends Pick<ReferralTable, 'kind' | 'submit_key' | 'form_key' | 'team' | 'sealed' | 'keys'> {
  flags: readonly string[];
  channels: readonly Channel[];
  now: number;
}

/** What became of it. */
export interface Accepted {
  id: string;
  reference: string;
  /** When it was first kept, milliseconds: earlier than now for a repeat. */
  at: number;
  /** True where this very submission was already there. */
  repeat: boolean;
}

/** The intake's database: what the web process may do with it, and what workers and staff may. */
export class Store {
  readonly name: Database['name'];
  readonly outbox: OutboxStore;
  readonly staff: StaffStore;
  readonly #db: Kysely<Tables>;

  private constructor(db: Kysely<Tables>, database: Database) {
    this.name = database.name;
    this.#db = db;
    this.outbox = new OutboxStore(db, database);
    this.staff = new StaffStore(db, database);
  }

  /** Opens the database and brings its tables up to date. */
  static async open(database: Database): Promise<Store> {
    const db = new Kysely<Tables>({ dialect: database.dialect });
    try {
      await migrate(db, database);
    } catch (e) {
      await db.destroy().catch(() => {});
      throw e;
    }
    return new Store(db, database);
  }

  /**
   * Keeps a submission, its deliveries and its audit row in one transaction; it returns only after the commit has
   * reached the disk. The same `submit_key` again changes nothing and gives the first reference.
   */
  async accept(referral: NewReferral): Promise<Accepted> {
    // Two of 25 thousand million references meeting is not worth a table lock; trying again is enough.
    for (let attempt = 0; attempt < 5; attempt++) {
      const done = await this.#tryAccept(referral, newReference());
      if (done) return done;
    }
    throw new Error('No free reference was found');
  }

  #tryAccept(referral: NewReferral, reference: string): Promise<Accepted | null> {
    const { channels, now, flags, ...row } = referral;
    return this.#db.transaction().execute(async (tx) => {
      const earlier = await tx
        .selectFrom('referral')
        .select('reference')
        .where('form_key', '=', row.form_key)
        .where('submit_key', '!=', row.submit_key)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      const allFlags = earlier ? [...flags, `amends:${earlier.reference}`] : flags;
      const id = randomUUID();
      const kept = await tx
        .insertInto('referral')
        .values({
          ...row,
          id,
          reference,
          flags: allFlags.join(' '),
          created_at: now,
          delivered_at: null,
          acknowledged_at: null,
        })
        .onConflict((c) => c.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!kept) {
        const first = await tx
          .selectFrom('referral')
          .select(['id', 'reference', 'created_at'])
          .where('submit_key', '=', row.submit_key)
          .executeTakeFirst();
        return first
          ? { id: first.id, reference: first.reference, at: first.created_at, repeat: true }
          : null;
      }
      if (channels.length > 0)
        await tx
          .insertInto('outbox')
          .values(channels.map((channel) => this.outbox.newRow(id, channel, now)))
          .execute();
      await tx
        .insertInto('audit')
        .values({ id: randomUUID(), at: now, actor: 'web', action: 'received', reference, detail: null })
        .execute();
      return { id, reference, at: now, repeat: false };
    });
  }

  /** Keeps answers to the equality questions, by team and week only. */
  async addEquality(team: string, week: string, sealed: Uint8Array): Promise<void> {
    await this.#db.insertInto('equality').values({ id: randomUUID(), team, week, sealed }).execute();
  }

  /** Throws where the database does not answer. */
  async ping(): Promise<void> {
    await this.#db.selectFrom('referral').select('id').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}
