import { afterAll, beforeAll, expect, it } from 'vitest';
import { embedHeaders } from '#server/embed-headers.ts';
import { securityHeaders } from '#server/headers.ts';
import { createSite } from '#server/http.ts';
import { listen } from '#server/listen.ts';

const server = createSite({ headers: securityHeaders(), handlers: [embedHeaders] });
let site = '';
beforeAll(async () => {
  site = await listen(server, 0, '127.0.0.1');
});
afterAll(() => server.close());

const headersOf = async (path: string) => (await fetch(site + path)).headers;

it.each(['/embed/waymark-list.js', '/embed/needs/food.json', '/embed/frame/needs/food/'])(
  '%s may be read by every site',
  async (path) => {
    const headers = await headersOf(path);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  },
);

it.each(['/', '/embed/', '/list/', '/list/cards/0.json', '/embedded', '/x/embed/frame/'])(
  '%s may not, nor stand in a frame',
  async (path) => {
    const headers = await headersOf(path);
    for (const [name, value] of Object.entries(securityHeaders()))
      expect(headers.get(name), name).toBe(value);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  },
);

it('lets only the pages made for it stand in a frame, with the rest of the policy as it was', async () => {
  const whole = securityHeaders()['content-security-policy'] ?? '';
  const frame = (await headersOf('/embed/frame/needs/food/')).get('content-security-policy');
  expect(frame).toBe(whole.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  expect(frame).not.toBe(whole);
  expect((await headersOf('/embed/needs/food.json')).get('content-security-policy')).toBe(whole);
});
