import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { canariesFor, canaryAnswers, findings } from '../fixtures/canaries.ts';
import { controlsIn } from '../fixtures/form-driver.ts';
import { filesUnder, type RunningSite, runSite } from '../fixtures/running-site.ts';
import { tlsProxy } from '../fixtures/tls-proxy.ts';

/** The form in a browser of its own: what is left in its profile, and how it fares behind a proxy that speaks TLS. */
// One after the other: each group starts a site, and some a database.
test.describe.configure({ timeout: 120_000, mode: 'default' });

let site: RunningSite;
test.beforeAll(async () => {
  site = await runSite({ env: { TRUSTED_PROXIES: '1' } });
});
test.afterAll(() => site.stop());

/** Fills in whatever the page asks. */
async function answer(page: Page, met: Set<string>): Promise<void> {
  const controls = controlsIn(await page.content());
  for (const name of new Set(controls.map((c) => c.name))) {
    met.add(name);
    const same = controls.filter((c) => c.name === name);
    const type = same[0]?.type ?? 'text';
    const values =
      canaryAnswers(
        name,
        type,
        same.map((c) => c.value),
      ) ?? [];
    for (const [i, value] of values.entries())
      if (type === 'radio' || type === 'checkbox')
        await page.locator(`[name="${name}"][value="${value}"]`).check();
      else await page.locator(`[name="${name}"]`).nth(i).fill(value);
  }
}

/** Fills in the whole form up to the check. The names of the fields. */
async function fillIn(page: Page, url: string): Promise<Set<string>> {
  const met = new Set<string>();
  await page.goto(`${url}/refer/form/`);
  for (let i = 0; i < 30; i++) {
    if ((await page.getByRole('button', { name: 'Send my form' }).count()) > 0) return met;
    await answer(page, met);
    await page
      .getByRole('button', { name: /^(Continue|Save and check)$/ })
      .last()
      .click();
  }
  throw new Error('The form never came to its end');
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send my form' }).last().click();
  await expect(page.locator('main h1').first()).toHaveText('Thank you. We have your form');
}

test('once a form is sent, the site has left nothing of it in the browser', async ({
  playwright: _,
}, info) => {
  const profile = mkdtempSync(join(tmpdir(), 'waymark-profile-'));
  const { launchOptions } = info.project.use;
  const browser = await chromium.launchPersistentContext(profile, launchOptions ?? {});
  try {
    const page = await browser.newPage();
    const met = await fillIn(page, site.url);
    await page.goBack();
    await page.goForward();
    await send(page);
    await page.goto(`${site.url}/tell-us/group/`);
    await answer(page, met);
    await page.getByRole('button', { name: 'Send' }).last().click();
    await expect(page.locator('main h1').first()).toHaveText('Thank you');
    const stored = await page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      cookies: document.cookie,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(stored).toEqual({ local: {}, session: {}, databases: [], caches: [], cookies: '', workers: 0 });
    expect(await browser.cookies()).toEqual([]);
    await browser.close();
    const files = filesUnder(profile);
    expect(files.some(([path]) => path.endsWith('History'))).toBe(true);
    expect(met.size).toBeGreaterThan(25);
    // Two files are the browser's own: what it offers to fill in next time, and the pages it opens again after a crash.
    // No site can empty them; the people who use a shared computer are told so.
    const ours = files.filter(([path]) => !/\/(Web Data|Sessions\/(Session|Tabs)_\d+)$/.test(path));
    expect(ours.length).toBeGreaterThan(files.length - 8);
    expect(findings(ours, canariesFor(met))).toEqual([]);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

// The form needs no script, so each name is tried once, and each way once.
for (const [host, javaScriptEnabled] of [
  ['kept', false],
  ['changed', true],
] as const)
  test(`behind a proxy that speaks TLS, its name ${host}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    const proxy = await tlsProxy(site.url, host);
    const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await fillIn(page, proxy.url);
      await send(page);
      expect(page.url()).toBe(`${proxy.url}/refer/form/`);
    } finally {
      await context.close();
      await proxy.stop();
    }
  });

test('behind that proxy, a browser too old for Sec-Fetch-Site is known by its Origin, and another site is not', async () => {
  const proxy = await tlsProxy(site.url, 'kept');
  const { request } = await import('node:https');
  const post = (origin: string) =>
    new Promise<number>((done, fail) => {
      const req = request(
        `${proxy.url}/refer/form/`,
        {
          method: 'POST',
          rejectUnauthorized: false,
          headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        },
        (res) => {
          res.resume();
          done(res.statusCode ?? 0);
        },
      );
      req.on('error', fail);
      req.end('state=x');
    });
  try {
    // 409: taken, and found to hold no state of ours.
    expect(await post(proxy.url)).toBe(409);
    expect(await post('https://evil.example')).toBe(403);
    expect(await post('null')).toBe(403);
  } finally {
    await proxy.stop();
  }
});
