import { existsSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest, WorkerSettings } from '#server/db/sqlite/messages.ts';

/**
 * The thread that owns the SQLite file. A commit waits for the disk (`synchronous = FULL`), and that wait must not
 * hold up the pages the main thread is serving.
 */
const settings: WorkerSettings = workerData;
const db = new DatabaseSync(settings.file, { timeout: settings.busyMs });
// secure_delete writes zeros over what is removed; without it a purged referral stays readable in free pages.
db.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON',
);
if (settings.maxPages) db.exec(`PRAGMA max_page_count = ${settings.maxPages}`);
const inode = statSync(settings.file).ino;
const statements = new Map<string, StatementSync>();

function prepare(sql: string): StatementSync {
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size > 200) statements.clear();
    statement = db.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

/** A deleted file can still be written to, and everything written to it is lost. Look before each transaction. */
function sameFile(): boolean {
  return existsSync(settings.file) && statSync(settings.file).ino === inode;
}

function run({ sql, params }: WorkerRequest): Omit<WorkerReply, 'id'> {
  if (sql.startsWith('begin') && !sameFile())
    return { error: { code: 'GONE', message: 'The database file has been moved or removed' } };
  try {
    const statement = prepare(sql);
    if (statement.columns().length > 0) return { rows: statement.all(...params) };
    const { changes } = statement.run(...params);
    return { rows: [], changes: Number(changes) };
  } catch (e) {
    const code = e instanceof Error && 'errstr' in e ? String(e.errstr) : 'ERROR';
    return { error: { code, message: e instanceof Error ? e.message : 'Unknown error' } };
  }
}

parentPort?.on('message', (request: WorkerRequest | 'close') => {
  if (request === 'close') {
    db.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage({ id: request.id, ...run(request) });
});
