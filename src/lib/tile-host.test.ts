import { expect, test } from 'vitest';
import { tileHost } from './tile-host.ts';

test.each([
  [
    'another site',
    { tiles: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png' },
    'https://tile.openstreetmap.org',
  ],
  ['a port', { tiles: 'https://tiles.example.org:8443/a/{z}/{x}/{y}.png' }, 'https://tiles.example.org:8443'],
  [
    'servers by letter',
    { tiles: 'https://{s}.tile.example.org/{z}/{x}/{y}.png' },
    'https://*.tile.example.org',
  ],
  ['tiles of the site itself', { tiles: '/tiles/{z}/{x}/{y}.png' }, undefined],
  [
    'one file of the site itself',
    { tiles: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png', pmtiles: '/map/area.pmtiles' },
    undefined,
  ],
])('names %s', (_, settings, host) => {
  expect(tileHost(settings)).toBe(host);
});
