import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { londonDate } from '#lib/dates.ts';
import { tileHost } from '#lib/tile-host.ts';
import { checkFolder } from '#schemas/check/check.ts';
import { formerAddresses } from '#schemas/former.ts';
import type { Content } from '#schemas/read.ts';
import { compress } from './compress.ts';
import { walk } from './files.ts';
import { progress, took } from './progress.ts';
import { writeRedirects } from './redirects.ts';
import { printProblems } from './report.ts';
import { hashOf, readStamp, type Stamp, writeStamp } from './stamp.ts';

const ASTRO = resolve('node_modules/astro/bin/astro.mjs');

export interface BuildOptions {
  contentDir: string;
  /** The folder to be served, such as dist. */
  outDir: string;
  /** Builds even where nothing has changed. */
  force?: boolean;
}

/** The build cannot go on, for a reason that has been printed or is in the message. */
export class BuildRefused extends Error {}

/** Tile hosts that pages may fetch pictures from. */
function imageOrigins({ site }: Content): string[] {
  const host = tileHost(site.map);
  return host ? [host] : [];
}

/** Runs Astro with its output kept, and shown only where it fails. */
async function astro(contentDir: string, outDir: string, tick: (text: string) => void): Promise<void> {
  const child = spawn(process.execPath, [ASTRO, 'build'], {
    env: {
      ...process.env,
      CONTENT_DIR: contentDir,
      OUT_DIR: outDir,
      ASTRO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const began = Date.now();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    });
  const timer = setInterval(() => tick(`Building the pages … ${took(Date.now() - began)}`), 500);
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  }).finally(() => {
    clearInterval(timer);
    process.off('exit', stop);
  });
  if (code === 0) return;
  throw new BuildRefused(`The pages could not be built. This is what Astro said:\n\n${said.trim()}`);
}

/** Holds a build folder for this process. A lock whose process is gone is taken over. */
async function lock(outDir: string): Promise<() => void> {
  const file = `${outDir}.lock`;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder && holder !== process.pid && isRunning(holder))
    throw new BuildRefused(`Another build is running (process ${holder}). Wait until it has finished.`);
  await rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'wx').catch(() => undefined);
  if (!handle) throw new BuildRefused('Another build has just begun. Wait until it has finished.');
  await handle.writeFile(String(process.pid));
  await handle.close();
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Puts the finished folder in the place of the old one. What is served is whole before and after. */
async function swap(aside: string, outDir: string): Promise<void> {
  const old = `${outDir}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(outDir, old).catch((e: NodeJS.ErrnoException) => {
    if (e.code !== 'ENOENT') throw e;
  });
  await rename(aside, outDir);
  await rm(old, { recursive: true, force: true });
}

async function make({ contentDir, outDir }: BuildOptions, hash: string, today: string): Promise<Stamp> {
  const show = progress();
  const began = Date.now();
  show.tick('Checking the content …');
  const { content, problems, warnings } = await checkFolder(contentDir, today);
  if (problems.length > 0 || !content) {
    printProblems(problems, warnings);
    throw new BuildRefused('Nothing was built. What was served before still is.');
  }
  show.line(`Checked ${content.assets.length} listings in ${took(Date.now() - began)}`);
  const aside = `${outDir}.next`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  const built = Date.now();
  await astro(contentDir, aside, show.tick);
  const redirects = await formerAddresses(contentDir);
  const client = join(aside, 'client');
  await writeRedirects(client, redirects, content.site.url);
  const pages = (await walk(client)).filter((f) => f.endsWith('.html')).length;
  show.line(`Built ${pages} pages in ${took(Date.now() - built)}`);
  const packed = Date.now();
  const files = await compress(client, (done, all) => show.tick(`Compressing ${done} of ${all} …`));
  show.line(`Compressed ${files} files in ${took(Date.now() - packed)}`);
  const stamp: Stamp = {
    hash,
    today,
    pages,
    redirects,
    imageOrigins: imageOrigins(content),
  };
  await writeStamp(aside, stamp);
  await swap(aside, outDir);
  return stamp;
}

/**
 * Builds the site aside and swaps it in, so that what is served is never half a site; where the content has a
 * problem or Astro fails, the old build stays. Does nothing where nothing has changed since the last build.
 * Throws BuildRefused with the reason.
 */
export async function build(options: BuildOptions): Promise<{ stamp: Stamp; made: boolean }> {
  const today = londonDate(new Date());
  const hash = await hashOf(options.contentDir, today);
  const last = await readStamp(options.outDir);
  if (!options.force && last?.hash === hash) return { stamp: last, made: false };
  const unlock = await lock(options.outDir);
  process.once('exit', unlock);
  try {
    return { stamp: await make(options, hash, today), made: true };
  } finally {
    await rm(`${options.outDir}.next`, { recursive: true, force: true });
    unlock();
    process.off('exit', unlock);
  }
}
