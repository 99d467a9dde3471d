import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { STORES, startPostgres } from '../contract/stores.ts';
import { canariesFor, canaryAnswers, canaryOf, findings } from '../fixtures/canaries.ts';
import { FormDriver, formOfAListing, referenceIn, stateIn, wordsOf } from '../fixtures/form-driver.ts';
import { filesUnder, type RunningSite, runSite, start, until } from '../fixtures/running-site.ts';

/**
 * Words that are found nowhere else are typed into every field of every form, and then looked for, in any spelling, in
 * everything the server, the worker, the database, the mail, the receiver and the disk have kept.
 */
test.describe.configure({ timeout: 120_000 });

/** Everything that leaves for a team: mails at a real mail server, and what a webhook brought. */
async function outside() {
  const got: [string, string][] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (c) => {
        text += c;
      });
      stream.on('end', () => {
        got.push(['a mail', text]);
        done();
      });
    },
  });
  const hook = createServer(async (req, res) => {
    let body = `${req.url} ${JSON.stringify(req.headers)}\n`;
    for await (const chunk of req) body += chunk;
    got.push(['a webhook', body]);
    res.end();
  });
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
  const port = (a: unknown) => (a as AddressInfo).port;
  return {
    got,
    env: {
      WEBHOOK_URL: `http://127.0.0.1:${port(hook.address())}/hook`,
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 5).toString('base64')}`,
      NOTIFY_TO: 'team@example.org',
      NOTIFY_FROM: 'noreply@example.org',
      SMTP_URL: `smtp://127.0.0.1:${port(smtp.server.address())}`,
    },
    async stop() {
      hook.closeAllConnections();
      hook.close();
      await new Promise<void>((done) => smtp.close(() => done()));
    },
  };
}

/** One-page forms, by address: each is opened, filled in and sent. The names of its fields. */
async function tellUs(site: RunningSite, path: string): Promise<FormDriver> {
  const driver = new FormDriver(site.url, path, canaryAnswers);
  await driver.open();
  const told = await driver.press('');
  expect(told.status, wordsOf(told.html).slice(0, 300)).toBe(200);
  return driver;
}

/** Sends what no browser of ours would, with the canaries in it. The pages that refuse it. */
async function refusedPages(site: RunningSite, state: string): Promise<[string, string][]> {
  const typed = canaryOf('person.name');
  const send = async (path: string, init: RequestInit, status: number): Promise<[string, string]> => {
    const answer = await fetch(site.url + path, { redirect: 'manual', ...init });
    expect(answer.status, path).toBe(status);
    return [`the ${status} of ${path}`, `${JSON.stringify([...answer.headers])}\n${await answer.text()}`];
  };
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
  const foreign = { ...form({ state, 'person.name': typed }), headers: { 'sec-fetch-site': 'cross-site' } };
  return Promise.all([
    send('/refer/form/', { method: 'POST', body: typed }, 415),
    send('/refer/form/', { method: 'PUT', body: typed }, 405),
    send('/refer/form/', form({ state, 'needs.words': typed.repeat(5000) }), 413),
    send('/refer/form/', { ...foreign }, 403),
    send('/refer/', form({ 'person.name': typed }), 405),
    send('/refer/nowhere/', form({ 'person.name': typed }), 405),
    send('/refer/equality/', form({ state, age: typed, [typed]: typed }), 422),
  ]);
}

/** Types canaries into everything there is. What was seen on the way, and the fields that were met. */
async function typeEverything(site: RunningSite, listing: string) {
  const refer = new FormDriver(site.url, '/refer/form/', canaryAnswers);
  const check = await refer.toCheck();
  // A mistake on the way, with words of its own.
  await refer.press('change:reach');
  const bad = await refer.press('next', [
    ['reach.ways', 'phone'],
    ['reach.phone', `${canaryOf('reach.phone')} 12`],
  ]);
  expect(bad.status).toBe(422);
  const pages = await refusedPages(site, stateIn(check.html));
  refer.page = check;
  const sent = await refer.press('send');
  expect(referenceIn(sent.html)).toBeDefined();
  // For oneself: the questions about equality come with the thanks.
  const self = new FormDriver(site.url, '/refer/form/', (name, ...more) =>
    name === 'asker' ? ['self'] : canaryAnswers(name, ...more),
  );
  await self.toCheck();
  const thanks = await self.press('send');
  const equality = await fetch(`${site.url}/refer/equality/`, {
    method: 'POST',
    body: new URLSearchParams({ state: stateIn(thanks.html), age: '80-over', orientation: 'bisexual' }),
  });
  expect(equality.status).toBe(200);
  const told = [await tellUs(site, '/tell-us/group/'), await tellUs(site, listing)];
  const drivers = [refer, self, ...told];
  const headers = drivers.flatMap((d) =>
    d.seen.map((p): [string, string] => [`the headers of ${p.url}`, JSON.stringify([p.url, ...p.headers])]),
  );
  // What travels from page to page is sealed as well.
  const states = refer.seen.map((p): [string, Buffer] => [
    'a page state',
    Buffer.from(stateIn(p.html), 'base64url'),
  ]);
  const met = new Set(drivers.flatMap((d) => [...d.met]));
  return {
    met,
    seen: [...pages, ...headers, ...states, ['the page of thanks', await equality.text()] as const],
  };
}

