import type { Server } from 'node:http';

/** Begins to listen. Resolves with the address; rejects with words where the port cannot be had. Port 0 takes any. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(new ListenError(whyNot(error, port, host))));
    server.listen(port, host, () => {
      const bound = server.address();
      const real = bound && typeof bound === 'object' ? bound.port : port;
      done(`http://${host.includes(':') ? `[${host}]` : host}:${real}`);
    });
  });
}

/** The address could not be had; the message says what to do. */
export class ListenError extends Error {}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  const another = `Try another: PORT=${port + 1} npm start`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use already, perhaps by an earlier npm start. ${another}`;
  if (code === 'EACCES') return `Port ${port} needs rights that this account does not have. ${another}`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Leave HOST out, or set it to 127.0.0.1 or 0.0.0.0.`;
  return `The server could not start: ${message}`;
}

/** Longest wait for answers under way when the process is told to stop, in milliseconds. */
const GRACE = 10_000;

/** Closes the server when the process is told to stop: answers under way are finished first, then `stop` is run. */
export function stopOnSignal(server: Server, stop: () => Promise<void>): void {
  const leave = () => {
    setTimeout(() => process.exit(0), GRACE).unref();
    server.close(() => void stop().finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', leave);
  process.once('SIGINT', leave);
}
