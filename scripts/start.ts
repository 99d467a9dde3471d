import { contentDir } from '#schemas/read.ts';
import { BuildRefused, build } from './lib/build.ts';
import { listen, siteServer, stopOnSignal } from './lib/serve.ts';

/**
 * `npm start`: builds the site where something has changed, then serves it on PORT (4321) of HOST (127.0.0.1).
 * ACCESS_LOG=off keeps the log of requests quiet; it never holds addresses or what people typed.
 */
function portOf(written: string | undefined): number {
  const port = Number(written || 4321);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BuildRefused(`PORT is "${written}". It should be a number from 1 to 65535, such as 4321.`);
}

try {
  const port = portOf(process.env['PORT']);
  const outDir = process.env['OUT_DIR'] || 'dist';
  const { stamp, made } = await build({ contentDir: contentDir(), outDir });
  if (!made) console.log(`Nothing has changed since the last build: ${stamp.pages} pages.`);
  const log = process.env['ACCESS_LOG'] === 'off' ? undefined : console.log;
  const server = siteServer(outDir, stamp, { log });
  const address = await listen(server, port, process.env['HOST'] || '127.0.0.1').catch((error: Error) => {
    throw new BuildRefused(error.message);
  });
  stopOnSignal(server);
  console.log(`\nWaymark is at ${address}/   (Ctrl+C stops it)\n`);
} catch (error) {
  if (!(error instanceof BuildRefused)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
