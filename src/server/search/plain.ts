import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import { type Handler, redirect } from '#server/http.ts';
import {
  checkOrigin,
  clientAddress,
  type Posted,
  parseForm,
  RateLimit,
  Refused,
  readBody,
} from '#server/intake/guard.ts';
import type { AstroHandler } from '#server/on-demand.ts';
import type { SiteEngines } from '#server/search/engines.ts';
import { SEARCH_MAX } from '#server/search/request.ts';
import { segmentsOf } from '#server/static/files.ts';

/** Where browsers without scripts post their search, and the page that Astro renders the answer with. */
const FIND_PATH = '/find/';
const ANSWER_PATH = '/find/answer/';

/** What the answer page may ask of the server. It gets this as `Astro.locals.search` and holds nothing else. */
export interface PlainSearch {
  posted: Posted;
  /** Why the search was not taken, in words, where it was refused at the door. */
  refused: { status: number; message: string } | undefined;
  ask(request: SearchRequest): Promise<SearchAnswer>;
  read(q: string, literal: boolean): Promise<Reading>;
  /** A file of the build, by its path on the site. Rejects where there is none. */
  file(path: string): Promise<string>;
}

export interface PlainSearchOptions {
  astro: AstroHandler;
  engines: SiteEngines;
  /** The folder of files that the build made for browsers. */
  client: string;
  origins: readonly string[];
  trustedProxies: number;
  perMinute: number;
}

function fileReader(client: string) {
  return async (path: string): Promise<string> => {
    const segments = segmentsOf(path);
    if (!segments) throw new Error('no such file');
    return readFile(join(client, ...segments), 'utf8');
  };
}

/**
 * A search sent without JavaScript: read here, so that Astro never sees more than 16 kB, and answered with a page made
 * for it. The words are in the body, the page is kept by no cache, and neither is in any log.
 */
export function plainSearch(options: PlainSearchOptions): Handler {
  const { astro, engines, client, origins, trustedProxies, perMinute } = options;
  const limit = new RateLimit(perMinute, 60_000);
  const file = fileReader(client);
  return async ({ req, res, path }) => {
    if (path === ANSWER_PATH) return redirect(res, 303, FIND_PATH);
    if (path !== FIND_PATH || req.method !== 'POST') return false;
    let posted: Posted = new Map();
    let refused: PlainSearch['refused'];
    try {
      checkOrigin(req.headers, origins);
      if (!limit.take(clientAddress(req, trustedProxies)))
        throw new Refused(429, 'Many searches have come from your network. Please wait a minute.');
      posted = parseForm(req.headers, await readBody(req, SEARCH_MAX));
    } catch (e) {
      if (res.destroyed || req.socket.destroyed) return true;
      const { status, message } =
        e instanceof Refused ? e : new Refused(400, 'The search did not reach us whole. Please try again.');
      refused = { status, message };
      res.shouldKeepAlive = false;
    }
    // The body has been read: for Astro this is a visit to the answer page, and what was posted is in the locals.
    req.method = 'GET';
    req.url = ANSWER_PATH;
    for (const name of ['content-length', 'content-type', 'transfer-encoding']) delete req.headers[name];
    res.setHeader('cache-control', 'no-store');
    const { read, askEither: ask } = engines;
    const search: PlainSearch = { posted, refused, ask, read, file };
    await new Promise<void>((resolve, reject) => {
      res.once('close', resolve);
      Promise.resolve(astro(req, res, (e) => (e ? reject(e) : resolve()), { search })).then(
        () => resolve(),
        reject,
      );
    });
    return true;
  };
}

/** Tells the find page that this server searches too: see siteSearches in the browser. */
export function sayThatItSearches(engines: SiteEngines): Handler {
  return ({ res, path }) => {
    if (engines.on && path === FIND_PATH) res.setHeader('server-timing', 'search;desc="on"');
    return false;
  };
}
