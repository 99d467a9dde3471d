import { basename, dirname, extname, join, normalize, sep } from 'node:path';

/**
 * Who may import whom (docs/decisions/0001): each room of src names the rooms it may use. A feature is a room of its
 * own and never uses another; what two of them need moves to lib, ui or search.
 */
const MAY_USE: Record<string, readonly string[]> = {
  lib: [],
  schemas: ['lib'],
  search: ['lib', 'schemas'],
  ui: ['lib'],
  feeds: ['lib', 'schemas'],
  server: ['lib', 'schemas', 'search'],
  features: ['lib', 'schemas', 'search', 'ui', 'feeds'],
  layouts: ['lib', 'schemas', 'search', 'ui', 'feeds', 'features', 'styles'],
  pages: ['lib', 'schemas', 'search', 'ui', 'feeds', 'features', 'layouts', 'styles'],
  styles: ['ui', 'features', 'layouts'],
};

/** Rooms that scripts and tests run in plain Node. */
const PLAIN = ['lib', 'schemas', 'search', 'feeds', 'server'];

/** Packages that one room alone may import. */
const KEPT_TO: [RegExp, string][] = [[/^(leaflet|react-leaflet|supercluster)(\/|$)/, 'features/map']];

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|@import\s+['"]([^'"]+)['"]/g;

export interface Import {
  to: string;
  /** True for `import type`, which leaves nothing behind. */
  type: boolean;
}

const TEST = /^(.*)\.test\.tsx?$/;

/** Every module that a file names: imports, exports from, dynamic imports, styles. */
export function importsOf(text: string): Import[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...bare.matchAll(IMPORT)].map((m) => ({
    to: m[2] ?? m[3] ?? m[4] ?? '',
    type: m[1] !== undefined,
  }));
}

/** The room a path below src is in: "lib", or "features/map". */
export function roomOf(path: string): string {
  const [room = '', feature = ''] = path.split(sep);
  return room === 'features' ? `features/${feature}` : room;
}

/** Where an import leads, as a path below src; undefined for packages. */
function target(file: string, to: string): string | undefined {
  if (to.startsWith('#')) return to.slice(1);
  if (to.startsWith('.')) return normalize(join(dirname(file), to));
  return undefined;
}

function why(file: string, { to, type }: Import): string | undefined {
  const from = roomOf(file);
  const [room = ''] = from.split('/');
  const path = target(file, to);
  if (path === undefined) {
    const kept = KEPT_TO.find(([name, only]) => name.test(to) && from !== only);
    if (kept) return `imports ${to}, which only ${kept[1]} may`;
    if (to.startsWith('astro:') && PLAIN.includes(room))
      return `imports ${to}, but ${room} runs in plain Node`;
    return undefined;
  }
  // Tests stand on the fixtures of tests/.
  if (path.startsWith('..')) return TEST.test(file) ? undefined : `imports ${to}, which is outside src`;
  const other = roomOf(path);
  // Files of src itself tie the rooms together: content.config.ts, env.d.ts.
  if (other === from || !file.includes(sep)) return undefined;
  const [otherRoom = ''] = other.split('/');
  if (room === 'features' && otherRoom === 'features')
    return `imports ${to}: a feature never imports another. Move what both need to lib, ui or search`;
  // An on-demand page is handed the server's services in its locals, and may know their types.
  if (otherRoom === 'server' && type && (room === 'pages' || room === 'features')) return undefined;
  if (!MAY_USE[room]?.includes(otherRoom)) return `imports ${to}, but ${room} may not use ${otherRoom}`;
  return undefined;
}

/** True for a file that does nothing but hand on what others export. */
function isBarrel(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').trim();
  return (
    code !== '' &&
    code
      .split(/;\s*/)
      .every((s) => s.trim() === '' || /^export\s+(type\s+)?[{*][\s\S]*\sfrom\s/.test(s.trim()))
  );
}

/** A test is of the file or of the folder that it is named after. */
function hasSubject(name: string, files: ReadonlySet<string>): boolean {
  if (basename(name).toLowerCase() === basename(dirname(name))) return true;
  return ['.ts', '.tsx', '.astro', '.client.ts'].some((end) => files.has(name + end));
}

/** What a file below src does that the house does not allow. `files` are all of them, to find a test's subject. */
export function broken(file: string, text: string, files: ReadonlySet<string>): string[] {
  const found = importsOf(text).flatMap((i) => why(file, i) ?? []);
  if (['.ts', '.tsx'].includes(extname(file)) && isBarrel(text))
    found.push('only hands on what other files export. Import from those instead');
  const test = TEST.exec(file);
  if (test && roomOf(file) === 'pages') found.push('is a test among the pages. Put it in tests/');
  if (test?.[1] && !hasSubject(test[1], files))
    found.push('is a test with nothing of its name beside it. Put it beside what it tests, or in tests/');
  return found;
}
