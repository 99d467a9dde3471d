import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcodeLoader } from '#features/near/load.ts';
import { findPlace } from '#features/near/near.ts';
import { type LatLng, metresBetween } from '#lib/geo.ts';
import type { NearData } from '#lib/postcodes/look-up.ts';
import { postcodeIndex } from '#schemas/postcodes.ts';

/**
 * The import and the look-up together: files written by the command, found by the browser's code. Part of it runs on
 * real postcodes, which are not kept in this repository: put their CSV files in ../shared/data/postcodes.
 */
const SAMPLE = '../shared/data/postcodes';
const FILES = ['g-codepoint-2020-08.csv', 'wn-nspl-2021-11.csv'].map((f) => join(SAMPLE, f));
const missing = FILES.filter((f) => !existsSync(f));
const run = promisify(execFile);

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postcodes-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const importTo = (out: string, ...args: string[]) =>
  run('node', ['scripts/places-import.ts', ...args, '--out', out], {
    env: { ...process.env, PATH: `node_modules/.bin:${process.env['PATH']}`, CONTENT_DIR: 'content' },
  });

/** The browser's code over the files of a folder. */
async function finder(out: string) {
  const { outcodes } = postcodeIndex.parse(JSON.parse(await readFile(join(out, 'index.json'), 'utf8')));
  const data: NearData = { outcodes, places: [], areas: [] };
  const load = outcodeLoader(async (url) => {
    const body = await readFile(join(out, String(url).replace('/postcodes/', '')), 'utf8');
    return new Response(body);
  });
  return { outcodes, find: (text: string) => findPlace(text, data, load) };
}

/** Random numbers that are the same each time (mulberry32). */
function dice(seed: number) {
  let a = seed;
  return (below: number) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

describe('places:import', () => {
  it('writes files that are found again, says what it left out, and clears away an earlier import', async () => {
    const [csv, out] = [join(dir, 'a.csv'), join(dir, 'a')];
    const lines = ['pcds,doterm,lat,long', 'WN7 1AB,,53.4974,-2.5188', 'WN7 1AD,201001,53.4974,-2.5188'];
    await writeFile(
      csv,
      [...lines, 'M1 1AE,,53.4774,-2.2309', 'G1 1AB,,55.8607,-4.2444', 'X,,1,1'].join('\n'),
    );
    const { stdout } = await importTo(out, csv);
    expect(stdout).toContain('2 postcodes kept');
    expect(stdout).toContain('1 no longer in use');
    expect(stdout).toContain('1 outside the areas');
    expect(stdout).toContain('“X” is not a postcode (a.csv:6)');
    expect((await readdir(out)).sort()).toEqual(['G1.json', 'WN7.json', 'index.json']);
    expect(await (await finder(out)).find('wn7 1ab')).toMatchObject({ precision: 'postcode', lat: 53.4974 });
    await importTo(out, csv, '--areas', 'wigan');
    expect((await readdir(out)).sort()).toEqual(['WN7.json', 'index.json']);
  });

  it.each([
    ['a folder with other files in it', ['--areas', 'all'], 'notes.txt'],
    ['an area that is not in site.yaml', ['--areas', 'atlantis'], 'atlantis'],
  ])('refuses %s, and writes nothing', async (_, args, said) => {
    const [csv, out] = [join(dir, 'b.csv'), await mkdtemp(join(dir, 'b-'))];
    await writeFile(csv, 'pcds,lat,long\nWN7 1AB,53.4974,-2.5188\n');
    await writeFile(join(out, 'notes.txt'), 'mine');
    await expect(importTo(out, csv, ...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(said),
    });
    expect(await readdir(out)).toEqual(['notes.txt']);
  });
});

describe.skipIf(missing.length > 0)(`real postcodes (skipped without ${SAMPLE})`, () => {
  const real = new Map<string, LatLng>();
  const roll = dice(20261121);
  const out = () => join(dir, 'real');

  beforeAll(async () => {
    await importTo(out(), ...FILES, '--areas', 'all');
    for (const file of FILES)
      for (const line of (await readFile(file, 'utf8')).trim().split(/\r?\n/).slice(1)) {
        const [code = '', lat, lng] = line.split(',');
        real.set(code, { lat: Number(lat), lng: Number(lng) });
      }
  }, 30_000);

  it('finds 100 at random within 100 metres', async () => {
    const { find } = await finder(out());
    const codes = [...real.keys()];
    const away: number[] = [];
    for (let i = 0; i < 100; i++) {
      const code = codes[roll(codes.length)] ?? '';
      const [found, point] = [await find(code), real.get(code)];
      away.push(found.ok && found.precision === 'postcode' && point ? metresBetween(found, point) : Infinity);
    }
    expect(Math.max(...away)).toBeLessThan(100);
  });

  it('refuses 100 that do not exist, in outcodes that do', async () => {
    const { find, outcodes } = await finder(out());
    const letters = 'ABDEFGHJLNPQRSTUWXYZ';
    const why: string[] = [];
    while (why.length < 100) {
      const code = `${outcodes[roll(outcodes.length)]?.code} ${roll(10)}${letters[roll(20)]}${letters[roll(20)]}`;
      if (real.has(code)) continue;
      const answer = await find(code);
      why.push(answer.ok ? code : answer.why);
    }
    expect(new Set(why)).toEqual(new Set(['unknown-postcode']));
  });

  it('keeps a postcode in 4 bytes or fewer after gzip, and no file over 5 kB', async () => {
    const { stdout } = await importTo(out(), ...FILES, '--areas', 'all');
    const [, total, largest] = /: ([\d.]+) kB gzipped in all, ([\d.]+) kB the largest/.exec(stdout) ?? [];
    expect((Number(total) * 1000) / real.size).toBeLessThan(4);
    expect(Number(largest)).toBeLessThan(5);
  });
});
