import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, matchesGlob } from 'node:path';
import matter from 'gray-matter';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import type { Asset } from '#schemas/asset.ts';
import type { BankHolidays, Terms } from '#schemas/calendar.ts';
import { COLLECTIONS } from '#schemas/collections.ts';
import type { Crisis } from '#schemas/crisis.ts';
import type { Organisation } from '#schemas/organisation.ts';
import type { Page } from '#schemas/page.ts';
import type { Place } from '#schemas/place.ts';
import type { Practice } from '#schemas/practice.ts';
import { type Problem, problemsOf } from '#schemas/problem.ts';
import { type Site, site as siteSchema } from '#schemas/site.ts';
import type { Story } from '#schemas/story.ts';
import type { Team } from '#schemas/team.ts';
import type { Topic } from '#schemas/topic.ts';

/** Everything in a content folder, parsed, each list in order of id. */
export interface Content {
  site: Site;
  assets: Asset[];
  organisations: Organisation[];
  topics: Topic[];
  crisis: Crisis[];
  places: Place[];
  teams: Team[];
  practices: Practice[];
  stories: Story[];
  pages: Page[];
  bankHolidays: (BankHolidays & { id: string })[];
  terms: (Terms & { id: string })[];
}

/** A collection of the table, with the type of its records. */
interface Collection<T> {
  folder: string;
  pattern: string;
  schema: z.ZodType<T>;
}

/** YAML 1.2's core: dates and times stay text, "no" is a word. Astro reads with the same library; it is ten times as fast as `yaml`. */
export const parseYaml = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

/** Splits a file into its data and its markdown, with YAML 1.2 in both kinds so that times stay text. */
function parseFile(file: string, raw: string): { data: unknown; body: string } {
  // A file saved on Windows: gray-matter leaves half a line end behind, and YAML trips over it.
  const text = raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  if (text.trim() === '') throw new Error('is empty. Fill it in, or take it out');
  if (extname(file) !== '.md') return { data: parseYaml(text) ?? {}, body: '' };
  if (!text.startsWith('---\n'))
    throw new Error(
      'has no facts at the top. Begin with a line of three hyphens, the facts, and three hyphens more',
    );
  // The empty options object switches off gray-matter's cache, which hands out shared, half-parsed objects after an error.
  const { data, content } = matter(text, { engines: { yaml: (s) => parseYaml(s) ?? {} } });
  return { data, body: content.trim() };
}

/** What a file says, before any schema has seen it. */
export interface Parsed {
  data: unknown;
  body: string;
}

/** Keeps what files said, so that one that has not changed need not be parsed again. */
export interface Remembered {
  get(name: string, text: string): Parsed | undefined;
  set(name: string, text: string, parsed: Parsed): void;
}

async function readCollection<T extends object>(
  dir: string,
  { folder, pattern, schema }: Collection<T>,
  problems: Problem[],
  remembered: Remembered | undefined,
): Promise<(T & { id: string; body: string })[]> {
  const names = (await readdir(join(dir, folder)).catch(() => []))
    .filter((f) => matchesGlob(f, pattern))
    .sort();
  const rows: (T & { id: string; body: string })[] = [];
  for (const f of names) {
    const file = `${folder}/${f}`;
    try {
      // Ten thousand awaited reads take three times as long as ten thousand plain ones.
      const text = readFileSync(join(dir, folder, f), 'utf8');
      const known = remembered?.get(f, text);
      const { data, body } = known ?? parseFile(f, text);
      if (!known) remembered?.set(f, text, { data, body });
      const result = schema.safeParse(data, { reportInput: true });
      if (result.success) rows.push({ ...result.data, id: basename(f, extname(f)), body });
      else problems.push(...problemsOf(file, result.error));
    } catch (e) {
      problems.push({ file, field: '', message: firstLine(e) });
    }
  }
  return rows;
}

/** Why a file could not be read: our own words, or the YAML reader's with the line it stopped at. */
function firstLine(e: unknown): string {
  const said = (e instanceof Error ? e.message : String(e)).split('\n')[0] ?? '';
  if (said.startsWith('ENOENT')) return 'is not there. Is this the content folder?';
  if (!(e instanceof YAMLException)) return said;
  return `cannot be read as YAML. Line ${e.mark.line + 1}: ${e.reason}`;
}

/** Reads site.yaml alone: the site where it is right, and every problem where it is not. */
export async function readSite(dir: string): Promise<{ site: Site | undefined; problems: Problem[] }> {
  try {
    const { data } = parseFile('site.yaml', await readFile(join(dir, 'site.yaml'), 'utf8'));
    const result = siteSchema.safeParse(data, { reportInput: true });
    if (result.success) return { site: result.data, problems: [] };
    return { site: undefined, problems: problemsOf('site.yaml', result.error) };
  } catch (e) {
    return {
      site: undefined,
      problems: [{ file: 'site.yaml', field: '', message: firstLine(e) }],
    };
  }
}

/**
 * Reads a content folder with the same schemas as the site build. Every problem of every file is returned, and
 * `content` holds what could be read; it is undefined only where site.yaml itself could not. `remembered` spares a
 * command that runs often the parsing, which is nine tenths of the work.
 */
export async function readContent(
  dir: string,
  remembered?: Remembered,
): Promise<{ content: Content | undefined; problems: Problem[] }> {
  const { site, problems } = await readSite(dir);
  const read = <T extends object>(collection: Collection<T>) =>
    readCollection(dir, collection, problems, remembered);
  const assets = (await read(COLLECTIONS.assets)).map(({ body, ...a }) => ({ ...a, description: body }));
  const rest = {
    organisations: await read(COLLECTIONS.organisations),
    topics: await read(COLLECTIONS.topics),
    crisis: await read(COLLECTIONS.crisis),
    places: await read(COLLECTIONS.places),
    teams: await read(COLLECTIONS.teams),
    practices: await read(COLLECTIONS.practices),
    stories: await read(COLLECTIONS.stories),
    pages: await read(COLLECTIONS.pages),
    bankHolidays: await read(COLLECTIONS.bankHolidays),
    terms: await read(COLLECTIONS.terms),
  };
  return { content: site && { site, assets, ...rest }, problems };
}

/** The content folder of this run: CONTENT_DIR, or `content` beside package.json. */
export const contentDir = () => process.env['CONTENT_DIR'] || 'content';
