import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/**
 * `npm run lock`: makes package-lock.json whole again after `npm install` against a registry that holds some
 * platforms only. npm leaves out an optional package it could not fetch, and `npm ci` (npm 11) then refuses the
 * lock file; the packages of other platforms are named here as npm itself would have named them.
 */
const entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });

const OS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix'];
const CPU = ['arm64', 'x64', 'arm', 'ia32', 'riscv64', 'ppc64', 's390x', 'wasm32'];

/** What npm records of a platform package, read from its name: `…-linux-arm64-musl`. */
export function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.split(/[-/]/);
  const find = (known: string[]) => known.filter((k) => words.includes(k));
  const [os, cpu] = [find(OS), find(CPU)];
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && os[0] === 'linux'
      ? ['glibc']
      : [];
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(libc.length && { libc }) };
}

type Packages = z.infer<typeof lockFile>['packages'];

/** The optional packages that the lock file's packages ask for and the lock file does not name. */
export function missingFrom(packages: Packages): { name: string; version: string; dev: boolean }[] {
  return Object.entries(packages).flatMap(([where, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${where}/node_modules/${name}`])
      .map(([name, version]) => ({ name, version, dev })),
  );
}

export const readLock = async (file: string) => lockFile.parse(JSON.parse(await readFile(file, 'utf8')));

if (import.meta.main) {
  const lock = await readLock('package-lock.json');
  const missing = missingFrom(lock.packages);
  for (const { name, version, dev } of missing) {
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${name} is asked for as ${version}, not one version`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(dev && { dev }),
      optional: true,
      ...platformOf(name),
    };
    console.log(`added ${name} ${version}`);
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  if (missing.length > 0) await writeFile('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} packages of other platforms added`);
}
