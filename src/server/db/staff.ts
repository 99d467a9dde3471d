import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '#server/db/dialects.ts';
import { settle } from '#server/db/outbox.ts';
import type { AuditRow, EqualityTable, NewAudit, OutboxRow, ReferralRow, Tables } from '#server/db/tables.ts';

/** Which referrals to list. */
export interface Filter {
  team?: string | undefined;
  kind?: ReferralRow['kind'] | undefined;
  state?: 'new' | 'acknowledged' | 'undelivered' | undefined;
  /** Milliseconds; from this moment on. */
  since?: number | undefined;
}

/** How the intake stands, for alarms. */
export interface Status {
  waiting: number;
  dead: number;
  /** Milliseconds since the oldest row still to be delivered came in; null where there is none. */
  oldestWaitingMs: number | null;
  uncollected: number;
  oldestUncollectedMs: number | null;
  unacknowledged: number;
  total: number;
}

/** The database as the staff tool uses it. Every read of a referral writes an audit row in the same transaction. */
export class StaffStore {
  readonly #db: Kysely<Tables>;
  readonly #database: Database;

  constructor(db: Kysely<Tables>, database: Database) {
    this.#db = db;
    this.#database = database;
  }

  #audited<T>(
    entry: Omit<NewAudit, 'reference'>,
    read: (tx: Kysely<Tables>) => Promise<{ result: T; references: (string | null)[] }>,
  ) {
    return this.#db.transaction().execute(async (tx) => {
      const { result, references } = await read(tx);
      const rows = (references.length > 0 ? references : [null]).map((reference) => ({
        id: randomUUID(),
        ...entry,
        reference,
      }));
      // PostgreSQL takes at most 65,535 parameters in a statement, SQLite 32,766.
      for (let i = 0; i < rows.length; i += 500)
        await tx
          .insertInto('audit')
          .values(rows.slice(i, i + 500))
          .execute();
      return result;
    });
  }

  /** References and states, the newest first. */
  list(filter: Filter, actor: string, now: number): Promise<ReferralRow[]> {
    return this.#audited({ at: now, actor, action: 'listed', detail: filter.team ?? null }, async (tx) => ({
      result: await matching(tx, filter).execute(),
      references: [],
    }));
  }

  /** Whole rows, to be opened: one audit row each. */
  read(filter: Filter, actor: string, action: string, now: number): Promise<ReferralRow[]> {
    return this.#audited({ at: now, actor, action, detail: null }, async (tx) => {
      const result = await matching(tx, filter).execute();
      return { result, references: result.map((r) => r.reference) };
    });
  }

  get(reference: string, actor: string, action: string, now: number): Promise<ReferralRow | undefined> {
    return this.#audited({ at: now, actor, action, detail: null }, async (tx) => ({
      result: await tx
        .selectFrom('referral')
        .selectAll()
        .where('reference', '=', reference)
        .executeTakeFirst(),
      references: [reference],
    }));
  }

  deliveries(referralId: string): Promise<OutboxRow[]> {
    return this.#db.selectFrom('outbox').selectAll().where('referral_id', '=', referralId).execute();
  }

  auditOf(reference: string): Promise<AuditRow[]> {
    return this.#db
      .selectFrom('audit')
      .selectAll()
      .where('reference', '=', reference)
      .orderBy('at')
      .execute();
  }

  /** Staff have these in their hands: `collect` rows are done. */
  async collected(ids: readonly string[], now: number): Promise<void> {
    for (let i = 0; i < ids.length; i += 500) {
      const some = ids.slice(i, i + 500);
      await this.#db.transaction().execute(async (tx) => {
        await tx
          .updateTable('outbox')
          .set({ state: 'delivered', done_at: now })
          .where('referral_id', 'in', some)
          .where('channel', '=', 'collect')
          .where('state', '=', 'waiting')
          .execute();
        for (const id of some) await settle(tx, id, now);
      });
    }
  }

  /** True where there is such a referral; again is no error. */
  async acknowledge(reference: string, actor: string, now: number): Promise<boolean> {
    return this.#audited({ at: now, actor, action: 'acknowledged', detail: null }, async (tx) => {
      const row = await tx
        .selectFrom('referral')
        .select('id')
        .where('reference', '=', reference)
        .executeTakeFirst();
      await tx
        .updateTable('referral')
        .set({ acknowledged_at: now })
        .where('reference', '=', reference)
        .where('acknowledged_at', 'is', null)
        .execute();
      return { result: row !== undefined, references: [reference] };
    });
  }

  /** Puts every delivery of a referral back to waiting. The number put back. */
  async resend(reference: string, actor: string, now: number): Promise<number> {
    return this.#audited({ at: now, actor, action: 'resent', detail: null }, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({ state: 'waiting', attempts: 0, due_at: now, lease_by: null, lease_until: null, done_at: null })
        .where('channel', '!=', 'collect')
        .where('referral_id', 'in', (e) =>
          e.selectFrom('referral').select('id').where('reference', '=', reference),
        )
        .executeTakeFirst();
      return { result: Number(numUpdatedRows), references: [reference] };
    });
  }

  /** Replaces the sealed text, for a change of keys, unless someone changed it meanwhile. */
  async reseal(
    row: ReferralRow,
    sealed: Uint8Array,
    keys: string,
    actor: string,
    now: number,
  ): Promise<void> {
    await this.#audited({ at: now, actor, action: 'resealed', detail: null }, async (tx) => {
      await tx
        .updateTable('referral')
        .set({ sealed, keys })
        .where('id', '=', row.id)
        .where('keys', '=', row.keys)
        .execute();
      return { result: null, references: [row.reference] };
    });
  }

  /**
   * Removes what a team no longer needs: delivered and acknowledged, both before `before`. Anything undelivered or
   * unacknowledged stays and is counted. Nothing removed can be read from the disk afterwards.
   */
  async purge(
    team: string,
    before: number,
    actor: string,
    now: number,
  ): Promise<{ removed: number; kept: number }> {
    const result = await this.#audited({ at: now, actor, action: 'purged', detail: team }, async (tx) => {
      const gone = await tx
        .selectFrom('referral')
        .select(['id', 'reference'])
        .where('team', '=', team)
        .where('delivered_at', '<', before)
        .where('acknowledged_at', '<', before)
        .execute();
      for (let i = 0; i < gone.length; i += 500) {
        const ids = gone.slice(i, i + 500).map((r) => r.id);
        await tx.deleteFrom('outbox').where('referral_id', 'in', ids).execute();
        await tx.deleteFrom('referral').where('id', 'in', ids).execute();
      }
      const left = await tx
        .selectFrom('referral')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('team', '=', team)
        .where('created_at', '<', before)
        .executeTakeFirst();
      const references = gone.map((r) => r.reference);
      return { result: { removed: gone.length, kept: Number(left?.n ?? 0) }, references };
    });
    await this.#database.scrub(this.#db, ['referral', 'outbox']);
    return result;
  }

  /** Removes equality answers of weeks before `week` (YYYY-MM-DD). */
  async purgeEquality(week: string): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('equality')
      .where('week', '<', week)
      .executeTakeFirst();
    await this.#database.scrub(this.#db, ['equality']);
    return Number(numDeletedRows);
  }

  /** Removes audit rows from before `before`, and writes down that it did. The number removed. */
  async purgeAudit(before: number, actor: string, now: number): Promise<number> {
    const entry = { at: now, actor, action: 'purged', detail: 'audit' };
    const removed = await this.#audited(entry, async (tx) => {
      const { numDeletedRows } = await tx.deleteFrom('audit').where('at', '<', before).executeTakeFirst();
      return { result: Number(numDeletedRows), references: [] };
    });
    await this.#database.scrub(this.#db, ['audit']);
    return removed;
  }

  equality(team: string | undefined): Promise<EqualityTable[]> {
    let query = this.#db.selectFrom('equality').selectAll().orderBy('week').orderBy('id');
    if (team) query = query.where('team', '=', team);
    return query.execute();
  }

  async status(now: number): Promise<Status> {
    const rows = await this.#db
      .selectFrom('outbox')
      .innerJoin('referral', 'referral.id', 'outbox.referral_id')
      .select(['outbox.state as state', 'outbox.channel as channel'])
      .select((e) => [e.fn.countAll<number>().as('n'), e.fn.min('referral.created_at').as('oldest')])
      .where('outbox.state', '!=', 'delivered')
      .groupBy(['outbox.state', 'outbox.channel'])
      .execute();
    const count = await this.#db
      .selectFrom('referral')
      .select((e) => [e.fn.countAll<number>().as('all'), e.fn.count<number>('acknowledged_at').as('seen')])
      .executeTakeFirst();
    const sum = (some: typeof rows) => some.reduce((n, r) => n + Number(r.n), 0);
    const age = (some: typeof rows) =>
      some.length === 0 ? null : now - Math.min(...some.map((r) => Number(r.oldest)));
    const collect = rows.filter((r) => r.channel === 'collect');
    const waiting = rows.filter((r) => r.channel !== 'collect' && r.state === 'waiting');
    const total = Number(count?.all ?? 0);
    return {
      waiting: sum(waiting),
      dead: sum(rows.filter((r) => r.state === 'dead')),
      oldestWaitingMs: age(waiting),
      uncollected: sum(collect),
      oldestUncollectedMs: age(collect),
      unacknowledged: total - Number(count?.seen ?? 0),
      total,
    };
  }
}

function matching(tx: Kysely<Tables>, { team, kind, state, since }: Filter) {
  let query = tx.selectFrom('referral').selectAll().orderBy('created_at', 'desc').orderBy('id');
  if (team) query = query.where('team', '=', team);
  if (kind) query = query.where('kind', '=', kind);
  if (since !== undefined) query = query.where('created_at', '>=', since);
  if (state === 'new') query = query.where('acknowledged_at', 'is', null);
  if (state === 'acknowledged') query = query.where('acknowledged_at', 'is not', null);
  if (state === 'undelivered') query = query.where('delivered_at', 'is', null);
  return query;
}
