import { parseArgs } from 'node:util';
import { contentDir, readSite } from '#schemas/read.ts';
import { readSettings, SettingsError } from '#server/env/env.ts';
import { ListenError, listen, stopOnSignal } from '#server/listen.ts';
import { BuildRefused, build } from './lib/build.ts';
import { openSite } from './lib/serve.ts';
import { readStamp, type Stamp } from './lib/stamp.ts';

/**
 * `npm start`: builds the site where something has changed, then serves it on PORT (4321) of HOST (127.0.0.1).
 * ACCESS_LOG=off keeps the log of requests quiet; it never holds addresses or what people typed. `--built` builds
 * nothing and serves what is there: in production another process builds, and a listing with a mistake in it must not
 * keep the site from starting again.
 */
function portOf(written: string | undefined): number {
  const port = Number(written || 4321);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ListenError(`PORT is "${written}". It should be a number from 1 to 65535, such as 4321.`);
}

async function stampOf(outDir: string, built: boolean): Promise<Stamp> {
  if (built) {
    const stamp = await readStamp(outDir);
    if (!stamp) throw new BuildRefused(`There is no build in ${outDir}. Run npm run build first.`);
    return stamp;
  }
  const { stamp, made } = await build({ contentDir: contentDir(), outDir });
  if (!made) console.log(`Nothing has changed since the last build: ${stamp.pages} pages.`);
  return stamp;
}

async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const port = portOf(env['PORT']);
  const settings = readSettings(env);
  const outDir = env['OUT_DIR'] || 'dist';
  const { values } = parseArgs({ options: { built: { type: 'boolean', default: false } } });
  const stamp = await stampOf(outDir, values.built);
  const { site } = await readSite(contentDir());
  const log = env['ACCESS_LOG'] === 'off' ? undefined : console.log;
  const origin = new URL(site?.url ?? 'http://localhost').origin;
  const { server, stop } = await openSite({ outDir, stamp, settings, origin, log });
  const address = await listen(server, port, env['HOST'] || '127.0.0.1').catch(async (error) => {
    await stop();
    throw error;
  });
  stopOnSignal(server, stop);
  console.log(`\nWaymark is at ${address}/   (Ctrl+C stops it)\n`);
}

await start(process.env).catch((error) => {
  const known = [BuildRefused, ListenError, SettingsError].some((kind) => error instanceof kind);
  if (!known) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
