import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readContent } from '#schemas/read.ts';

/**
 * The site is built by Astro's content layer; scripts, tests and the search read the same files in plain Node. Both
 * must see the same entries, or the check passes what the site shows otherwise.
 */
const entry = z.object({
  id: z.string(),
  data: z.record(z.string(), z.unknown()),
  body: z.string().optional(),
});
const dump = z.record(z.string(), z.array(entry));

/** What Astro reads: a site of one page, built from our own content.config.ts. */
async function astroSees(contentDir: string) {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-layer-'));
  const out = join(dir, 'out');
  try {
    await promisify(execFile)(
      process.execPath,
      [
        resolve('node_modules/astro/bin/astro.mjs'),
        'build',
        '--config',
        'tests/fixtures/dump/astro.config.mjs',
      ],
      { env: { ...process.env, CONTENT_DIR: contentDir, OUT_DIR: out, ASTRO_TELEMETRY_DISABLED: '1' } },
    );
    return dump.parse(JSON.parse(await readFile(join(out, 'dump.json'), 'utf8')));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
/** As JSON has it: without fields that are there and undefined. */
const plain = (x: unknown): unknown => JSON.parse(JSON.stringify(x));

describe.each(['content', 'tests/fixtures/tricky-content'])('%s', (dir) => {
  it('is the same to Astro and to plain Node', { timeout: 120_000 }, async () => {
    const [seen, { content, problems }] = [await astroSees(dir), await readContent(dir)];
    expect(problems).toEqual([]);
    if (!content) throw new Error('site.yaml cannot be read');
    expect(seen['assets']?.length).toBeGreaterThan(1);
    for (const [name, entries] of Object.entries(seen)) {
      const ours = Object.entries(content).find(([key]) => key === name)?.[1];
      expect(Array.isArray(ours), `${name} is read by both`).toBe(true);
      const astro = entries.map(({ id, data, body = '' }) => {
        // Astro keeps the line ends of Windows; markdown takes no notice of them.
        const text = body.replaceAll('\r\n', '\n').trim();
        return name === 'assets' ? { ...data, id, description: text } : { ...data, id, body: text };
      });
      expect(plain(astro.sort(byId)), name).toEqual(plain(Array.isArray(ours) ? [...ours].sort(byId) : []));
    }
  });
});
