import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { canaryAnswers, canaryOf } from '../fixtures/canaries.ts';
import { FormDriver, referenceIn } from '../fixtures/form-driver.ts';
import { filesUnder, type RunningSite, runSite } from '../fixtures/running-site.ts';

/**
 * The running web process holds nothing that opens a referral: not in its environment, its open files, its memory, or
 * the folders it is told to read. Whoever holds the identity opens an export with the standard program.
 */
// One after the other: each group starts a site, and some a database.
test.describe.configure({ timeout: 120_000, mode: 'default' });
test.skip(!existsSync('/proc/self/mem'), 'The running process can only be looked into on Linux');

const PART = 1 << 22;
const OVERLAP = 256;

/** Looks for each needle in everything the process may write in its memory. True by needle. */
function inMemory(pid: number, needles: readonly Buffer[]): boolean[] {
  const found = needles.map(() => false);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const part = Buffer.alloc(PART + OVERLAP);
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([\da-f]+)-([\da-f]+) rw/gm);
  for (const [, from = '', to = ''] of maps) {
    const end = BigInt(`0x${to}`);
    for (let at = BigInt(`0x${from}`); at < end; at += BigInt(PART)) {
      const left = end - at;
      try {
        const n = readSync(memory, part, 0, Number(left < part.length ? left : BigInt(part.length)), at);
        const bytes = part.subarray(0, n);
        for (const [i, needle] of needles.entries()) found[i] ||= bytes.includes(needle);
      } catch {
        // Set aside and never touched, or given back meanwhile: there is nothing in it.
        break;
      }
    }
  }
  closeSync(memory);
  return found;
}

const both = (text: string) => [Buffer.from(text), Buffer.from(text, 'utf16le')];

test.describe('in development', () => {
  let site: RunningSite;
  let identity = '';
  let reference = '';
  test.beforeAll(async () => {
    site = await runSite();
    const form = new FormDriver(site.url, '/refer/form/', canaryAnswers);
    await form.toCheck();
    reference = referenceIn((await form.press('send')).html) ?? '';
    const file = readFileSync(join(site.folder, 'var', 'development-identity.txt'), 'utf8');
    identity = /AGE-SECRET-KEY-1\w+/.exec(file)?.[0] ?? '';
  });
  test.afterAll(() => site.stop());

  test('the identity that npm start made is marked, and was never in the web process', () => {
    expect(identity).not.toBe('');
    expect(readFileSync(join(site.folder, 'var', 'development-identity.txt'), 'utf8')).toMatch(
      /^# DEVELOPMENT KEY/,
    );
    const key =
      /age1\w+/.exec(readFileSync(join(site.folder, 'var', 'keys', 'default.txt'), 'utf8'))?.[0] ?? '';
    // The public key is there, so the looking looks in the right place.
    const [plain, wide, publicKey] = inMemory(site.pid, [...both(identity), Buffer.from(key)]);
    expect({ plain, wide, publicKey }).toEqual({ plain: false, wide: false, publicKey: true });
    const environment = readFileSync(`/proc/${site.pid}/environ`, 'utf8');
    expect(environment).not.toMatch(/AGE-SECRET-KEY|IDENTITY|identity/i);
    const open = readdirSync(`/proc/${site.pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${site.pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
    expect(open.some((path) => path.endsWith('referrals.db'))).toBe(true);
    expect(open.filter((path) => /identity/.test(path))).toEqual([]);
    expect(site.said()).not.toContain(identity);
  });

  test('Debian’s age opens a sealed export with it, and with no other', async () => {
    test.skip(spawnSync('age', ['--version']).status !== 0, 'age is not installed here, so it was not tried');
    const out = join(site.folder, 'out');
    const exported = await site.staff('export', '--sealed', '--out', out);
    expect(exported.code, exported.text).toBe(0);
    const sealed = join(out, `${reference}.age`);
    expect(readFileSync(sealed, 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    const open = (file: string) => spawnSync('age', ['-d', '-i', file, sealed], { encoding: 'utf8' });
    const opened = open(join(site.folder, 'var', 'development-identity.txt'));
    expect(JSON.parse(opened.stdout)).toMatchObject({ person: { name: canaryOf('person.name') } });
    const stranger = join(site.folder, 'stranger.txt');
    expect(spawnSync('age-keygen', ['-o', stranger]).status).toBe(0);
    expect(open(stranger)).toMatchObject({ stdout: '', status: 1 });
  });
});

test('in production, no file the web process is given holds a private key', async () => {
  const first = await runSite();
  const keys = readFileSync(join(first.folder, 'var', 'keys', 'default.txt'), 'utf8').replace(/^#.*\n/, '');
  await first.stop();
  const { mkdtempSync, mkdirSync, writeFileSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(join(tmpdir(), 'waymark-production-'));
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys', 'default.txt'), keys);
  const env = { NODE_ENV: 'production', TEAM_KEYS: join(folder, 'keys'), COLLECT: 'yes' };
  try {
    const site = await runSite({ folder, env });
    const form = new FormDriver(site.url, '/refer/form/', canaryAnswers);
    await form.toCheck();
    expect(referenceIn((await form.press('send')).html)).toBeDefined();
    const holding = filesUnder(folder).filter(([, bytes]) => bytes.includes('AGE-SECRET-KEY-1'));
    expect(holding.map(([path]) => path)).toEqual([]);
    expect(readFileSync(`/proc/${site.pid}/environ`, 'utf8')).not.toContain('AGE-SECRET-KEY');
    await site.stop();
    const refused = await runSite({ folder, env: { ...env, SPARE: 'AGE-SECRET-KEY-1QQQ' } }).catch(
      (e: unknown) => String(e),
    );
    expect(refused).toContain('SPARE holds a private key');
    expect(refused).not.toContain('1QQQ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
