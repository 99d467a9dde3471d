import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#server/db/dialects.ts';
import { postgres } from '#server/db/postgres/postgres.ts';
import { sqlite } from '#server/db/sqlite/sqlite.ts';

/** A database for tests, begun empty. */
export interface TestStore {
  name: 'sqlite' | 'postgres';
  /** Why it cannot be tried here; undefined where it can. */
  missing: string | undefined;
  /** Starts what has to be started. `fresh` gives a new, empty database; `stop` ends it all and removes the files. */
  start(): Promise<{ fresh(): Promise<{ database: Database; url: string; folder: string }>; stop(): void }>;
}

const temporary = (what: string) => mkdtempSync(join(tmpdir(), `waymark-${what}-`));

/** The newest PostgreSQL on this machine, as Debian lays it out, or whatever is on the PATH. */
function postgresBin(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions.map((v) => join(base, v, 'bin')).find((d) => existsSync(join(d, 'initdb')));
  if (debian) return debian;
  const found = spawnSync('sh', ['-c', 'dirname "$(command -v initdb)"'], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.trim().length > 1 ? found.stdout.trim() : undefined;
}

/** PostgreSQL will not run as root; a container's tests often do. Then it runs as the user Debian made for it. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function run(command: string, args: string[]): string {
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: tmpdir(), stdio, ...postgresUser() });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr || done.error?.message}`);
  return done.stdout;
}

async function startPostgres() {
  const bin = postgresBin();
  if (!bin) throw new Error('PostgreSQL is not installed');
  const folder = temporary('postgres');
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const port = 20_000 + (process.pid % 20_000);
  run(join(bin, 'initdb'), ['-D', data, '-U', 'waymark', '--auth=trust', '-E', 'UTF8', '--locale=C']);
  const control = (...args: string[]) => run(join(bin, 'pg_ctl'), ['-D', data, '-w', ...args]);
  const options = `-p ${port} -k ${folder} -h 127.0.0.1`;
  const up = () => control('-l', join(folder, 'log'), '-o', options, 'start');
  up();
  const psql = (sql: string) =>
    run(join(bin, 'psql'), [
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-U',
      'waymark',
      '-d',
      'postgres',
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      sql,
    ]);
  let next = 0;
  return {
    /** Holds `data` and `log`. */
    folder,
    port,
    psql,
    /** Stops it at once, as a power cut would, and starts it again. */
    down: () => control('-m', 'immediate', 'stop'),
    up,
    async fresh() {
      const name = `waymark_${next++}`;
      psql(`CREATE DATABASE ${name}`);
      const url = `postgres://waymark@127.0.0.1:${port}/${name}`;
      return { database: postgres(url), url, folder };
    },
    stop() {
      run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every store the intake can run on. One contract suite runs for each. */
export const STORES: TestStore[] = [
  {
    name: 'sqlite',
    missing: undefined,
    async start() {
      const folders: string[] = [];
      return {
        async fresh() {
          const folder = temporary('sqlite');
          folders.push(folder);
          const file = join(folder, 'referrals.db');
          return { database: sqlite(file), url: file, folder };
        },
        stop() {
          for (const f of folders) rmSync(f, { recursive: true, force: true });
        },
      };
    },
  },
  {
    name: 'postgres',
    missing: postgresBin() ? undefined : 'PostgreSQL is not installed here, so its store was not tried',
    start: startPostgres,
  },
];

export { startPostgres };
