import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';

/** One request and its answer. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  /** The path as it was sent: still percent-encoded, without the query. */
  path: string;
  /** The query with its `?`, or ''. Never logged. */
  query: string;
}

/** Answers the request and says so, or leaves it to the next one. */
export type Handler = (exchange: Exchange) => boolean | Promise<boolean>;

export interface ServerOptions {
  /** Tried in order; the first that answers ends it. */
  handlers: readonly Handler[];
  /** Set on every answer before any handler sees it. */
  headers: Readonly<Record<string, string>>;
  /** Takes one line a request: method, path, status, time. No address, no query, no browser's name. */
  log?: (line: string) => void;
}

const SORRY: Record<number, string> = {
  400: 'That address could not be read. Go back and try again.',
  404: 'That page is not here.',
  408: 'That took too long to arrive. Try again.',
  431: 'That address is too long. Try a shorter one.',
  500: 'Something went wrong here. It is not your fault. Try again in a minute.',
};

/** Ends an answer with a line of plain words. */
export function say(
  res: ServerResponse,
  status: number,
  words = SORRY[status] ?? STATUS_CODES[status] ?? '',
): true {
  res.statusCode = status;
  res.setHeader('content-type', 'text/plain; charset=utf-8');
  res.setHeader('cache-control', 'no-store');
  res.end(`${words}\n`);
  return true;
}

/** Sends to another address on this site. `to` begins with exactly one slash. */
export function redirect(res: ServerResponse, status: 301 | 303 | 308, to: string): true {
  res.statusCode = status;
  res.setHeader('location', to);
  res.setHeader('cache-control', status === 301 ? 'public, max-age=3600' : 'no-store');
  res.end();
  return true;
}

function split(target: string): { path: string; query: string } {
  // A proxy may send the absolute form (RFC 9112, section 3.2.2); the path is what follows the host.
  const relative = target.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const at = relative.search(/[?#]/);
  return at < 0 ? { path: relative, query: '' } : { path: relative.slice(0, at), query: relative.slice(at) };
}

async function answer(exchange: Exchange, { handlers, log }: ServerOptions): Promise<void> {
  const { req, res, path } = exchange;
  try {
    for (const handler of handlers) if (await handler(exchange)) return;
    say(res, 404);
  } catch (error) {
    log?.(`error ${req.method} ${path} ${error instanceof Error ? error.stack : String(error)}`);
    if (res.headersSent) res.destroy();
    else say(res, 500);
  }
}

/** What Node could not read as HTTP never reaches a handler; it is answered here, with the same headers. */
function garbled(headers: Readonly<Record<string, string>>) {
  return (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
    const status = statuses[error.code ?? ''] ?? 400;
    const lines = Object.entries({
      ...headers,
      'content-type': 'text/plain; charset=utf-8',
      connection: 'close',
    });
    const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n\r\n${SORRY[status]}\n`);
  };
}

/** The server around the handlers. It listens nowhere yet. */
export function createSite(options: ServerOptions): Server {
  const { headers, log } = options;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, (req, res) => {
    const began = performance.now();
    const { path, query } = split(req.url ?? '/');
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.on('close', () => {
      const took = Math.round(performance.now() - began);
      log?.(`${new Date().toISOString()} ${req.method} ${path} ${res.statusCode} ${took}ms`);
    });
    void answer({ req, res, path, query }, options);
  });
  server.on('clientError', garbled(headers));
  return server;
}
