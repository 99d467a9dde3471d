import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '#server/db/dialects.ts';
import type { Channel, OutboxRow, ReferralRow, Tables } from '#server/db/tables.ts';

/** A delivery to make, with the referral it is for. */
export interface Job {
  outbox: OutboxRow;
  referral: ReferralRow;
}

/** The outbox as a delivery worker uses it. */
export class OutboxStore {
  readonly #db: Kysely<Tables>;
  readonly #database: Database;

  constructor(db: Kysely<Tables>, database: Database) {
    this.#db = db;
    this.#database = database;
  }

  /** A row due at once. */
  newRow(referralId: string, channel: Channel, now: number): OutboxRow {
    return {
      id: randomUUID(),
      referral_id: referralId,
      channel,
      state: 'waiting',
      attempts: 0,
      due_at: now,
      lease_by: null,
      lease_until: null,
      last_error: null,
      done_at: null,
    };
  }

  /**
   * Takes up to `limit` rows that are due, the oldest first, for `leaseMs`. A row whose worker died is free again
   * when its lease ends. `collect` rows wait for staff and are never leased.
   */
  async lease(worker: string, now: number, leaseMs: number, limit: number): Promise<Job[]> {
    return this.#db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('outbox')
        .select('id')
        .where('state', '=', 'waiting')
        .where('channel', '!=', 'collect')
        .where('due_at', '<=', now)
        .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
        .orderBy('due_at')
        .limit(limit);
      if (this.#database.skipLocked) due = due.forUpdate().skipLocked();
      const ids = (await due.execute()).map((r) => r.id);
      if (ids.length === 0) return [];
      const rows = await tx
        .updateTable('outbox')
        .set((e) => ({ lease_by: worker, lease_until: now + leaseMs, attempts: e('attempts', '+', 1) }))
        .where('id', 'in', ids)
        .returningAll()
        .execute();
      const referrals = await tx
        .selectFrom('referral')
        .selectAll()
        .where(
          'id',
          'in',
          rows.map((r) => r.referral_id),
        )
        .execute();
      const byId = new Map(referrals.map((r) => [r.id, r]));
      return rows.flatMap((outbox) => {
        const referral = byId.get(outbox.referral_id);
        return referral ? [{ outbox, referral }] : [];
      });
    });
  }

  /** Marks a row delivered, and the referral when it was the last. A lease that has passed to another changes nothing. */
  async delivered({ outbox, referral }: Job, worker: string, now: number): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({ state: 'delivered', done_at: now, lease_by: null, lease_until: null, last_error: null })
        .where('id', '=', outbox.id)
        .where('lease_by', '=', worker)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await settle(tx, referral.id, now);
      await tx
        .insertInto('audit')
        .values({
          id: randomUUID(),
          at: now,
          actor: 'worker',
          action: 'delivered',
          reference: referral.reference,
          detail: outbox.channel,
        })
        .execute();
      return true;
    });
  }

  /** Puts a row back for `retryAt`, or away as a dead letter where that is null. `error` is a short code. */
  async failed(
    { outbox, referral }: Job,
    worker: string,
    error: string,
    retryAt: number | null,
    now: number,
  ) {
    await this.#db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({
          state: retryAt === null ? 'dead' : 'waiting',
          due_at: retryAt ?? outbox.due_at,
          lease_by: null,
          lease_until: null,
          last_error: error.slice(0, 60),
        })
        .where('id', '=', outbox.id)
        .where('lease_by', '=', worker)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      if (retryAt !== null || numUpdatedRows === 0n) return;
      await tx
        .insertInto('audit')
        .values({
          id: randomUUID(),
          at: now,
          actor: 'worker',
          action: 'gave-up',
          reference: referral.reference,
          detail: `${outbox.channel} ${error.slice(0, 60)}`,
        })
        .execute();
    });
  }

  /** Milliseconds until the next row is due, for a worker with nothing to do; null where none waits. */
  async nextDue(now: number): Promise<number | null> {
    const row = await this.#db
      .selectFrom('outbox')
      .select((e) => e.fn.min('due_at').as('due'))
      .where('state', '=', 'waiting')
      .where('channel', '!=', 'collect')
      .executeTakeFirst();
    return row?.due === null || row?.due === undefined ? null : Math.max(0, Number(row.due) - now);
  }
}

/** A referral is delivered when none of its rows is still waiting or dead. */
export async function settle(tx: Kysely<Tables>, referralId: string, now: number): Promise<void> {
  const open = await tx
    .selectFrom('outbox')
    .select('id')
    .where('referral_id', '=', referralId)
    .where('state', '!=', 'delivered')
    .limit(1)
    .executeTakeFirst();
  if (open) return;
  await tx
    .updateTable('referral')
    .set({ delivered_at: now })
    .where('id', '=', referralId)
    .where('delivered_at', 'is', null)
    .execute();
}
