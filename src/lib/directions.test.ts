import { expect, it } from 'vitest';
import { directionLinks } from '#lib/directions.ts';

it('links hold where to go and no starting point', () => {
  const links = directionLinks({ lat: 53.4974, lng: -2.5188 });
  expect(links.map((l) => new URL(l.href).host)).toEqual([
    'www.openstreetmap.org',
    'www.google.com',
    'maps.apple.com',
  ]);
  for (const { href } of links) {
    const params = new URL(href).searchParams;
    expect([...params.values()]).toContain('53.4974,-2.5188');
    for (const start of ['from', 'origin', 'saddr']) expect(params.has(start)).toBe(false);
  }
});
