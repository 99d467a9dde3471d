import { daysBetween } from '#lib/dates.ts';
import type { Handler } from '#server/http.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * `/healthz`: 200 where all is well, 503 where an operator should look. Everyone may know that; the numbers and the
 * alarms are only for a request from this machine that no proxy passed on.
 */
export function healthz(health: () => Promise<{ ok: boolean; detail: Record<string, unknown> }>): Handler {
  return async ({ req, res, path }) => {
    if (path !== '/healthz') return false;
    const { ok, detail } = await health();
    const near =
      LOOPBACK.test(req.socket.remoteAddress ?? '') &&
      !req.headers['x-forwarded-for'] &&
      !req.headers['forwarded'];
    res.writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    res.end(`${JSON.stringify({ ok, ...(near && detail) })}\n`);
    return true;
  };
}

/**
 * What is wrong with the age of a build, in words for an operator; undefined where it is today's or yesterday's. Pages
 * that are read without scripts say what was so on the day they were built.
 */
export function buildAlarm(built: string, today: string): string | undefined {
  if (daysBetween(built, today) <= 1) return undefined;
  return `The site was last built on ${built}. Run npm run build each day, and look at why it stopped`;
}
