import { test as base, expect } from '@playwright/test';

/** One address of each kind of page, drawn from the sitemap, with those that are in none. */
export const KINDS: Record<string, RegExp> = {
  home: /^\/$/,
  needs: /^\/needs\/$/,
  need: /^\/needs\/[^/]+\/$/,
  'need in an area': /^\/needs\/[^/]+\/[^/]+\/$/,
  places: /^\/places\/$/,
  place: /^\/places\/[^/]+\/$/,
  asset: /^\/assets\/[^/]+\/$/,
  'A to Z': /^\/a-to-z\/$/,
  teams: /^\/teams\/$/,
  team: /^\/teams\/[^/]+\/$/,
  surgeries: /^\/surgeries\/$/,
  stories: /^\/stories\/$/,
  story: /^\/stories\/[^/]+\/$/,
  refer: /^\/refer\/$/,
  'urgent help': /^\/urgent-help\/$/,
  about: /^\/about\/$/,
  privacy: /^\/privacy\/$/,
  accessibility: /^\/accessibility\/$/,
  "what's on": /^\/whats-on\/$/,
  "what's on in a day": /^\/whats-on\/day\//,
};
const UNLISTED = {
  find: '/find/',
  'a list': '/list/',
  patterns: '/patterns/',
  'not found': '/no-such-page/',
};

type Ask = (path: string) => Promise<string>;

/** Paths of every page in the sitemap. */
export async function sitemap(ask: Ask): Promise<string[]> {
  const locs = (xml: string) =>
    [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map((m) => new URL(m[1] ?? '').pathname);
  const maps = await Promise.all(locs(await ask('/sitemap-index.xml')).map(ask));
  return maps.flatMap(locs);
}

/** The first page of each kind. A kind that the content has none of is left out. */
export async function oneOfEach(ask: Ask): Promise<[kind: string, path: string][]> {
  const paths = await sitemap(ask);
  const listed = Object.entries(KINDS).flatMap(([kind, like]): [string, string][] => {
    const path = paths.find((p) => like.test(p));
    return path ? [[kind, path]] : [];
  });
  return [...listed, ...Object.entries(UNLISTED)];
}

interface Fixtures {
  /** What the browser complained of: errors on the console, uncaught errors, requests that failed or left the origin. */
  complaints: string[];
  ask: Ask;
}

/** A page on which an unexpected complaint fails the test, in whichever test it turns up. */
export const test = base.extend<Fixtures & { expected: RegExp[] }>({
  expected: [[], { option: true }],
  ask: async ({ request }, use) => {
    await use(async (path) => (await request.get(path)).text());
  },
  complaints: [
    async ({ page, baseURL, expected }, use) => {
      const heard: string[] = [];
      const complain = (what: string) => {
        if (!expected.some((e) => e.test(what))) heard.push(what);
      };
      page.on('console', (m) => {
        if (['error', 'warning'].includes(m.type())) complain(`console: ${m.text()} (${m.location().url})`);
      });
      page.on('pageerror', (e) => complain(`uncaught: ${e.message}`));
      page.on('request', (r) => {
        const { origin, protocol } = new URL(r.url());
        if (origin !== baseURL && !['data:', 'blob:'].includes(protocol))
          complain(`left the origin: ${r.url()}`);
      });
      page.on('requestfailed', (r) => {
        const why = r.failure()?.errorText ?? '';
        if (why !== 'net::ERR_ABORTED') complain(`failed: ${r.url()} ${why}`);
      });
      await use(heard);
      expect(heard).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };
