import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real search server for a test, and how to stop it. */
export interface RealServer {
  url: string;
  key: string;
  /** Its process, where this test started it. */
  pid(): number | undefined;
  /** Kills the process at once, as a power cut would; only where this test started it. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port, after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether a real server can be had: MEILISEARCH_BIN names its program, or MEILISEARCH_URL one that runs. */
export const isLive = () => Boolean(process.env['MEILISEARCH_BIN'] || process.env['MEILISEARCH_URL']);
/** Whether tests may start servers of their own. */
export const canStart = () => Boolean(process.env['MEILISEARCH_BIN']);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the search server ended with ${child.exitCode}`);
    const up = await fetch(`${url}/health`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) return;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error('the search server does not start');
}

/** Starts the program of MEILISEARCH_BIN on a free port of this machine, in a folder of its own, with analytics off. */
export async function startServer(key = randomBytes(24).toString('hex')): Promise<RealServer> {
  const program = process.env['MEILISEARCH_BIN'];
  if (!program) throw new Error('MEILISEARCH_BIN is not set');
  const dir = await mkdtemp(join(tmpdir(), 'waymark-meilisearch-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['--no-analytics', '--env', 'production', '--http-addr', `127.0.0.1:${port}`];
  const folders = ['--db-path', join(dir, 'data'), '--dump-dir', join(dir, 'dumps')];
  const start = async () => {
    // The key goes in by the environment, so that no list of processes shows it.
    const env = { PATH: process.env['PATH'] ?? '', MEILI_MASTER_KEY: key };
    const child = spawn(program, [...args, ...folders, '--snapshot-dir', join(dir, 'snapshots')], {
      stdio: 'ignore',
      env,
      cwd: dir,
    });
    await healthy(url, child);
    return child;
  };
  let child = await start();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  };
  return {
    url,
    key,
    pid: () => child.pid,
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = await start();
    },
    async stop() {
      await end('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The server of MEILISEARCH_URL, or one started for this test. */
export async function openServer(): Promise<RealServer> {
  const url = process.env['MEILISEARCH_URL']?.split(',')[0];
  const key = process.env['MEILISEARCH_ADMIN_KEY'] ?? process.env['MEILISEARCH_KEY'] ?? '';
  if (!url || process.env['MEILISEARCH_BIN']) return startServer();
  const cannot = async () => {
    throw new Error('this server was not started by the test');
  };
  return { url, key, pid: () => undefined, kill: cannot, restart: cannot, stop: async () => undefined };
}
