import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partsOf } from './page.ts';

/** Bytes that a page sends, compressed as a browser over HTTPS would get them (brotli). */
export interface Weight {
  html: number;
  css: number;
  /** Scripts that the page itself asks for, with all they import. */
  js: number;
  /** Scripts fetched later, on a press or when idle: everything reachable by a dynamic import or a worker. */
  later: number;
  /** Of those, what the map brings. */
  map: number;
  fonts: number;
}

/** Names of the chunks that opening the map fetches: features/map. */
const MAP = /\/(leaflet|supercluster|map|mount|view)[\w-]*\./i;
/**
 * Fetched in place of another: the search without a worker, the search server asked directly (a setting of a site
 * without a server of its own), the map with a tile file of the site's own.
 */
const INSTEAD = /\/(host|direct|archive)\./;

/** The size of a file of the build as it is sent: its twin, or itself where it is too small for one. */
async function sent(dir: string, path: string, twin: '.br' | '.gz'): Promise<number> {
  const file = join(dir, path);
  const found = (await stat(file + twin).catch(() => undefined)) ?? (await stat(file).catch(() => undefined));
  return found?.size ?? 0;
}

const STATIC = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+?\s*from\s*)?["'](\.[^"']+\.js)["']/g;
const DYNAMIC =
  /import\(\s*[`"'](\.[^`"']+\.js)[`"']\s*\)|new\s+Worker\(\s*new\s+URL\(\s*(?:""\+)?[`"']([^`"']+\.js)[`"']|["'`](\/_site\/[^"'`]+\.js)["'`]/g;

/** The modules that a script needs at once, and those it may ask for later. Paths from the root of the site. */
async function reach(
  dir: string,
  entries: readonly string[],
): Promise<{ now: Set<string>; later: Set<string> }> {
  const now = new Set<string>();
  const later = new Set<string>();
  const visit = async (path: string, into: Set<string>): Promise<void> => {
    if (now.has(path) || into.has(path)) return;
    into.add(path);
    const text = await readFile(join(dir, path), 'utf8').catch(() => '');
    const full = (to: string) => (to.startsWith('/') ? to : join(dirname(path), to));
    for (const m of text.matchAll(STATIC)) if (m[1]) await visit(full(m[1]), into);
    for (const m of text.matchAll(DYNAMIC)) {
      const to = m[1] ?? m[2] ?? m[3];
      if (to) await visit(full(to), later);
    }
  };
  for (const path of entries) await visit(path, now);
  for (const path of now) later.delete(path);
  return { now, later };
}

const sum = async (list: Iterable<string>, size: (path: string) => Promise<number>) =>
  (await Promise.all([...new Set(list)].map(size))).reduce((a, b) => a + b, 0);

/** Weighs one page of a build. `twin` chooses brotli, or gzip for the budgets that are set in it. */
export async function weigh(dir: string, page: string, twin: '.br' | '.gz' = '.br'): Promise<Weight> {
  const file = page.endsWith('/') ? `${page}index.html` : page;
  const parts = partsOf(await readFile(join(dir, file), 'utf8'));
  const size = (path: string) => sent(dir, path, twin);
  const { now, later } = await reach(dir, parts.scripts);
  const map = [...later].filter((p) => MAP.test(p));
  return {
    html: await size(file),
    css: await sum(parts.styles, size),
    js: await sum(now, size),
    later: await sum(
      [...later].filter((p) => !MAP.test(p) && !INSTEAD.test(p)),
      size,
    ),
    map: await sum(map, size),
    fonts: await sum(parts.fonts, size),
  };
}
