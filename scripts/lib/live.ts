import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Handler } from '#server/http.ts';
import type { AstroHandler } from '#server/on-demand.ts';
import { formerAddresses } from '#server/static/former.ts';
import { readStamp } from './stamp.ts';

interface Build {
  redirects: Handler;
  astro: AstroHandler;
  /** The day it was built, in London. */
  today: string;
}

const isHandler = (x: unknown): x is AstroHandler => typeof x === 'function';

/** Loads the on-demand pages of a build. A new version in the address makes Node read the file again. */
async function load(outDir: string, version: string): Promise<Build> {
  const entry = pathToFileURL(resolve(outDir, 'server', 'entry.mjs'));
  const module: object = await import(`${entry.href}?v=${version}`);
  const stamp = await readStamp(outDir);
  if (!('handler' in module) || !isHandler(module.handler) || !stamp)
    throw new Error(`${outDir} is not a whole build. Run npm run build`);
  return { redirects: formerAddresses(stamp.redirects), astro: module.handler, today: stamp.today };
}

/**
 * What a running server takes from the build that is in place now: after `npm run build` the next request finds the
 * new pages, with no restart.
 */
export function liveBuild(outDir: string): () => Promise<Build> {
  let version = '';
  let build: Promise<Build> | undefined;
  return async () => {
    const stats = await stat(join(outDir, '.waymark.json')).catch(() => undefined);
    const now = stats ? String(stats.mtimeMs) : version;
    if (!build || now !== version) {
      version = now;
      build = load(outDir, now);
    }
    return build;
  };
}
