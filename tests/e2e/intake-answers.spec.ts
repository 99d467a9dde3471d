import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { securityHeaders } from '#server/headers.ts';
import { createSite } from '#server/http.ts';
import { listen } from '#server/listen.ts';
import { onDemand } from '#server/on-demand.ts';
import { pageState } from '#server/page-state/page-state.ts';
import type { ReferServices } from '#server/refer.ts';
import { brokenPage } from '#server/static/static.ts';
import { STORES } from '../contract/stores.ts';
import { canariesFor, canaryAnswers, canaryOf, findings } from '../fixtures/canaries.ts';
import { FormDriver, wordsOf } from '../fixtures/form-driver.ts';
import { OUT_DIR, type RunningSite, runSite } from '../fixtures/running-site.ts';
import { TEAM } from './refer-journeys.ts';

/** Every kind of answer the site gives, on both stores: its status, its headers, and what it says when it breaks. */
// One after the other: each group starts a site, and some a database.
test.describe.configure({ timeout: 120_000, mode: 'default' });

const body = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
const raw = (text: string, type: string) => ({
  method: 'POST',
  body: text,
  headers: { 'content-type': type },
});

/** A kind of answer: what it is, how to get it, its status. */
const KINDS: [kind: string, path: string, init: RequestInit, status: number][] = [
  ['a page of the build', '/refer/', {}, 200],
  ['a file', '/robots.txt', {}, 200],
  ['a HEAD', '/refer/', { method: 'HEAD' }, 200],
  ['a page without its slash', '/refer', {}, 301],
  ['a page on demand', '/refer/form/', {}, 200],
  ['a HEAD on demand', '/refer/form/', { method: 'HEAD' }, 200],
  ['a page on demand without its slash', '/refer/form', {}, 308],
  ['a form without state', '/refer/form/', body({ state: 'x' }), 409],
  ['a mistake', '/tell-us/group/', body({ name: '' }), 422],
  ['another kind of body', '/refer/form/', raw('x', 'text/plain'), 415],
  ['a body that is no text', '/refer/form/', raw('a=%ff', 'application/x-www-form-urlencoded'), 409],
  ['a body too long', '/refer/form/', body({ words: 'x'.repeat(70_000) }), 413],
  ['too many fields', '/refer/form/', raw('a&'.repeat(300), 'application/x-www-form-urlencoded'), 400],
  [
    'a form of another site',
    '/refer/form/',
    { ...body({}), headers: { origin: 'https://evil.example' } },
    403,
  ],
  ['another method on demand', '/refer/form/', { method: 'DELETE' }, 405],
  ['a form sent to a file', '/refer/', body({ a: '1' }), 405],
  ['nothing there', '/refer/nowhere/', {}, 404],
  ['a listing that is not there', '/tell-us/listing/?about=../../etc', {}, 404],
  ['an address that was once to be made', '/refer/leave/', {}, 404],
  ['a form sent nowhere', '/nowhere/', body({ a: '1' }), 405],
  ['the page for a fault', '/500.html', {}, 500],
  ['health', '/healthz', {}, 200],
  ['a search without scripts', '/find/', body({ q: 'lonely' }), 200],
];

