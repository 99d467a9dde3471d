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
  /** As it was asked: a handler may pass a form on as a visit. */
  method: string;
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
  /** Answers in the place of one that broke. */
  broken?: Handler;
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

/** The kind of a fault and where it was, without its message: that can hold what somebody typed. */
export function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = '' } = error;
  const at = stack.indexOf(message) + message.length;
  // Several lines of a message could look like places, so it is cut out whole, or nothing is kept.
  return stack.includes(message) ? name + stack.slice(at) : name;
}

async function answer(exchange: Exchange, { handlers, broken, log }: ServerOptions): Promise<void> {
  const { res, method, path } = exchange;
  try {
    for (const handler of handlers) if (await handler(exchange)) return;
    say(res, 404);
  } catch (error) {
    log?.(`error ${method} ${path} ${whereOf(error)}`);
    if (res.headersSent) res.destroy();
    else if (!(await sorry(exchange, broken))) say(res, 500);
  }
}

async function sorry(exchange: Exchange, broken: Handler | undefined): Promise<boolean> {
  try {
    return (await broken?.(exchange)) ?? false;
  } catch {
    return false;
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
    const { method = '' } = req;
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.on('close', () => {
      const took = Math.round(performance.now() - began);
      log?.(`${new Date().toISOString()} ${method} ${path} ${res.statusCode} ${took}ms`);
    });
    void answer({ req, res, method, path, query }, options);
  });
  server.on('clientError', garbled(headers));
  return server;
}
