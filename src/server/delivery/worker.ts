import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#server/db/outbox.ts';
import type { Status } from '#server/db/staff.ts';
import type { Store } from '#server/db/store.ts';
import { DeliveryFailed, type SendingTools, send } from '#server/delivery/send.ts';

/** A line for the log: what happened, with values that say nothing of anyone. */
export type Log = (event: string, detail?: Record<string, string | number>) => void;

/** After this many tries a row is a dead letter: about fifteen hours. */
export const TRIES = 12;
const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3_600_000;
const BATCH = 20;
/** The same alarm is not said again sooner. */
const ALARM_EVERY_MS = 300_000;
/** Longer than any one delivery may take, so that a live worker never loses its lease. */
const LEASE_OVER_TIMEOUT = 4;

/**
 * How long to wait after the nth try (from 1), milliseconds: 30 s, doubling to 6 h, a fifth either way at random so
 * that a receiver that comes back is not met by everything at once. `random` is from 0 to 1.
 */
export function backoff(tries: number, random = Math.random(), first = FIRST_MS): number {
  const plain = Math.min(first * 2 ** (tries - 1), LONGEST_MS);
  return Math.round(plain * (0.8 + 0.4 * random));
}

/** What is wrong, in words for an operator; empty where all is well. */
export function alarms(status: Status, alarmMs: number): string[] {
  const all: string[] = [];
  const minutes = (ms: number) => Math.round(ms / 60_000);
  if (status.dead > 0) all.push(`${status.dead} deliveries were given up. Mend the cause, then resend`);
  if (status.oldestWaitingMs !== null && status.oldestWaitingMs > alarmMs)
    all.push(`${status.waiting} deliveries wait, the oldest for ${minutes(status.oldestWaitingMs)} minutes`);
  if (status.oldestUncollectedMs !== null && status.oldestUncollectedMs > alarmMs)
    all.push(
      `${status.uncollected} referrals have not been collected, the oldest for ${minutes(status.oldestUncollectedMs)} minutes`,
    );
  return all;
}

export interface WorkerOptions {
  store: Store;
  tools: SendingTools;
  log: Log;
  alarmMs: number;
  /** Time between looks at an empty outbox, milliseconds. */
  idleMs?: number;
  /** The first back-off, milliseconds; for tests that cannot wait. */
  firstBackoffMs?: number;
}

/** Delivers what is due until it is stopped. Any number may run at once, in any processes. */
export class DeliveryWorker {
  readonly #id = randomUUID();
  readonly #o: WorkerOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #alarmedAt = 0;
  #awaySaidAt = 0;

  constructor(options: WorkerOptions) {
    this.#o = options;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** Lets what is being sent finish, and ends. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Delivers what is due now, once. The number of rows tried. */
  async once(now = Date.now()): Promise<number> {
    const leaseMs = this.#o.tools.timeoutMs * LEASE_OVER_TIMEOUT;
    const jobs = await this.#o.store.outbox.lease(this.#id, now, leaseMs, BATCH);
    await Promise.all(jobs.map((job) => this.#deliver(job)));
    return jobs.length;
  }

  async #deliver(job: Job): Promise<void> {
    const { store, tools, log } = this.#o;
    const detail = {
      reference: job.referral.reference,
      channel: job.outbox.channel,
      attempt: job.outbox.attempts,
    };
    try {
      await send(job, tools);
    } catch (e) {
      const failed = e instanceof DeliveryFailed ? e : new DeliveryFailed('failed');
      const dead = failed.final || job.outbox.attempts >= TRIES;
      const wait = Math.max(
        failed.waitMs ?? 0,
        backoff(job.outbox.attempts, Math.random(), this.#o.firstBackoffMs),
      );
      const now = Date.now();
      await store.outbox.failed(job, this.#id, failed.code, dead ? null : now + wait, now);
      log(dead ? 'delivery-given-up' : 'delivery-failed', { ...detail, why: failed.code });
      return;
    }
    await store.outbox.delivered(job, this.#id, Date.now());
    log('delivered', detail);
  }

  async #alarm(): Promise<void> {
    if (Date.now() - this.#alarmedAt < ALARM_EVERY_MS) return;
    this.#alarmedAt = Date.now();
    for (const what of alarms(await this.#o.store.staff.status(Date.now()), this.#o.alarmMs))
      this.#o.log('ALARM', { what });
  }

  async #loop(): Promise<void> {
    const idle = this.#o.idleMs ?? 2000;
    while (!this.#stop.signal.aborted) {
      let tried = 0;
      try {
        tried = await this.once();
        await this.#alarm();
      } catch (e) {
        this.#away(e);
      }
      if (tried < BATCH) await sleep(idle, undefined, { signal: this.#stop.signal }).catch(() => {});
    }
  }

  /** The database is away: nothing is lost, since nothing was marked. Says so, but not at every look. */
  #away(e: unknown): void {
    if (Date.now() - this.#awaySaidAt < ALARM_EVERY_MS) return;
    this.#awaySaidAt = Date.now();
    this.#o.log('ALARM', {
      what: `The delivery worker cannot reach the database: ${e instanceof Error ? e.name : 'unknown'}`,
    });
  }
}
