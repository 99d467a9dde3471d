import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { londonDate } from '#lib/dates.ts';
import { hashOf, readStamp, writeStamp } from '../../scripts/lib/stamp.ts';

const run = promisify(execFile);
let dir: string;
let out: string;

/** A build that is there already, as if made from `hash`. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-build-'));
  out = join(dir, 'dist');
  await mkdir(join(out, 'client'), { recursive: true });
  await writeFile(join(out, 'client', 'index.html'), 'the old site');
  await writeStamp(out, { hash: 'old', today: '2026-01-01', pages: 1, redirects: {}, imageOrigins: [] });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const building = async (contentDir: string) => {
  const env = { ...process.env, CONTENT_DIR: contentDir, OUT_DIR: out };
  const done = (stdout: string, stderr: string, code: number) => ({ said: stdout + stderr, code });
  return run(process.execPath, ['scripts/build.ts'], { env }).then(
    ({ stdout, stderr }) => done(stdout, stderr, 0),
    (e: { stdout: string; stderr: string; code: number }) => done(e.stdout, e.stderr, e.code),
  );
};

const oldSite = async () => ({
  page: await readFile(join(out, 'client', 'index.html'), 'utf8'),
  beside: (await readdir(dir)).sort(),
});
const UNTOUCHED = { page: 'the old site', beside: ['dist'] };

describe('a build that cannot be made', () => {
  it('says everything that is wrong, and leaves the old site as it was', async () => {
    const { said, code } = await building('tests/fixtures/broken-content');
    expect(code).toBe(1);
    expect(said).toMatch(/\d\d problems in \d\d files, to mend before the site can be built:/);
    expect(said).toContain('Did you mean "kind-hands"?');
    expect(said).toContain('Nothing was built. What was served before still is.');
    expect(await oldSite()).toEqual(UNTOUCHED);
  });

  it('shows what Astro said where the pages themselves fail, and leaves the old site as it was', async () => {
    // A picture that is not there passes every check of the words, and stops Astro.
    const content = join(dir, '..', `${dir.split('/').at(-1)}-content`);
    await run('cp', ['-r', 'content', content]);
    try {
      const about = join(content, 'pages', 'about.md');
      await writeFile(about, `${await readFile(about, 'utf8')}\n\n![A picture](./nowhere.png)\n`);
      const { said, code } = await building(content);
      expect(code).toBe(1);
      expect(said).toContain('The pages could not be built. This is what Astro said:');
      expect(said).toContain('nowhere.png');
      expect(await oldSite()).toEqual(UNTOUCHED);
    } finally {
      await rm(content, { recursive: true, force: true });
    }
  }, 120_000);

  it('waits for no other build, and says which one is in the way', async () => {
    await writeFile(`${out}.lock`, String(process.pid));
    const { said, code } = await building('content');
    expect(code).toBe(1);
    expect(said).toContain(`Another build is running (process ${process.pid}). Wait until it has finished.`);
  });
});

it('builds nothing where nothing has changed since the last build', async () => {
  const today = londonDate(new Date());
  const hash = await hashOf('content', today);
  await writeStamp(out, { hash, today, pages: 1, redirects: {}, imageOrigins: [] });
  const { said, code } = await building('content');
  expect([said.trim(), code]).toEqual([`Nothing has changed: ${out} is up to date.`, 0]);
});

it('takes another day, or one changed letter, for a change', async () => {
  const first = await hashOf('tests/fixtures/tricky-content', '2026-11-21');
  expect(await hashOf('tests/fixtures/tricky-content', '2026-11-21')).toBe(first);
  expect(await hashOf('tests/fixtures/tricky-content', '2026-11-22')).not.toBe(first);
  expect(await hashOf('tests/fixtures/broken-content', '2026-11-21')).not.toBe(first);
});

it('a stamp that cannot be read is no stamp', async () => {
  await writeFile(join(out, '.waymark.json'), '{"hash":');
  expect(await readStamp(out)).toBeUndefined();
});
