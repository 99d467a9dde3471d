import { expect, test } from 'vitest';
import { tileHost } from '#lib/tile-host.ts';
import { securityHeaders } from '#server/headers.ts';

const OSM = 'https://tile.openstreetmap.org/{z}/{x}/{y}.png';

/** What `img-src` allows under the map settings of a `site.yaml`. */
function pictures(map: Parameters<typeof tileHost>[0]): string | undefined {
  const host = tileHost(map);
  const policy = securityHeaders({ imageOrigins: host ? [host] : [] })['content-security-policy'];
  return policy?.split('; ').find((rule) => rule.startsWith('img-src'));
}

test('pictures may come from the map’s host where the settings name one, and from no other', () => {
  expect(pictures({ tiles: OSM })).toBe("img-src 'self' data: https://tile.openstreetmap.org");
});

test('where the site serves the map itself, no other site is named at all', () => {
  expect(pictures({ tiles: OSM, pmtiles: '/map/area.pmtiles' })).toBe("img-src 'self' data:");
  expect(pictures({ tiles: '/tiles/{z}/{x}/{y}.png' })).toBe("img-src 'self' data:");
  expect(securityHeaders()['content-security-policy']).not.toContain('https:');
});
