import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { londonDate } from '#lib/dates.ts';
import type { Log } from '#server/delivery/worker.ts';
import { embedHeaders } from '#server/embed-headers.ts';
import type { Settings } from '#server/env/settings.ts';
import { securityHeaders } from '#server/headers.ts';
import { buildAlarm, healthz } from '#server/healthz.ts';
import { createSite, type Handler } from '#server/http.ts';
import { type AstroHandler, onDemand } from '#server/on-demand.ts';
import { type ReferServer, startRefer } from '#server/refer.ts';
import { searchApi } from '#server/search/api.ts';
import { openEngines } from '#server/search/engines.ts';
import { plainSearch, sayThatItSearches } from '#server/search/plain.ts';
import { brokenPage, notFound, staticFiles } from '#server/static/static.ts';
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

/** The build's words file, from which the form knows words of danger; undefined where the build has none. */
async function wordsOf(outDir: string): Promise<string | undefined> {
  const folder = join(outDir, 'client', 'search');
  const name = (await readdir(folder).catch(() => [])).find((f) => /^words-\w+\.json$/.test(f));
  return name && readFile(join(folder, name), 'utf8');
}

/** How the referrals stand, and whether the site is still built each day. */
async function healthOf(refer: ReferServer | undefined, current: ReturnType<typeof liveBuild>) {
  const { today } = await current();
  const { ok, detail } = (await refer?.health()) ?? { ok: true, detail: { referrals: 'off' } };
  const old = buildAlarm(today, londonDate(new Date()));
  return { ok: ok && !old, detail: { ...detail, built: today, ...(old && { build: old }) } };
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
  const refer = settings.REFERRALS ? await startRefer(settings, write, await wordsOf(outDir)) : undefined;
  const current = liveBuild(outDir);
  const astro: AstroHandler = async (req, res, next, locals) =>
    (await current()).astro(req, res, next, locals);
  const from = { origins: [origin], trustedProxies: settings.TRUSTED_PROXIES };
  const made = onDemand({
    astro,
    services: refer?.services,
    sendsPerHour: settings.SENDS_PER_HOUR,
    ...from,
  });
  const client = join(outDir, 'client');
  const note = (what: string) => write('search', { what });
  const engines = await openEngines(client, settings, note);
  const perMinute = settings.SEARCHES_PER_MINUTE;
  const handlers: Handler[] = [
    healthz(() => healthOf(refer, current)),
    async (x) => (await current()).redirects(x),
    sayThatItSearches(engines),
    searchApi({ engines, perMinute, note, ...from }),
    made,
    plainSearch({ astro, engines, client, perMinute, ...from }),
    embedHeaders,
    staticFiles(client),
    notFound(client),
  ];
  const server = createSite({
    handlers,
    broken: brokenPage(client),
    headers: securityHeaders({ imageOrigins: stamp.imageOrigins }),
    log,
  });
  return { server, stop: async () => refer?.stop() };
}
