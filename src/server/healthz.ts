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
