import type { SQLInputValue } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { WorkerReply, WorkerRequest, WorkerSettings } from '#server/db/sqlite/messages.ts';

/** A statement that failed, with SQLite's own words for why: "database is locked", "database or disk is full". */
export class SqliteError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'SqliteError';
    this.code = code;
  }
}

interface Waiting {
  resolve(reply: WorkerReply): void;
  reject(error: Error): void;
}

/** One life of the thread. A new one is started after a crash; a transaction never moves from one to the next. */
class Thread implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  dead = false;

  constructor(settings: WorkerSettings) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings });
    this.#worker.on('message', (reply: WorkerReply) => {
      this.#waiting.get(reply.id)?.resolve(reply);
      this.#waiting.delete(reply.id);
    });
    this.#worker.on('error', (e) => this.#end(e instanceof Error ? e : new Error(String(e))));
    this.#worker.on('exit', () => this.#end(new Error('The database thread has stopped')));
  }

  #end(error: Error) {
    this.dead = true;
    for (const w of this.#waiting.values()) w.reject(error);
    this.#waiting.clear();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const reply = await this.#send(query.sql, query.parameters);
    if (reply.error) throw new SqliteError(reply.error.code, reply.error.message);
    // Kysely types the rows by the query it compiled; what SQLite sends back is only known to be rows.
    const rows = (reply.rows ?? []) as R[];
    return { rows, numAffectedRows: BigInt(reply.changes ?? 0) };
  }

  // biome-ignore lint/correctness/useYield: nothing streams from SQLite here
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The SQLite store does not stream');
  }

  #send(sql: string, parameters: readonly unknown[]): Promise<WorkerReply> {
    if (this.dead) return Promise.reject(new Error('The database thread has stopped'));
    const id = this.#next++;
    const request: WorkerRequest = { id, sql, params: parameters.map(toSqlite) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  async stop(): Promise<void> {
    if (this.dead) return;
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await ended;
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot keep a ${typeof value}`);
}

/** Kysely's driver over the thread: one connection, taken in turn, since SQLite has one writer. */
export class SqliteThreadDriver implements Driver {
  readonly #settings: WorkerSettings;
  #thread: Thread | undefined;
  #last: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#last;
    let free: () => void = () => {};
    this.#last = new Promise((resolve) => {
      free = resolve;
    });
    await turn;
    this.#release = free;
    if (!this.#thread || this.#thread.dead) this.#thread = new Thread(this.#settings);
    return this.#thread;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // IMMEDIATE takes the write lock at once: a transaction that reads first and is then refused cannot be waited for.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk may already have rolled the transaction back; saying so again is no error of ours.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch((e: unknown) => {
      if (!(e instanceof Error && /no transaction is active|has stopped/.test(e.message))) throw e;
    });
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  async destroy(): Promise<void> {
    await this.#thread?.stop();
  }
}
