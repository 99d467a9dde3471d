import type { Server } from 'node:http';
import { securityHeaders } from '#server/headers.ts';
import { createSite, type Handler } from '#server/http.ts';
import { formerAddresses } from '#server/static/former.ts';
import { notFound, staticFiles } from '#server/static/static.ts';
import type { Stamp } from './stamp.ts';

/** The server of a build folder. `more` are tried before the files: what answers on demand. */
export function siteServer(
  outDir: string,
  stamp: Stamp,
  options: { log?: (line: string) => void; more?: readonly Handler[] } = {},
): Server {
  return createSite({
    handlers: [
      ...(options.more ?? []),
      formerAddresses(stamp.redirects),
      staticFiles(outDir),
      notFound(outDir),
    ],
    headers: securityHeaders({ imageOrigins: stamp.imageOrigins }),
    log: options.log,
  });
}

/** Begins to listen. Resolves with the address; rejects with words where the port cannot be had. Port 0 takes any. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(new Error(whyNot(error, port, host))));
    server.listen(port, host, () => {
      const bound = server.address();
      const real = bound && typeof bound === 'object' ? bound.port : port;
      done(`http://${host.includes(':') ? `[${host}]` : host}:${real}`);
    });
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  const another = `Try another: PORT=${port + 1} npm start`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use already, perhaps by an earlier npm start. ${another}`;
  if (code === 'EACCES') return `Port ${port} needs rights that this account does not have. ${another}`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Leave HOST out, or set it to 127.0.0.1 or 0.0.0.0.`;
  return `The server could not start: ${message}`;
}

/** Closes the server when the process is told to stop: answers under way are finished first, for ten seconds at most. */
export function stopOnSignal(server: Server): void {
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 10_000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
