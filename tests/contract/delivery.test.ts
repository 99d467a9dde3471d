import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import type { Channel } from '#server/db/tables.ts';
import type { SendingTools } from '#server/delivery/send.ts';
import type { Target } from '#server/delivery/targets.ts';
import { DeliveryWorker } from '#server/delivery/worker.ts';
import { Intake } from '#server/intake/intake.ts';
import { recipientOf } from '#server/seal/age.ts';
import * as desk from '#server/staff/commands.ts';
import { fullReferral, shortReferral } from '../fixtures/referrals.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const MARK = 'Zanzibar7731';

let folder: string;
let store: Store;
let identity: string;
let recipient: string;
let closing: (() => unknown)[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-delivery-'));
  identity = await generateX25519Identity();
  recipient = await recipientOf(identity);
  store = await Store.open(sqlite(join(folder, 'referrals.db')));
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const intakeFor = (channels: Channel[]) =>
  new Intake(store, {
    has: (t) => t === 'leigh',
    keysOf: () => [recipient],
    channelsOf: () => channels,
    directory: 'leigh',
  });
const sending = (formId: string) => ({ formId, startedAt: 0, honeypot: false });

interface Got {
  headers: IncomingMessage['headers'];
  body: string;
}

/** A receiver that answers what `status` says, and keeps what it got. -1 hangs; -2 drops the line after reading. */
async function receiver(status: (n: number) => number): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  let n = 0;
  const server: Server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const answer = status(++n);
    if (answer === -1) return;
    got.push({ headers: req.headers, body });
    if (answer === -2) req.socket.destroy();
    else res.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('ignored');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

function workerFor(target: Partial<Target>, tools: Partial<SendingTools> = {}, log: string[] = []) {
  return new DeliveryWorker({
    store,
    alarmMs: 60_000,
    firstBackoffMs: 1,
    log: (event, detail) => log.push(`${event} ${JSON.stringify(detail)}`),
    tools: {
      targetOf: () => ({ collect: false, ...target }),
      teamName: () => 'Leigh link workers',
      identities: [],
      timeoutMs: 400,
      ...tools,
    },
  });
}

async function untilQuiet(worker: DeliveryWorker, tries = 60): Promise<void> {
  for (let i = 0; i < tries; i++) {
    await worker.once(Date.now() + 3_600_000 * 24);
    const { waiting } = await store.staff.status(Date.now());
    if (waiting === 0) return;
  }
}

describe('a webhook', () => {
  it('is signed as a standard library checks it, sealed, and the same each time', async () => {
    const { reference } = await intakeFor(['webhook']).submit(fullReferral(MARK), sending('a'));
    const { url, got } = await receiver((n) => [503, -2, -1, 302, 200][n - 1] ?? 200);
    const log: string[] = [];
    await untilQuiet(workerFor({ webhook: { url, secret: SECRET } }, {}, log));
    expect(got).toHaveLength(4);
    expect(new Set(got.map((g) => g.headers['webhook-id'])).size).toBe(1);
    expect(new Set(got.map((g) => g.body)).size).toBe(1);
    const last = got.at(-1);
    const headers = Object.fromEntries(Object.entries(last?.headers ?? {}).map(([k, v]) => [k, String(v)]));
    const data = new Webhook(SECRET).verify(last?.body ?? '', headers);
    expect(data).toMatchObject({ type: 'referral.received', data: { reference, team: 'leigh' } });
    expect(() => new Webhook(SECRET).verify(`${last?.body} `, headers)).toThrow();
    expect(last?.body).not.toContain(MARK);
    expect(log.join()).not.toContain(MARK);
    expect(
      log
        .map((l) => l.split('"why":')[1])
        .slice(0, 4)
        .join(),
    ).toMatch(/http-503.*und_err_socket.*timeout.*http-302/);
    expect((await store.staff.get(reference, 't', 'shown', 1))?.delivered_at).not.toBeNull();
  });

  it('that the receiver has gone for good is a dead letter at once, with an alarm, and can be sent again', async () => {
    const { reference } = await intakeFor(['webhook']).submit(shortReferral(), sending('b'));
    let answer = 410;
    const { url } = await receiver(() => answer);
    const worker = workerFor({ webhook: { url, secret: SECRET } });
    await worker.once();
    expect((await store.staff.status(Date.now())).dead).toBe(1);
    answer = 200;
    await store.staff.resend(reference, 't', Date.now());
    await worker.once();
    expect(await store.staff.status(Date.now())).toMatchObject({ dead: 0, waiting: 0 });
  });

  it('to nowhere is given up after twelve tries, never lost', async () => {
    await intakeFor(['webhook']).submit(shortReferral(), sending('c'));
    const worker = workerFor({ webhook: { url: 'http://127.0.0.1:9/', secret: SECRET } });
    await untilQuiet(worker);
    expect(await store.staff.status(Date.now())).toMatchObject({ dead: 1, total: 1 });
  });
});

describe('an e-mail', () => {
  it('goes through a real mail server with the reference and nothing of the person', async () => {
    const mails: string[] = [];
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
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', ready));
    closing.push(() => new Promise<void>((done) => smtp.close(done)));
    const { port } = smtp.server.address() as AddressInfo;
    const { reference } = await intakeFor(['email']).submit(fullReferral(MARK), sending('d'));
    const tools = { smtpUrl: `smtp://127.0.0.1:${port}`, notifyFrom: 'noreply@example.org', timeoutMs: 3000 };
    await untilQuiet(workerFor({ email: { to: 'team@example.org' } }, tools));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(reference);
    expect(mails[0]).toContain('To: team@example.org');
    expect(mails[0]).not.toContain(MARK);
    expect(mails[0]).not.toMatch(/07700|suicide|lonel/);
  });
});

describe('FHIR', () => {
  it('is sent by a worker with the identity, and waits where it has none', async () => {
    await intakeFor(['fhir']).submit(fullReferral(MARK), sending('e'));
    const { url, got } = await receiver(() => 200);
    const log: string[] = [];
    await workerFor({ fhir: { url, token: 'secret-token' } }, {}, log).once();
    expect(got).toHaveLength(0);
    expect(log.join()).toContain('cannot-open');
    await untilQuiet(workerFor({ fhir: { url, token: 'secret-token' } }, { identities: [identity] }));
    expect(got[0]?.headers).toMatchObject({
      'content-type': 'application/fhir+json',
      authorization: 'Bearer secret-token',
    });
    expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({ resourceType: 'Bundle', type: 'transaction' });
  });
});

describe('the desk', () => {
  const deskOf = (lines: string[], over: Partial<desk.Desk> = {}): desk.Desk => ({
    store,
    teams: [],
    keys: { of: () => [recipient], problems: [], development: [] },
    actor: 'staff:test',
    alarmMs: 60_000,
    identities: async () => [identity],
    print: (l) => lines.push(l),
    now: Date.now,
    ...over,
  });

  it('shows danger first, and writes down that it was read', async () => {
    const { reference } = await intakeFor(['collect']).submit(fullReferral(MARK), sending('f'));
    const lines: string[] = [];
    await desk.show(deskOf(lines), reference.toLowerCase().replace('-', ' '));
    expect(lines[0]).toMatch(/^READ THIS FIRST/);
    expect(lines.join('\n')).toContain(`Name: Nan ${MARK}`);
    expect((await store.staff.auditOf(reference)).map((a) => `${a.actor} ${a.action}`)).toContain(
      'staff:test read',
    );
  });

  it('exports sealed files that the standard age program opens', async () => {
    const { reference } = await intakeFor(['collect']).submit(fullReferral(MARK), sending('g'));
    const out = join(folder, 'out');
    await desk.exportAll(deskOf([]), {}, { format: 'sealed', out });
    const file = join(out, `${reference}.age`);
    expect(readFileSync(file, 'utf8')).not.toContain(MARK);
    writeFileSync(join(folder, 'id.txt'), `${identity}\n`);
    let age: string;
    try {
      age = execFileSync('age', ['-d', '-i', join(folder, 'id.txt'), file], { encoding: 'utf8' });
    } catch (e) {
      if (e instanceof Error && 'code' in e && e.code === 'ENOENT')
        return console.warn('age is not installed here, so it was not tried');
      throw e;
    }
    expect(JSON.parse(age)).toEqual(JSON.parse(JSON.stringify(fullReferral(MARK))));
  });

  it('exports a spreadsheet that runs nothing', async () => {
    await intakeFor(['collect']).submit(
      shortReferral({ needs: { topics: ['food'], words: '=HYPERLINK("http://bad")' } }),
      sending('h'),
    );
    const lines: string[] = [];
    await desk.exportAll(deskOf(lines), {}, { format: 'csv' });
    expect(lines[0]).toContain(`"'=HYPERLINK(""http://bad"")"`);
    expect(lines[0]).toContain('07700 900158');
  });

  it('keeps everything readable through a change of keys', async () => {
    const { reference } = await intakeFor(['collect']).submit(fullReferral(MARK), sending('i'));
    const next = await generateX25519Identity();
    const nextKey = await recipientOf(next);
    const team = { id: 'leigh', name: 'Leigh', retentionDays: 90 };
    // @ts-expect-error a team's id, name and days are all that the desk reads
    const both = deskOf([], { teams: [team], keys: { of: () => [nextKey], problems: [], development: [] } });
    await desk.keys(both, true);
    const lines: string[] = [];
    await desk.show(deskOf(lines, { identities: async () => [next] }), reference);
    expect(lines.join()).toContain(MARK);
    await expect(desk.show(deskOf([]), reference)).rejects.toThrow('does not open with this identity');
  });

  it('turns a suggested group into a draft that an editor must finish', async () => {
    await intakeFor(['collect']).submit(
      {
        kind: 'suggestion',
        version: 1,
        name: 'Knit: & natter',
        does: 'We knit.',
        topics: ['loneliness'],
        place: 'Leigh\n---',
      },
      sending('j'),
    );
    const out = join(folder, 'drafts');
    const lines: string[] = [];
    await desk.exportAll(deskOf(lines), {}, { format: 'drafts', out });
    const { readdirSync } = await import('node:fs');
    const [file] = readdirSync(join(out, 'assets'));
    const text = readFileSync(join(out, 'assets', file ?? ''), 'utf8');
    expect(file).toMatch(/^draft-knit-natter-/);
    expect(text.split('\n---\n')).toHaveLength(2);
    expect(text).toContain('code: TO DO');
  });
});
