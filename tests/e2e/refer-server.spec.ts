import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { databaseOf } from '#server/database.ts';
import { Store } from '#server/db/store.ts';
import { openRow } from '#server/staff/opened.ts';
import { referSite } from '../fixtures/refer-site.ts';
import { LISTING, SURGERY, TEAM } from './refer-journeys.ts';

// Each starts a server of its own, and the machine may be busy.
test.describe.configure({ timeout: 90_000 });

/** The form's server as a program sees it: what it keeps, what it refuses, what it says when it is in trouble. */
const OUT_DIR = process.env['REFER_OUT_DIR'] ?? 'dist';
const MARK = 'Zanzibar7731';

type Site = Awaited<ReturnType<typeof referSite>>;
let site: Site;
test.beforeAll(async () => {
  site = await referSite(OUT_DIR, { SENDS_PER_HOUR: '1000' });
});
test.afterAll(() => site.stop());

const stateIn = (html: string) => /name="state" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Posts one page, as a browser without JavaScript does. */
async function post(
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
  at = site,
) {
  const body = new URLSearchParams(Object.entries(fields).flatMap(([k, v]) => [v].flat().map((x) => [k, x])));
  const response = await fetch(`${at.url}/refer/form/`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
  });
  const html = await response.text();
  return { status: response.status, html, headers: response.headers, state: stateIn(html) };
}

const begin = async (at = site) => stateIn(await (await fetch(`${at.url}/refer/form/`)).text());

/** Every field of every page, with the mark in each free text. */
const PAGES: Record<string, string | string[]>[] = [
  { asker: 'friend-or-family' },
  { where: SURGERY },
  { 'fits.age': 'yes', 'fits.need': 'both' },
  { 'needs.words': `${MARK} I want to die`, 'needs.topics': ['loneliness', 'money'] },
  {
    'person.name': `Nan ${MARK}`,
    'person.calledName': MARK,
    'person.born': ['27', '3', '1948'],
    'person.postcode': 'WN7 1AB',
    'person.practiceName': MARK,
  },
  {
    'reach.ways': ['phone', 'email', 'letter'],
    'reach.phone': '07700 900158',
    'reach.email': `${MARK}@example.org`,
    'reach.address': `1 ${MARK} Street`,
  },
  {
    'reach.safeToCall': 'check',
    'reach.safeToLeaveMessage': 'no-name',
    'reach.safeToWrite': 'yes',
    'reach.times': 'weekday-morning',
    'reach.timesNote': MARK,
  },
  {
    'support.interpreter': 'yes',
    'support.language': MARK,
    'support.communicationNote': MARK,
    'support.access': MARK,
  },
  {
    'referrer.name': MARK,
    'referrer.relation': MARK,
    'referrer.phone': '07700 900159',
    'referrer.email': `${MARK}@example.org`,
    'referrer.agreed': 'yes',
  },
  { 'consents.share': 'yes' },
];

async function toCheck(at = site): Promise<string> {
  let state = await begin(at);
  for (const page of PAGES) {
    const next = await post({ state, go: 'next', ...page }, {}, at);
    expect(next.status, /to-fix[\s\S]{0,300}/.exec(next.html)?.[0]).toBe(200);
    state = next.state;
  }
  return state;
}

const bytesUnder = (folder: string) =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => readFileSync(join(f.parentPath, f.name))),
  ).toString('latin1');

test('what is typed is nowhere but in the seal', async () => {
  const said: string[] = [];
  const { log, error } = console;
  console.log = (...all) => said.push(all.join(' '));
  console.error = (...all) => said.push(all.join(' '));
  let reference = '';
  try {
    const state = await toCheck();
    const wrong = await post({ state, go: 'change:reach' });
    const bad = await post({
      state: wrong.state,
      go: 'next',
      'reach.ways': 'phone',
      'reach.phone': `${MARK} 12`,
    });
    expect(bad.status).toBe(422);
    // The page gives a person's own words back to them; nothing else may hold them.
    expect(bad.html).toContain(MARK);
    expect(Buffer.from(bad.state, 'base64url').toString('latin1')).not.toContain(MARK);
    const sent = await post({ state, go: 'send' });
    reference = /<b>([A-Z\d]{4}-[A-Z\d]{4})<\/b>/.exec(sent.html)?.[1] ?? '';
    await post({ state: `${MARK}`, go: 'send', [MARK]: MARK });
    await fetch(`${site.url}/refer/form/`, {
      method: 'POST',
      body: MARK,
      headers: { 'content-type': 'text/plain' },
    });
  } finally {
    console.log = log;
    console.error = error;
  }
  expect(reference).not.toBe('');
  const everywhere = bytesUnder(site.folder) + site.log.join('\n') + said.join('\n');
  for (const canary of [MARK, '07700 900158', '07700900158', '1948-03-27', 'WN7 1AB', 'want to die'])
    expect(everywhere).not.toContain(canary);
  const store = await Store.open(databaseOf(site.settings));
  const row = await store.staff.get(reference, 'test', 'read', Date.now());
  const identity = readFileSync(join(site.folder, 'development-identity.txt'), 'utf8').split('\n')[1] ?? '';
  if (!row) throw new Error('not kept');
  const { data } = await openRow(row, [identity]);
  expect(JSON.stringify(data).split(MARK).length).toBeGreaterThan(12);
  expect(data).toMatchObject({
    team: TEAM?.id,
    urgent: ['suicide'],
    reach: { safeToLeaveMessage: 'no-name' },
  });
  await store.close();
});

