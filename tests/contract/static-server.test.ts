import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { securityHeaders } from '#server/headers.ts';
import { createSite } from '#server/http.ts';
import { listen } from '#server/listen.ts';
import { formerAddresses } from '#server/static/former.ts';
import { brokenPage, notFound, staticFiles } from '#server/static/static.ts';

const PAGE = '<h1>Needs</h1>';
let dir: string;
let site: string;
const logged: string[] = [];

async function put(root: string, name: string, body: string) {
  const file = join(root, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, body);
  if (!name.endsWith('.html')) return;
  await writeFile(`${file}.br`, brotliCompressSync(body));
  await writeFile(`${file}.gz`, gzipSync(body));
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-'));
  const root = join(dir, 'client');
  await put(root, 'index.html', '<h1>Home</h1>');
  await put(root, 'needs/index.html', PAGE);
  await put(root, '404.html', '<h1>That page is not here</h1>');
  await put(root, '500.html', '<h1>Something went wrong here</h1><p>Phone 01632 960 140</p>');
  await put(root, '_site/a.1234.js', 'let a;');
  await put(root, 'robots.txt', 'User-agent: *');
  await put(root, '.hidden/secret.txt', 'secret');
  await put(root, 'tiles.bin', '0123456789');
  const server = createSite({
    headers: securityHeaders(),
    broken: brokenPage(root),
    log: (line) => logged.push(line),
    handlers: [
      ({ req, path }) => {
        if (path === '/breaks/') {
          req.method = 'GET';
          throw new RangeError('my husband died\nis not a date');
        }
        return false;
      },
      formerAddresses({ '/assets/old/': '/assets/new/' }),
      staticFiles(root),
      notFound(root),
    ],
  });
  site = await listen(server, 0, '127.0.0.1');
  return () => server.close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** As a browser asks, without following redirects. */
const ask = (path: string, init: RequestInit = {}) => fetch(site + path, { redirect: 'manual', ...init });

/** Bytes as they are, for what no browser would send. */
const raw = (text: string) =>
  new Promise<string>((done, fail) => {
    const { port, hostname } = new URL(site);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let said = '';
    socket.on('data', (d) => {
      said += d;
      if (said.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => done(said));
    socket.on('error', fail);
  });

describe('every kind of answer carries every security header', () => {
  const wanted = Object.entries(securityHeaders());
  test.each([
    ['a page', '/needs/', 'GET', 200],
    ['a script', '/_site/a.1234.js', 'GET', 200],
    ['a redirect to the slash', '/needs', 'GET', 301],
    ['a redirect from a former address', '/assets/old/', 'GET', 301],
    ['a page that is not there', '/nope/', 'GET', 404],
    ['a form sent to a page', '/needs/', 'POST', 405],
    ['a form sent nowhere', '/nope/', 'POST', 405],
    ['a fault of ours', '/breaks/', 'GET', 500],
    ['a HEAD', '/needs/', 'HEAD', 200],
  ])('%s', async (_, path, method, status) => {
    const answer = await ask(path, { method });
    expect(answer.status).toBe(status);
    for (const [name, value] of wanted) expect(answer.headers.get(name), name).toBe(value);
  });

  test.each([
    ['what is not HTTP', 'nonsense\r\n\r\n', 400],
    ['an address of 20 kB', `GET /?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('%s', async (_, text, status) => {
    const said = await raw(text);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of wanted) expect(said).toContain(`${name}: ${value}`);
  });

  it('allows no inline script or style', () => {
    expect(securityHeaders()['content-security-policy']).not.toMatch(/unsafe|\*|http:/);
  });
});

describe('one address a page', () => {
  it.each([
    ['/needs', '/needs/'],
    ['/needs?area=wigan', '/needs/?area=wigan'],
    ['/needs/index.html', '/needs/'],
    ['//needs//', '/needs/'],
    ['/assets/old', '/assets/new/'],
    ['/assets/old/?from=list', '/assets/new/?from=list'],
  ])('%s is sent to %s', async (path, to) => {
    const said = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1.1 301 /);
    expect(/^location: (.*)$/m.exec(said)?.[1]?.trim()).toBe(to);
  });

  it.each([
    '//example.org',
    '///example.org/',
    '/\\example.org',
    '/%5cexample.org/..',
    '//example.org/%2f..',
  ])('%s never leads to another site', async (path) => {
    const said = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const to = /^location: (.*)$/m.exec(said)?.[1]?.trim();
    if (to !== undefined) expect(new URL(to, 'https://waymark.example.org').host).toBe('waymark.example.org');
    else expect(said).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe('what is not there', () => {
  it.each([
    '/nope/',
    '/%E0%A4%A/',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/.hidden/secret.txt',
    '/needs/index.html.br',
    '/_site/',
    '/404.html',
    '/%00',
    `/${'a'.repeat(9000)}`,
  ])('%s gets the page that helps, with status 404', async (path) => {
    const said = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1.1 404 /);
    expect(said).toContain('text/html');
  });
});

describe('how a file is sent', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['*', 'br'],
    ['identity', null],
  ])('to a browser that takes %s', async (accepts, encoding) => {
    const answer = await ask('/needs/', { headers: { 'accept-encoding': accepts } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept-encoding');
    expect(await answer.text()).toBe(PAGE);
  });

  it('keeps hashed files for a year and asks after pages every time', async () => {
    expect((await ask('/_site/a.1234.js')).headers.get('cache-control')).toMatch(
      /max-age=31536000, immutable/,
    );
    const first = await ask('/needs/');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await ask('/needs/', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=99-', 416, '', 'bytes */10'],
    ['bytes=5-2', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
  ])('a part of a file: %s', async (range, status, body, part) => {
    const answer = await ask('/tiles.bin', { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      body,
      part,
    ]);
  });

  it('tells what may be done with a page', async () => {
    const answer = await ask('/needs/', { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

it('serves a new build that takes the folder’s place, whole', async () => {
  const root = join(dir, 'client');
  await put(join(dir, 'next'), 'needs/index.html', '<h1>Needs, and a good deal more than before</h1>');
  await rename(root, join(dir, 'old'));
  await rename(join(dir, 'next'), root);
  const answer = await ask('/needs/');
  expect(await answer.text()).toBe('<h1>Needs, and a good deal more than before</h1>');
  await rename(root, join(dir, 'next'));
  await rename(join(dir, 'old'), root);
});

it('logs neither queries nor who asked', async () => {
  logged.length = 0;
  await (await ask('/needs/?q=my+husband+died', { headers: { 'user-agent': 'Browser/1' } })).text();
  await expect.poll(() => logged.length).toBe(1);
  expect(logged[0]).toMatch(/^\S+Z GET \/needs\/ 200 \d+ms$/);
});

describe('a fault of ours', () => {
  it('is a page with the telephone number, whatever broke', async () => {
    const answer = await ask('/breaks/', { method: 'POST', body: 'x' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('Phone 01632 960 140');
  });

  it('is logged by its kind and its place, with the method as it was asked, and none of its words', async () => {
    logged.length = 0;
    await (await ask('/breaks/', { method: 'POST', body: 'x' })).text();
    await expect.poll(() => logged.length).toBe(2);
    expect(logged[0]).toMatch(/^error POST \/breaks\/ RangeError\n +at .*static-server\.test\.ts/);
    expect(logged[1]).toMatch(/^\S+Z POST \/breaks\/ 500 \d+ms$/);
    expect(logged.join()).not.toMatch(/husband|a date/);
  });
});

it('says in words why a port cannot be had', async () => {
  const port = Number(new URL(site).port);
  const second = createSite({ headers: {}, handlers: [] });
  await expect(listen(second, port, '127.0.0.1')).rejects.toThrow(
    `Port ${port} is in use already, perhaps by an earlier npm start. Try another: PORT=${port + 1} npm start`,
  );
});
