import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import { type Accepted, Acceptor, type NewReferral } from '#server/db/accept.ts';
import type { Database } from '#server/db/dialects.ts';
import { migrate } from '#server/db/migrations.ts';
import { OutboxStore } from '#server/db/outbox.ts';
import { StaffStore } from '#server/db/staff.ts';
import type { Tables } from '#server/db/tables.ts';

/** The intake's database: what the web process may do with it, and what workers and staff may. */
export class Store {
  readonly name: Database['name'];
  readonly outbox: OutboxStore;
  readonly staff: StaffStore;
  readonly #db: Kysely<Tables>;
  readonly #acceptor: Acceptor;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(db: Kysely<Tables>, database: Database) {
    this.name = database.name;
    this.#db = db;
    this.outbox = new OutboxStore(db, database);
    this.#acceptor = new Acceptor(db, this.outbox, database);
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
   * Opens the database for a server that must come up without it. Where it is away, `away` is told, whatever is asked of
   * the store fails until it is back, and its tables are brought up to date then: it is tried every `againMs`.
   */
  static async openOrWait(
    database: Database,
    away: (error: unknown) => void,
    againMs = 5000,
  ): Promise<Store> {
    const store = new Store(new Kysely<Tables>({ dialect: database.dialect }), database);
    const tryIt = () =>
      migrate(store.#db, database).catch((error: unknown) => {
        if (store.#closed) return;
        away(error);
        store.#again = setTimeout(tryIt, againMs);
      });
    await tryIt();
    return store;
  }

  /**
   * Keeps a submission, its deliveries and its audit row in one transaction; it returns only after the commit has
   * reached the disk. The same `submit_key` again changes nothing and gives the first reference.
   */
  accept(referral: NewReferral): Promise<Accepted> {
    return this.#acceptor.accept(referral);
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
    this.#closed = true;
    clearTimeout(this.#again);
    await this.#db.destroy();
  }
}
