import type { IncomingMessage, ServerResponse } from 'node:http';
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
import type { ReferRequest, ReferServices } from '#server/refer.ts';

/** Pages that Astro renders at each visit. Everything else is a file. */
export const ON_DEMAND = /^\/(refer\/(form|equality)|tell-us\/(listing|group))\/$/;

/** Astro's own handler, as `@astrojs/node` builds it in middleware mode. */
export type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => unknown;

export interface OnDemandOptions {
  astro: AstroHandler;
  /** Undefined where the form is switched off: its pages then give the telephone number. */
  services: ReferServices | undefined;
  /** Origins that may post to us, besides the request's own host. */
  origins: readonly string[];
  trustedProxies: number;
  /** Forms an address may send in an hour. */
  sendsPerHour: number;
}

/**
 * The services for one answer, which tells the browser to forget the pages before it once the form is kept: on a
 * computer that others use, Back would show them everything (Clear Site Data, W3C). Until then Back has to work, so
 * those pages may be kept.
 */
function forgetting(services: ReferServices, response: ServerResponse): ReferServices {
  return {
    ...services,
    async send(...all) {
      const sent = await services.send(...all);
      if (sent.ok) {
        response.setHeader('clear-site-data', '"cache"');
        response.setHeader('cache-control', 'no-store');
      }
      return sent;
    },
  };
}

/** Pages an address may post for each form it may send: a form has a dozen, and people go back and forth. */
const POSTS_PER_FORM = 50;

/**
 * The handler for the form's pages. It reads the body itself, so that Astro never sees more than 64 kB, and refuses
 * what no browser of ours would send; the page then says why. True where the request was one of these.
 */
export function onDemand(options: OnDemandOptions): Handler {
  const { astro, services, origins, trustedProxies, sendsPerHour } = options;
  const limit = new RateLimit(sendsPerHour * POSTS_PER_FORM);
  const read = async (request: IncomingMessage, address: string): Promise<Posted> => {
    checkOrigin(request.headers, origins);
    if (!limit.take(address))
      throw new Refused(429, 'Too many forms have come from your network. Please try again later, or phone.');
    return parseForm(request.headers, await readBody(request));
  };
  return async ({ req: request, res: response, path, query }) => {
    if (ON_DEMAND.test(`${path}/`)) return redirect(response, 308, `${path}/${query}`);
    if (!ON_DEMAND.test(path)) return false;
    const address = clientAddress(request, trustedProxies);
    const refer: ReferRequest | undefined = services && {
      services: forgetting(services, response),
      posted: undefined,
      refused: undefined,
      address,
    };
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') {
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
      return true;
    }
    if (request.method === 'POST' && refer) {
      try {
        refer.posted = await read(request, address);
      } catch (e) {
        // The line has gone: there is nobody to answer. (A body that was read to its end is "destroyed" too.)
        if (response.destroyed || response.socket?.destroyed !== false) return true;
        const refused =
          e instanceof Refused ? e : new Refused(400, 'The form did not reach us whole. Please try again.');
        refer.refused = { status: refused.status, message: refused.message };
        // What is left of a body that was too long would be taken for the next request.
        response.shouldKeepAlive = false;
      }
      // The body has been read: for Astro this is a visit, and what was posted is in the locals.
      request.method = 'GET';
      delete request.headers['content-length'];
      delete request.headers['content-type'];
      delete request.headers['transfer-encoding'];
    }
    // A form page shows what someone typed, so no shared cache may keep it. Not no-store: that breaks Back.
    response.setHeader('cache-control', 'private, no-cache');
    return new Promise<boolean>((resolve, reject) => {
      response.once('close', () => resolve(true));
      // Astro calls on where the build has no such page.
      const next = (e?: unknown) => (e ? reject(e) : resolve(false));
      Promise.resolve(astro(request, response, next, { refer })).then(() => resolve(true), reject);
    });
  };
}