for (const kind of STORES)
  test.describe(`on ${kind.name}`, () => {
    test.skip(kind.missing !== undefined, kind.missing);
    let store: Awaited<ReturnType<(typeof kind)['start']>>;
    let site: RunningSite;
    test.beforeAll(async () => {
      store = await kind.start();
      const env: Record<string, string> = { SENDS_PER_HOUR: '1' };
      if (kind.name === 'postgres') env['DATABASE_URL'] = (await store.fresh()).url;
      site = await runSite({ env });
    });
    test.afterAll(async () => {
      await site.stop();
      store.stop();
    });

    const expectHeaders = (headers: Headers) => {
      for (const [name, value] of Object.entries(securityHeaders()).filter(
        ([n]) => n !== 'content-security-policy',
      ))
        expect(headers.get(name), name).toBe(value);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(policy).not.toMatch(/unsafe|\*|http:/);
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    };

    for (const [name, path, init, status] of KINDS)
      test(name, async () => {
        const answer = await fetch(site.url + path, { redirect: 'manual', ...init });
        const text = await answer.text();
        expect(answer.status, wordsOf(text).slice(0, 200)).toBe(status);
        expectHeaders(answer.headers);
        expect(text).not.toMatch(/\bat .*\.m?[jt]s:\d+|node_modules/);
      });

    test('a form that is kept, and one too many', async () => {
      const form = () => new FormDriver(site.url, '/refer/form/', canaryAnswers);
      const first = form();
      await first.toCheck();
      const kept = await first.press('send');
      expect(kept.status).toBe(200);
      expectHeaders(kept.headers);
      expect(kept.headers.get('clear-site-data')).toBe('"cache"');
      const second = form();
      await second.toCheck();
      const refused = await second.press('send');
      expect(refused.status).toBe(429);
      expectHeaders(refused.headers);
      expect(refused.headers.get('clear-site-data')).toBeNull();
      expect(wordsOf(refused.html)).toContain(canaryOf('needs.words'));
      // The log has it once the line is done with.
      await expect.poll(() => site.said()).toMatch(/Z POST \/refer\/form\/ 429 \d+ms/);
    });
  });

/** The pages of the build over services of which one breaks, and everything that is then said and logged. */
async function brokenSite(services: Partial<ReferServices>) {
  const { handler } = await import(pathToFileURL(resolve(OUT_DIR, 'server', 'entry.mjs')).href);
  const said: string[] = [];
  const working: ReferServices = {
    state: pageState(),
    crisesIn: () => [],
    send: async () => ({ ok: false, why: 'not-stored' }),
    equality: async () => false,
  };
  const made = onDemand({
    astro: handler,
    services: { ...working, ...services },
    origins: [],
    trustedProxies: 0,
    sendsPerHour: 100,
  });
  const server = createSite({
    handlers: [made],
    headers: securityHeaders(),
    broken: brokenPage(join(OUT_DIR, 'client')),
    log: (line) => said.push(line),
  });
  const { error, warn } = console;
  for (const name of ['error', 'warn'] as const)
    console[name] = (...all) => said.push(all.map(String).join(' '));
  return {
    url: await listen(server, 0, '127.0.0.1'),
    said,
    stop() {
      Object.assign(console, { error, warn });
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a page that breaks while it is made: kind words, the numbers, and nothing of anyone in the log', async () => {
  const site = await brokenSite({
    send: async (values) => {
      throw new RangeError(
        `Invalid time value: ${JSON.stringify(values)}\n at line 2: ${JSON.stringify(values)}`,
      );
    },
  });
  try {
    const form = new FormDriver(site.url, '/refer/form/', canaryAnswers);
    await form.toCheck();
    const broken = await form.press('send');
    expect(broken.status).toBe(500);
    expect(broken.headers.get('content-type')).toMatch(/^text\/html/);
    expect(broken.headers.get('referrer-policy')).toBe('same-origin');
    const words = wordsOf(broken.html);
    expect(words).toContain('It is not your fault');
    expect(words).toContain(TEAM?.contact.phone);
    expect(broken.html).not.toMatch(/RangeError|\bat .*\.m?[jt]s:\d+/);
    await expect.poll(() => site.said.join('\n')).toMatch(/Z POST \/refer\/form\/ 500 \d+ms/);
    const log = site.said.join('\n');
    expect(log).toMatch(/RangeError\n +at /);
    expect(
      findings(
        [
          ['the log', log],
          ['the page', broken.html],
        ],
        canariesFor(form.met),
      ),
    ).toEqual([]);
  } finally {
    site.stop();
  }
});
