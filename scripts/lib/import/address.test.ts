import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test.each([
  ['12 Station Road, Leigh, WN7 1AB', { street: '12 Station Road, Leigh', postcode: 'WN7 1AB', left: [] }],
  [
    'Old Baths Hall, Leigh, Lancashire WN71AB',
    { venue: 'Old Baths Hall', street: 'Leigh', postcode: 'WN7 1AB', left: ['Lancashire'] },
  ],
  [
    'Green Lane, WIGAN, Wigan, WN5 7LA, Merseyside,',
    { street: 'Green Lane, WIGAN', postcode: 'WN5 7LA', left: ['Merseyside'] },
  ],
  ['Glasgow, Glasgow G42 8UQ', { street: 'Glasgow', postcode: 'G42 8UQ', left: [] }],
  ['St Anne’s Hall. G20 8TH', { venue: 'St Anne’s Hall.', postcode: 'G20 8TH', left: [] }],
  ['Allotments behind the rugby club', { venue: 'Allotments behind the rugby club', left: [] }],
  ['1 High Street, G1 1AA, G2 2BB', { street: '1 High Street', postcode: 'G1 1AA', left: ['G2 2BB'] }],
  ['', { left: [] }],
])('%s', (text, address) => {
  expect(readAddress(text)).toEqual(address);
});
