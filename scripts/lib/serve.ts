import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Log } from '#server/delivery/worker.ts';
import { embedHeaders } from '#server/embed-headers.ts';
import type { Settings } from '#server/env/settings.ts';
import { securityHeaders } from '#server/headers.ts';
import { healthz } from '#server/healthz.ts';
import { createSite, type Handler } from '#server/http.ts';
import { onDemand } from '#server/on-demand.ts';
import { startRefer } from '#server/refer.ts';
import { notFound, staticFiles } from '#server/static/static.ts';
import { withoutScripts } from '#server/without-scripts.ts';
import { liveBuild } from './live.ts';
import type { Stamp } from './stamp.ts';

export interface SiteOptions {
  outDir: string;
  stamp: Stamp;
  settings: Settings;
  /** The site's own address, which may post to its own forms from behind a proxy. */
  origin: string;
  log?: (line: string) => void;
}

/**
 * The whole site over one build folder: health, former addresses, pages made at each visit, files, and the page for
 * what is not there. Throws SettingsError where referrals could reach nobody.
 */
export async function openSite(options: SiteOptions): Promise<{ server: Server; stop(): Promise<void> }> {
  const { outDir, stamp, settings, origin, log } = options;
  // Alarms are not requests: a quiet access log must not hide them.
  const write: Log = (event, detail = {}) =>
    console.log(JSON.stringify({ at: new Date().toISOString(), event, ...detail }));
  const refer = settings.REFERRALS ? await startRefer(settings, write) : undefined;
  const current = liveBuild(outDir);
  const made = onDemand({
    astro: async (req, res, next, locals) => (await current()).astro(req, res, next, locals),
    services: refer?.services,
    origins: [origin],
    trustedProxies: settings.TRUSTED_PROXIES,
    sendsPerHour: settings.SENDS_PER_HOUR,
  });
  const client = join(outDir, 'client');
  const handlers: Handler[] = [
    healthz(async () => refer?.health() ?? { ok: true, detail: { referrals: 'off' } }),
    async (x) => (await current()).redirects(x),
    made,
    withoutScripts,
    embedHeaders,
    staticFiles(client),
    notFound(client),
  ];
  const server = createSite({
    handlers,
    headers: securityHeaders({ imageOrigins: stamp.imageOrigins }),
    log,
  });
  return { server, stop: async () => refer?.stop() };
}
