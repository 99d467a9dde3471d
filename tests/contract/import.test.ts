import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFolder } from '#schemas/check/check.ts';
import type { Content } from '#schemas/read.ts';

const run = promisify(execFile);
const MAP = 'docs/guides/example-import-map.yaml';
const SHEET = 'tests/fixtures/warm-rooms.csv';
let dir: string;
let out: string;
let said: string;
let content: Content;

const importing = (...args: string[]) => run(process.execPath, ['scripts/import.ts', ...args]);
const refused = (...args: string[]) =>
  importing(...args).then(
    () => 'was not refused',
    (e: { stderr: string }) => e.stderr.trim(),
  );

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-import-'));
  out = join(dir, 'out');
  said = (await importing('csv', SHEET, '--map', MAP, '--out', out)).stdout;
  const checked = await checkFolder(out, '2026-11-21');
  // Pages that the site links to come from the content; what matters here is what the import wrote.
  expect(checked.problems.filter((p) => /^(assets|organisations|places|site)/.test(p.file))).toEqual([]);
  if (!checked.content) throw new Error('nothing was written');
  content = checked.content;
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const listing = (id: string) => content.assets.find((a) => a.id === id);

describe('a spreadsheet as listings', () => {
  it('says what came of every row', () => {
    expect(said).toContain('8 rows read, 5 written as draft listings, 3 left out.');
    expect(said).toContain('1: has no coordinates');
    expect(said).toContain('1: is too far from any place');
    expect(said).toContain('1: has no name');
    expect(said).toContain('Opening times: 3 understood, 0 in part, 1 not (kept word for word), 1 blank.');
    expect(said).toContain('Columns that the map does not use, kept in imported.csv: area, colour.');
  });

  it('takes an address apart and finds the place', () => {
    expect(listing('kettle-room')).toMatchObject({
      name: 'Kettle Room',
      summary: 'Hot soup & a sit by the fire for anyone.',
      organisation: 'warm-welcome',
      topics: ['loneliness', 'food'],
      contact: { url: 'https://example.org/kettle' },
      locations: [{ name: 'Old Baths Hall', address: 'Leigh', postcode: 'WN7 1AB', place: 'leigh' }],
    });
  });

  it('reads times as sessions, or as hours where a door is open all week', () => {
    expect(listing('kettle-room')?.sessions.map((s) => `${s.repeats} ${s.start}-${s.end}`)).toEqual([
      'weekly 10:00-12:00',
      'weekly 13:00-14:00',
      'weekly 15:00-16:30',
    ]);
    expect(listing('govan-book-room')).toMatchObject({
      sessions: [],
      kind: 'Library',
      cost: { type: 'free' },
    });
    expect(listing('govan-book-room')?.openingHours).toHaveLength(2);
  });

  it('keeps word for word what it does not understand', () => {
    const second = listing('kettle-room-leigh');
    expect(second?.description).toContain('Friday: 02:00 - 04:00 Fortnightly');
    expect(second?.description).toContain('url as written: not a link');
    expect(second?.timesNote).toBe('The times are not known. Check before you go.');
    expect(second?.sessions).toEqual([]);
  });

  it('calls a listing after its building where the name is a slip', () => {
    expect(listing('sea-cadets-loft')?.description).toContain('name as written: st');
  });

  it('loses no cell of any row, and writes none that a spreadsheet would run', async () => {
    const rows = parse(await readFile(SHEET), { columns: true }) as Record<string, string>[];
    const text = await readFile(join(out, 'imported.csv'), 'utf8');
    const written = parse(text, { columns: true }) as Record<string, string>[];
    expect(written).toHaveLength(rows.length);
    rows.forEach((row, i) => {
      for (const [column, cell] of Object.entries(row))
        expect(written[i]?.[column]?.replace(/^'(?==)/, ''), column).toBe(cell);
    });
    expect(text).not.toMatch(/(^|,)"?=/m);
    const rejected = parse(await readFile(join(out, 'rejected.csv')), { columns: true }) as {
      reason: string;
    }[];
    expect(rejected.map((r) => r.reason)).toEqual([
      expect.stringMatching(
        /^is \d+ km from .*, the nearest place\. Add a place to the map, or leave it out$/,
      ),
      'has no coordinates',
      'has no name',
    ]);
  });

  it('gives the same ids and codes when the same rows come in again', async () => {
    const before = content.assets.map((a) => `${a.id} ${a.code}`);
    await importing('csv', SHEET, '--map', MAP, '--out', out);
    const after = await checkFolder(out, '2026-11-21');
    expect(after.content?.assets.map((a) => `${a.id} ${a.code}`)).toEqual(before);
  });
});

describe('what cannot be imported', () => {
  it.each([
    [
      ['csv', 'nowhere.csv', '--map', MAP],
      'nowhere.csv cannot be read. Save the spreadsheet as CSV (UTF-8), and name that file.',
    ],
    [
      ['csv', SHEET, '--map', 'nowhere.yaml'],
      'nowhere.yaml cannot be read. --map names a YAML file; docs/guides/example-import-map.yaml is one.',
    ],
    [['xlsx', SHEET, '--map', MAP], 'Usage: npm run import -- csv FILE --map MAP.yaml --out DIR'],
  ])('%j', async (args, words) => {
    expect(await refused(...args, '--out', join(dir, 'none'))).toBe(words);
  });

  it('a column that is not there, with those that are', async () => {
    const sheet = join(dir, 'other.csv');
    await writeFile(sheet, 'Name,Where\nA,B\n');
    expect(await refused('csv', sheet, '--map', MAP, '--out', join(dir, 'none'))).toMatch(
      /has no column called title, .* It has: Name, Where\.$/,
    );
  });

  it('into a folder with other files in it', async () => {
    const full = await mkdtemp(join(dir, 'full-'));
    await writeFile(join(full, 'letter.txt'), 'mine');
    expect(await refused('csv', SHEET, '--map', MAP, '--out', full)).toBe(
      `${full} has files in it that no import made. Name a new folder with --out.`,
    );
    expect(await readFile(join(full, 'letter.txt'), 'utf8')).toBe('mine');
  });
});
