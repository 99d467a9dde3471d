import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The most a form may weigh. The longest honest one is under 20 kB. */
export const BODY_MAX = 64 * 1024;
/** The most fields a form may have. */
const FIELDS_MAX = 200;
/** How long a browser may take to send it. */
const BODY_MS = 15_000;

/** A request that is refused before any page sees it: a status, and words for the person. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/**
 * Refuses a form that another site made the browser send. `Sec-Fetch-Site` is the browser's own word and comes first
 * (Fetch Metadata, W3C); a browser too old for it sends `Origin`, which must be ours (RFC 6454). One that sends
 * neither has no way to be made to post across sites with anything of value: there are no cookies here.
 */
export function checkOrigin(headers: IncomingHttpHeaders, origins: readonly string[]): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new Refused(403, 'That form came from another website, so we did not take it.');
  }
  const { origin, host } = headers;
  if (origin === undefined) return;
  if (origins.includes(origin) || (host && (origin === `https://${host}` || origin === `http://${host}`)))
    return;
  throw new Refused(403, 'That form came from another website, so we did not take it.');
}

/** What is left of a refused body is read and dropped for this long, so that the browser gets to read why. */
const DRAIN_MS = 2000;

function drain(request: IncomingMessage): void {
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, DRAIN_MS).unref();
}

/** The bytes of a body, at most `max` of them, within `ms`. Throws Refused; the line stays open for the answer. */
export function readBody(request: IncomingMessage, max = BODY_MAX, ms = BODY_MS): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (refused: Refused) => {
      clearTimeout(timer);
      request.off('data', take);
      drain(request);
      reject(refused);
    };
    const timer = setTimeout(() => stop(new Refused(408, 'The form took too long to reach us.')), ms);
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > max) stop(new Refused(413, 'That was too much for one form. Please write less.'));
      else chunks.push(chunk);
    };
    if (Number(request.headers['content-length'] ?? 0) > max) {
      stop(new Refused(413, 'That was too much for one form. Please write less.'));
      return;
    }
    request.on('data', take);
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.once('close', () => {
      clearTimeout(timer);
      reject(new Refused(400, 'The form did not reach us whole. Please try again.'));
    });
  });
}

/** A posted form: each field's values in order. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/** Reads a form as browsers send it. Throws Refused for any other kind of body, or one that cannot be text. */
export function parseForm(headers: IncomingHttpHeaders, body: Buffer): Posted {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new Refused(415, 'We only take forms that a browser sends.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refused(400, 'Some of that could not be read as text.');
  }
  // Counted before it is split: a body of nothing but separators would make a field of each.
  let separators = 0;
  for (let i = text.indexOf('&'); i !== -1; i = text.indexOf('&', i + 1)) separators++;
  if (separators >= FIELDS_MAX) throw new Refused(400, 'That form has more fields than ours.');
  const posted = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const list = posted.get(name);
    if (list) list.push(value);
    else posted.set(name, [value]);
  }
  return posted;
}

/**
 * The address a request came from: the connection's own, or, behind `hops` proxies of ours, the one that the
 * outermost of them saw. Anything further left in the header was written by the visitor.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, hops: number): string {
  const own = request.socket.remoteAddress ?? 'unknown';
  if (hops === 0) return own;
  const header = request.headers['x-forwarded-for'];
  const list = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((a) => a.trim());
  return list.at(-hops) || own;
}

/** An IPv6 visitor holds a whole /64, so that is what is counted. */
const network = (address: string) =>
  address.includes('.') ? address : address.split(':').slice(0, 4).join(':');

/** Counts what each address does in a sliding hour, in memory, under a hash whose key this process forgets. */
export class RateLimit {
  readonly #key = randomBytes(16);
  readonly #times = new Map<string, number[]>();
  readonly #max: number;
  readonly #windowMs: number;

  constructor(max: number, windowMs = 3_600_000) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Counts one; false where it is over the limit, and then it is not counted. */
  take(address: string, now = Date.now()): boolean {
    const id = createHmac('sha256', this.#key).update(network(address)).digest('base64url');
    const recent = (this.#times.get(id) ?? []).filter((t) => t > now - this.#windowMs);
    const allowed = recent.length < this.#max;
    if (allowed) recent.push(now);
    this.#times.delete(id);
    this.#times.set(id, recent);
    // The oldest to be seen go first, so memory stays bounded whoever knocks.
    if (this.#times.size > 20_000) this.#times.delete(this.#times.keys().next().value ?? '');
    return allowed;
  }
}
