import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '#server/db/dialects.ts';
import type { OutboxStore } from '#server/db/outbox.ts';
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

interface Waiting {
  referral: NewReferral;
  resolve(accepted: Accepted): void;
  reject(error: unknown): void;
}

/** Most submissions that share a commit. */
const TOGETHER = 32;
/** Two of 25 thousand million references meeting is not worth a table lock; trying again is enough. */
const TRIES = 5;

/**
 * Keeps submissions, those that arrive while a commit is on its way to the disk together in the next one:
 *
 *     a ─ begin, insert, commit ═══ disk ═══ ✓
 *     b,c,d ── wait ─────────────────────────── begin, insert, commit ═══ disk ═══ ✓ ✓ ✓
 *
 * Each is still all or nothing, and each is told only after the commit that holds it. Where the database refuses one,
 * each is tried alone, so that none can spoil another's. Where the database itself is in trouble, all are told at once:
 * trying each in turn against a lock would keep the last of them waiting for minutes.
 */
export class Acceptor {
  readonly #db: Kysely<Tables>;
  readonly #outbox: OutboxStore;
  readonly #database: Database;
  #queue: Waiting[] = [];
  #running = 0;

  constructor(db: Kysely<Tables>, outbox: OutboxStore, database: Database) {
    this.#db = db;
    this.#outbox = outbox;
    this.#database = database;
  }

  accept(referral: NewReferral): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ referral, resolve, reject });
      this.#go();
    });
  }

  #go(): void {
    while (this.#running < this.#database.commitsAtOnce && this.#queue.length > 0) {
      const batch = this.#take();
      this.#running++;
      void this.#settle(batch).finally(() => {
        this.#running--;
        this.#go();
      });
    }
  }

  /** The next to share a commit: one of each form only, so that a second press finds the first already kept. */
  #take(): Waiting[] {
    const forms = new Set<string>();
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const w of this.#queue) {
      const free = batch.length < TOGETHER && !forms.has(w.referral.form_key);
      (free ? batch : rest).push(w);
      forms.add(w.referral.form_key);
    }
    this.#queue = rest;
    return batch;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const kept = await this.#keep(batch.map((w) => w.referral));
      batch.forEach((w, i) => {
        const accepted = kept[i];
        if (accepted) w.resolve(accepted);
        else w.reject(new Error('No free reference was found'));
      });
    } catch (e) {
      if (batch.length > 1 && this.#database.refusedRow(e)) for (const w of batch) await this.#settle([w]);
      else for (const w of batch) w.reject(e);
    }
  }

  /** One transaction for all. Tries again with new references for any that met one already in use. */
  async #keep(referrals: readonly NewReferral[]): Promise<(Accepted | undefined)[]> {
    const done = new Map<string, Accepted>();
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const left = referrals.filter((r) => !done.has(r.submit_key));
      if (left.length === 0) break;
      for (const [key, accepted] of await this.#transaction(left)) done.set(key, accepted);
    }
    return referrals.map((r) => done.get(r.submit_key));
  }

  #transaction(referrals: readonly NewReferral[]): Promise<Map<string, Accepted>> {
    return this.#db.transaction().execute(async (tx) => {
      const forms = referrals.map((r) => r.form_key);
      const known = await tx
        .selectFrom('referral')
        .select(['id', 'reference', 'created_at', 'submit_key', 'form_key'])
        .where('form_key', 'in', forms)
        .orderBy('created_at')
        .execute();
      const rows = referrals.map(({ channels: _, now, flags, ...row }) => {
        const earlier = known.findLast((k) => k.form_key === row.form_key && k.submit_key !== row.submit_key);
        return {
          ...row,
          id: randomUUID(),
          reference: newReference(),
          flags: (earlier ? [...flags, `amends:${earlier.reference}`] : flags).join(' '),
          created_at: now,
          delivered_at: null,
          acknowledged_at: null,
        };
      });
      const kept = await tx
        .insertInto('referral')
        .values(rows)
        .onConflict((c) => c.doNothing())
        .returning(['id', 'reference', 'created_at', 'submit_key'])
        .execute();
      await this.#rest(tx, referrals, kept);
      const result = new Map<string, Accepted>();
      const note = (r: (typeof kept)[number], repeat: boolean) =>
        result.set(r.submit_key, { id: r.id, reference: r.reference, at: r.created_at, repeat });
      for (const r of kept) note(r, false);
      const missing = referrals.map((r) => r.submit_key).filter((k) => !result.has(k));
      if (missing.length > 0)
        for (const r of await tx
          .selectFrom('referral')
          .select(['id', 'reference', 'created_at', 'submit_key'])
          .where('submit_key', 'in', missing)
          .execute())
          note(r, true);
      return result;
    });
  }

  /** The deliveries and the audit rows of what was kept. */
  async #rest(
    tx: Kysely<Tables>,
    referrals: readonly NewReferral[],
    kept: readonly { id: string; reference: string; created_at: number; submit_key: string }[],
  ): Promise<void> {
    if (kept.length === 0) return;
    const given = new Map(referrals.map((r) => [r.submit_key, r]));
    const outbox = kept.flatMap((k) =>
      (given.get(k.submit_key)?.channels ?? []).map((channel) =>
        this.#outbox.newRow(k.id, channel, k.created_at),
      ),
    );
    if (outbox.length > 0) await tx.insertInto('outbox').values(outbox).execute();
    const audit = kept.map((k) => ({
      id: randomUUID(),
      at: k.created_at,
      actor: 'web',
      action: 'received',
      reference: k.reference,
      detail: null,
    }));
    await tx.insertInto('audit').values(audit).execute();
  }
}
