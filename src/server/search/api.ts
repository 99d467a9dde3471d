import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { SearchServersAway } from '#search/meilisearch/pool.ts';
import type { Handler } from '#server/http.ts';
import { checkOrigin, clientAddress, RateLimit, Refused, readBody } from '#server/intake/guard.ts';
import type { Note, SiteEngines } from '#server/search/engines.ts';
import { readSearch, SEARCH_MAX } from '#server/search/request.ts';
import { acceptable } from '#server/static/files.ts';

export const SEARCH_PATH = '/api/search';

/** How long a browser may take to send a search. */
const BODY_MS = 5_000;
/** The browser gives up at 1.5 seconds, so an answer after this is for nobody. */
const ANSWER_MS = 1_400;
/** Smaller answers are not worth packing. */
const PACK_FROM = 1_000;

const packed = { br: promisify(brotliCompress), gzip: promisify(gzip) };

export interface SearchApiOptions {
  engines: SiteEngines;
  /** Origins that may search here besides the request's own host. */
  origins: readonly string[];
  trustedProxies: number;
  perMinute: number;
  note: Note;
}

async function send(res: ServerResponse, status: number, body: object, accepts?: string): Promise<true> {
  const text = JSON.stringify(body);
  const encoding = text.length < PACK_FROM ? 'identity' : (acceptable(accepts)[0] ?? 'identity');
  let bytes: Buffer = Buffer.from(text);
  if (encoding === 'br') bytes = await packed.br(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  if (encoding === 'gzip') bytes = await packed.gzip(text, { level: 4 });
  if (res.destroyed) return true;
  if (encoding === 'br' || encoding === 'gzip') res.setHeader('content-encoding', encoding);
  res.setHeader('content-type', 'application/json');
  res.setHeader('content-length', bytes.length);
  // The words were in the body; nothing between here and the browser may keep the answer to them.
  res.setHeader('cache-control', 'no-store');
  res.setHeader('vary', 'accept-encoding');
  res.statusCode = status;
  res.end(bytes);
  return true;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SearchServersAway('no answer in time')), ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `POST /api/search`: a search as JSON, answered with the contract of every engine. It is there only where a search
 * server is switched on. The words travel in the body and are in no log, no message and no cache. Where the server is
 * away it answers 503, and the browser searches by itself.
 */
export function searchApi(options: SearchApiOptions): Handler {
  const { engines, origins, trustedProxies, perMinute, note } = options;
  const limit = new RateLimit(perMinute, 60_000);
  return async ({ req, res, path }) => {
    if (path !== SEARCH_PATH || !engines.on) return false;
    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST');
      return send(res, 405, { error: 'Searches are sent here with POST.' });
    }
    try {
      checkOrigin(req.headers, origins);
      if (!limit.take(clientAddress(req, trustedProxies)))
        throw new Refused(429, 'Many searches have come from your network. Wait a minute.');
      if (!/^application\/json\b/i.test(req.headers['content-type'] ?? ''))
        throw new Refused(415, 'A search is sent as JSON.');
      const request = readSearch(await readBody(req, SEARCH_MAX, BODY_MS));
      if (!request) throw new Refused(400, 'That is not a search.');
      // Now is the server's: a page that was left open asks about today.
      const answer = await inTime(engines.ask({ ...request, now: undefined }));
      return await send(res, 200, answer, req.headers['accept-encoding']);
    } catch (e) {
      if (res.destroyed || req.socket.destroyed) return true;
      // What is left of a body that was not read would be taken for the next request.
      if (!req.complete) res.shouldKeepAlive = false;
      if (e instanceof Refused) {
        if (e.status === 429) res.setHeader('retry-after', '60');
        return send(res, e.status, { error: e.message });
      }
      if (!(e instanceof SearchServersAway))
        note(`A search failed: ${e instanceof Error ? e.name : 'unknown'}.`);
      res.setHeader('retry-after', '60');
      return send(res, 503, { error: 'The search server is away.' });
    }
  };
}