test('one form pressed many times at once is one referral, and changed answers another', async () => {
  const state = await toCheck();
  const all = await Promise.all(Array.from({ length: 12 }, () => post({ state, go: 'send' })));
  const references = new Set(all.map((r) => /<b>([A-Z\d]{4}-[A-Z\d]{4})<\/b>/.exec(r.html)?.[1]));
  expect(references.size).toBe(1);
});

test('forms from other sites are refused, and ours get through a proxy that speaks TLS for us', async () => {
  const state = await begin();
  const fields = { state, go: 'next', asker: 'self' };
  expect((await post(fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await post(fields, { origin: 'https://bad.example' })).status).toBe(403);
  expect((await post(fields, { origin: 'null' })).status).toBe(403);
  expect(
    (await post(fields, { origin: 'https://waymark.example.org', 'x-forwarded-proto': 'https' })).status,
  ).toBe(200);
});

test('too many forms: the answers stay, and the person is told', async () => {
  const strict = await referSite(OUT_DIR, { SENDS_PER_HOUR: '1' });
  try {
    const state = await toCheck(strict);
    expect((await post({ state, go: 'send' }, {}, strict)).status).toBe(200);
    const second = await toCheck(strict);
    const refused = await post({ state: second, go: 'send' }, {}, strict);
    expect(refused.status).toBe(429);
    expect(refused.html).toContain('Your answers are still here');
    expect(refused.html).toContain(`Nan ${MARK}`);
  } finally {
    await strict.stop();
  }
});

test('a database that has gone: the person is told, keeps every answer, and can send when it is back', async () => {
  const { renameSync } = await import('node:fs');
  const shaky = await referSite(OUT_DIR);
  try {
    const state = await toCheck(shaky);
    const file = join(shaky.folder, 'referrals.db');
    renameSync(file, `${file}.away`);
    const failed = await post({ state, go: 'send' }, {}, shaky);
    expect(failed.status).toBe(503);
    expect(failed.html).toContain('Nothing you wrote is lost');
    expect(failed.html).toContain(`Nan ${MARK}`);
    expect(failed.html).not.toMatch(/at .*\.(ts|mjs):\d+|SQLITE|Error:/);
    renameSync(`${file}.away`, file);
    expect((await post({ state: failed.state, go: 'send' }, {}, shaky)).status).toBe(200);
  } finally {
    await shaky.stop();
  }
});

test('security headers are on every kind of answer', async () => {
  const url = site.url;
  const kinds: [string, string, RequestInit, number][] = [
    ['a file', '/refer/', {}, 200],
    ['an on-demand page', '/refer/form/', {}, 200],
    ['without its slash', '/refer/form', { redirect: 'manual' }, 308],
    ['a mistake', '/refer/form/', { method: 'POST', body: new URLSearchParams({ state: 'x' }) }, 409],
    ['another kind of body', '/refer/form/', { method: 'POST', body: 'x' }, 415],
    ['another method', '/refer/form/', { method: 'DELETE' }, 405],
    ['a form to a file', '/refer/', { method: 'POST', body: new URLSearchParams({ a: '1' }) }, 405],
    ['nothing there', '/refer/nowhere/', {}, 404],
    ['health', '/healthz', {}, 200],
  ];
  for (const [name, path, init, status] of kinds) {
    const { headers, status: got } = await fetch(url + path, init);
    expect(got, name).toBe(status);
    expect(headers.get('content-security-policy'), name).toContain("default-src 'none'");
    expect(headers.get('referrer-policy'), name).toBe('same-origin');
    expect(headers.get('x-content-type-options'), name).toBe('nosniff');
    expect(headers.get('set-cookie'), name).toBeNull();
  }
});

test('5,000 bodies of nonsense: refused in bounds, no trace of the code, no stall', async () => {
  test.setTimeout(180_000);
  // In a process of its own, so that what stalls is the server and not the test that feeds it.
  const child = fork('tests/fixtures/refer-site-process.ts', [OUT_DIR], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told = () =>
    new Promise<Record<string, unknown>>((done) => child.once('message', (m) => done(Object(m))));
  const url = String((await told())['url']);
  const at = { ...site, url };
  for (let i = 0; i < 3; i++) await toCheck(at);
  const state = await toCheck(at);
  child.send('measure');
  await told();
  let seed = 20261121;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % n;
  };
  const bytes = (n: number) => Buffer.from(Array.from({ length: n }, () => random(256)));
  const bodies: (() => Buffer)[] = [
    () => bytes(random(2000)),
    () => Buffer.from(`state=${state.slice(0, random(state.length))}&go=send`),
    () => Buffer.from(`state=${state}&go=${encodeURIComponent(bytes(20).toString('latin1'))}&website=x`),
    () =>
      Buffer.from(
        `state=${state}&go=change:${['who', 'check', '__proto__', 'help', 'constructor'][random(5)]}`,
      ),
    () => Buffer.from(`state=${state}&go=next&__proto__=1&person.name=${'%'.repeat(random(50))}`),
    () => Buffer.from('a=1&'.repeat(random(20_000))),
    () => Buffer.from(`state=${state}&${`needs.words=${'🙂'.repeat(random(900))}&`.repeat(3)}`),
    () => Buffer.alloc(random(90_000), 'state='),
  ];
  const types = [
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json',
    '',
    'text/plain; charset=utf-16',
  ];
  const counts = new Map<number, number>();
  const one = (i: number) =>
    new Promise<void>((done) => {
      const body = bodies[i % bodies.length]?.() ?? Buffer.alloc(0);
      const type = random(4) > 0 ? types[0] : types[random(types.length)];
      const req = rawRequest(
        `${url}/refer/form/`,
        { method: 'POST', headers: { 'content-type': type ?? '' } },
        (res) => {
          let text = '';
          res.on('data', (c) => {
            text += c;
          });
          res.on('close', () => {
            counts.set(res.statusCode ?? 0, (counts.get(res.statusCode ?? 0) ?? 0) + 1);
            expect(text).not.toMatch(/\bat .*\.(ts|mjs):\d+|TypeError|ReferenceError/);
            done();
          });
        },
      );
      // A body that is too long may be answered before it is all sent, and then the line closes.
      req.on('error', () => {
        counts.set(-1, (counts.get(-1) ?? 0) + 1);
        done();
      });
      req.end(body);
    });
  for (let i = 0; i < 5000; i += 4) await Promise.all([0, 1, 2, 3].map((k) => one(i + k)));
  child.send('report');
  const { max, p99, errors } = await told();
  child.kill();
  console.log(Object.fromEntries(counts), `longest stall ${max} ms, p99 ${p99} ms`);
  for (const status of counts.keys()) expect([-1, 200, 400, 408, 409, 413, 415, 422, 429]).toContain(status);
  expect(errors).toBe(0);
  // On a machine with more to do than it has processors, the wait is for them and not for the server.
  if ((loadavg()[0] ?? 0) < availableParallelism()) expect(Number(max)).toBeLessThan(50);
});

test('"tell us" forms: a mistake is shown, a group becomes a suggestion, a listing a report', async () => {
  const send = async (path: string, fields: [string, string][]) => {
    const page = await fetch(site.url + path);
    expect(page.status).toBe(200);
    const body = new URLSearchParams([['state', stateIn(await page.text())], ...fields]);
    const response = await fetch(site.url + path, { method: 'POST', body });
    return { status: response.status, html: await response.text() };
  };
  const wrong = await send('/tell-us/group/', [['name', 'Knit and natter']]);
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('Write what people do there');
  expect(wrong.html).toContain('value="Knit and natter"');
  const group = await send('/tell-us/group/', [
    ['name', 'Knit and natter'],
    ['does', 'We knit'],
    ['place', 'Leigh'],
    ['topics', 'loneliness'],
  ]);
  expect(group.status).toBe(200);
  const report = await send(`/tell-us/listing/?about=${LISTING.code}`, [
    ['fields', 'times'],
    ['says', 'Now at 2pm'],
  ]);
  expect(report.html).toContain('Thank you');
  expect((await fetch(`${site.url}/tell-us/listing/?about=../../etc`)).status).toBe(404);
});
