import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BODY_MAX, checkOrigin, clientAddress, parseForm, RateLimit, Refused } from '#server/intake/guard.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const ours = ['https://waymark.example.org'];
const status = (f: () => unknown) => {
  try {
    f();
    return 200;
  } catch (e) {
    if (e instanceof Refused) return e.status;
    throw e;
  }
};

describe('a form from another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://waymark.example.org' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': ['same-origin', 'cross-site'].join() }, 403],
    [{ origin: 'https://waymark.example.org', host: '10.0.0.7:3000' }, 200],
    [{ origin: 'https://leigh.example.org', host: 'leigh.example.org' }, 200],
    [{ origin: 'https://bad.example', host: 'waymark.example.org' }, 403],
    [{ origin: 'null', host: 'waymark.example.org' }, 403],
    [{}, 200],
  ])('%j → %i', (headers, expected) => {
    expect(status(() => checkOrigin(headers, ours))).toBe(expected);
  });
});

describe('a body', () => {
  it('is read as browsers write it, repeats and all', () => {
    const posted = parseForm(form, Buffer.from('topics=food&topics=money&words=caf%C3%A9+%26+tea'));
    expect(posted.get('topics')).toEqual(['food', 'money']);
    expect(posted.get('words')).toEqual(['café & tea']);
  });

  it.each([
    ['another kind', { 'content-type': 'multipart/form-data' }, 'a=1', 415],
    ['no kind', {}, 'a=1', 415],
    ['bytes that are no text', form, Buffer.from([0x61, 0x3d, 0xff, 0xfe]), 400],
    ['too many fields', form, 'a&'.repeat(5000), 400],
  ])('of %s is refused', (_, headers, body, expected) => {
    expect(status(() => parseForm(headers, Buffer.from(body)))).toBe(expected);
  });

  it('that does not end is cut off at the limit', async () => {
    const { readBody } = await import('#server/intake/guard.ts');
    const endless = Object.assign(new PassThrough(), { headers: {}, complete: false });
    const more = setInterval(() => endless.write(Buffer.alloc(8192, 97)), 1);
    // @ts-expect-error a stream with headers is all of a request that is read here
    await expect(readBody(endless)).rejects.toMatchObject({ status: 413 });
    clearInterval(more);
    endless.destroy();
    expect(BODY_MAX).toBe(65_536);
  });
});

describe('whose request it is', () => {
  const request = (forwarded?: string) => ({
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
    socket: { remoteAddress: '10.0.0.1' },
  });
  it.each([
    [0, '203.0.113.9', '10.0.0.1'],
    [1, '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [2, '6.6.6.6, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    [1, undefined, '10.0.0.1'],
  ])('with %i proxies and %s', (hops, forwarded, expected) => {
    // @ts-expect-error the socket's address is all of a socket that is read here
    expect(clientAddress(request(forwarded), hops)).toBe(expected);
  });
});

describe('the rate limit', () => {
  it('refuses the fourth of three, and lets them back an hour later', () => {
    const limit = new RateLimit(3);
    expect([1, 2, 3, 4].map((t) => limit.take('203.0.113.9', t))).toEqual([true, true, true, false]);
    expect(limit.take('203.0.113.8', 5)).toBe(true);
    expect(limit.take('203.0.113.9', 3_600_002)).toBe(true);
  });

  it('counts a whole IPv6 network as one', () => {
    const limit = new RateLimit(1);
    expect(limit.take('2001:db8:1:2::1', 1)).toBe(true);
    expect(limit.take('2001:db8:1:2::2', 2)).toBe(false);
    expect(limit.take('2001:db8:1:3::1', 2)).toBe(true);
  });
});
