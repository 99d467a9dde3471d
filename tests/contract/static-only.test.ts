import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Pages that only a server can give. */
const ON_DEMAND = /\/(tell-us\/(listing|group)|refer\/(form|equality))\//;

it('a site of files alone links to no form that needs a server, and gives the numbers to ring', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-static-'));
  try {
    const out = join(dir, 'dist');
    const env = { ...process.env, STATIC_ONLY: 'yes', OUT_DIR: out };
    await promisify(execFile)(process.execPath, ['scripts/build.ts'], { env });
    const client = join(out, 'client');
    const pages = (await readdir(client, { recursive: true })).filter((f) => f.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(100);
    const wrong: string[] = [];
    for (const page of pages)
      if (ON_DEMAND.test(await readFile(join(client, page), 'utf8'))) wrong.push(page);
    expect(wrong).toEqual([]);
    const listing = pages.find((p) => p.startsWith('assets/')) ?? '';
    expect(await readFile(join(client, listing), 'utf8')).toMatch(
      /Is something wrong here\?[\s\S]*href="tel:/,
    );
    expect(await readFile(join(client, 'refer/index.html'), 'utf8')).toContain('href="tel:');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, 180_000);