for (const kind of STORES)
  test(`what is typed is nowhere but in the seal, on ${kind.name}`, async () => {
    test.skip(kind.missing !== undefined, kind.missing);
    const postgres = kind.name === 'postgres' ? await startPostgres() : undefined;
    const out = await outside();
    const env: Record<string, string> = { ...out.env, DELIVERY_WORKER: 'separate' };
    if (postgres) {
      // The database writes down every statement with every value in it.
      for (const set of [
        "log_statement = 'all'",
        'log_min_duration_statement = 0',
        'log_error_verbosity = verbose',
      ])
        postgres.psql(`ALTER SYSTEM SET ${set}`);
      postgres.psql('SELECT pg_reload_conf()');
      env['DATABASE_URL'] = (await postgres.fresh()).url;
    }
    const site = await runSite({ env });
    const worker = start(['scripts/referrals.ts', 'deliver'], {
      ...env,
      VAR_DIR: join(site.folder, 'var'),
      TMPDIR: join(site.folder, 'tmp'),
    });
    try {
      const { met, seen } = await typeEverything(site, await formOfAListing(site.url));
      await until(() => out.got.length >= 8 || undefined);
      await until(() => site.said().match(/ 200 \d+ms/g));
      const canaries = canariesFor(met);
      const places: (readonly [string, Buffer | string])[] = [
        ...seen,
        ...out.got,
        ['the log of the server', site.said()],
        ['the log of the worker', worker.said()],
        ...filesUnder(site.folder),
        ...(postgres ? filesUnder(postgres.folder) : []),
      ];
      const looked = (where: RegExp, what: string) =>
        expect(
          places.some(([name, content]) => where.test(name) && content.includes(what)),
          what,
        ).toBe(true);
      if (postgres) {
        looked(/\/log$/, 'insert into "referral"');
        looked(/pg_wal/, 'age-encryption.org');
      } else looked(/referrals\.db-wal$/, 'age-encryption.org');
      expect(findings(places, canaries)).toEqual([]);
      // Topics, dangers and answers of choice are words that stand elsewhere in the code, but in no store and no mail.
      const kept = places.filter(([where]) =>
        /referrals\.db|\/base\/|pg_wal|\/log$|mail|webhook/.test(where),
      );
      expect(findings(kept, ['"loneliness"', 'no-name', 'suicide', '80-over', 'bisexual'])).toEqual([]);
      // And it did arrive: whoever holds the identity reads every word.
      const opened = await site.staff(
        'export',
        '--identity',
        join(site.folder, 'var', 'development-identity.txt'),
      );
      const typed = [...met].filter((n) =>
        /^(needs\.words|person\.(name|called)|reach\.(email|address|times)Note|support\.|says|does|yourName)/.test(
          n,
        ),
      );
      for (const name of typed.filter((n) => !/interpreter|communication$/.test(n)))
        expect(opened.text, name).toContain(canaryOf(name));
      expect(typed.length).toBeGreaterThan(6);
    } finally {
      await worker.stop();
      await site.stop();
      await out.stop();
      postgres?.stop();
    }
  });

test('the looking finds what is there, however it is spelt', () => {
  const canary = canaryOf('person.name');
  const spelt = [
    `x${canary}y`,
    Buffer.from(`${canary} abc`).toString('base64'),
    Buffer.from(`a${canary}bc`).toString('base64'),
    Buffer.from(`ab${canary}`).toString('base64url'),
    Buffer.from(canary).toString('hex'),
    Buffer.from(canary, 'utf16le'),
  ];
  for (const s of spelt) expect(findings([['here', s]], [canary]), String(s)).toHaveLength(1);
  for (const s of ['I%20want%20to%20die', 'I+want+to+die'])
    expect(findings([['here', s]], ['I want to die'])).toHaveLength(1);
  expect(findings([['here', 'zqother7731']], [canary])).toEqual([]);
});
