import { expect, test } from 'vitest';
import { asset as schema } from '#schemas/asset.ts';
import { publicAsset } from '#schemas/public.ts';
import { pinFile, venuePins } from './pin-file.ts';
import { readPins, spotsOf } from './pins.ts';

const base = {
  name: 'Brew and Blether',
  kind: 'Drop-in café',
  code: 'k7pm',
  summary: 'Tea and company.',
  organisation: 'the-hall',
  topics: ['loneliness', 'food'],
  status: 'active',
  formats: ['in-person'],
  cost: { type: 'free' },
  joining: { how: 'drop-in' },
  access: {},
  contact: { phone: '01632 960100' },
  checked: { date: '2026-11-01', by: 'link worker' },
};
const hall = { name: 'The Hall', address: '1 Mill Lane', lat: 53.5012345, lng: -2.5112345, place: 'leigh' };
const secret = {
  ...hall,
  name: 'Rowan House',
  lat: 53.477777,
  lng: -2.577777,
  place: 'hindley',
  sensitive: true,
};
const made = (id: string, more: object) =>
  publicAsset({ ...schema.parse({ ...base, ...more }), id, description: '' });
const town = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);

test('pins have the place by name, the main need, and five decimals', () => {
  const file = pinFile([made('brew', { locations: [hall] })], town);
  expect(readPins(JSON.parse(JSON.stringify(file)))).toEqual({
    pins: [
      {
        id: 'brew',
        name: 'Brew and Blether',
        kind: 'Drop-in café',
        need: 'loneliness',
        place: 'Leigh',
        lat: 53.50123,
        lng: -2.51123,
      },
    ],
    off: new Map(),
  });
});

test('a hidden address is in no pin, whatever else a listing has', () => {
  const refuge = made('refuge', { locations: [secret] });
  const both = made('both', { locations: [secret, hall] });
  for (const file of [pinFile([refuge, both], town), venuePins(both, town), venuePins(refuge, town)]) {
    const text = JSON.stringify(file);
    for (const hidden of ['53.47', '2.57', 'Rowan', 'Hindley']) expect(text).not.toContain(hidden);
  }
  const { pins, off } = readPins(pinFile([refuge, both], town));
  expect(pins.map((p) => p.id)).toEqual(['both']);
  expect(off).toEqual(new Map([['refuge', 'private']]));
});

test('a listing without a venue is off the map, and says why', () => {
  const line = made('line', { formats: ['phone'], locations: [], serviceArea: { areas: ['wigan'] } });
  expect(readPins(pinFile([line], town)).off).toEqual(new Map([['line', 'reach']]));
});

test('on a place’s page a listing stands at its address there, and elsewhere only where it has none there', () => {
  const away = { ...hall, name: 'Away', lat: 53.55, place: 'wigan' };
  const list = [made('two', { locations: [hall, away] }), made('one', { locations: [away] })];
  const { pins } = readPins(pinFile(list, town, (l) => l.place === 'leigh'));
  expect(pins.map((p) => [p.id, p.place])).toEqual([
    ['two', 'Leigh'],
    ['one', 'Wigan'],
  ]);
});

test('venues are numbered as the page numbers them, hidden ones counted', () => {
  const two = made('two', { locations: [secret, hall] });
  expect(venuePins(two, town).pins.map(([id, name]) => [id, name])).toEqual([['venue-1', 'The Hall']]);
});

test('one door is one spot, with each listing once', () => {
  const { pins } = readPins(
    pinFile([made('a', { locations: [hall, hall] }), made('b', { locations: [hall] })], town),
  );
  expect(spotsOf(pins).map((s) => s.pins.map((p) => p.id))).toEqual([['a', 'b']]);
});

test.each([null, 'html', {}, { pins: [] }])('a file that is not one of ours is refused: %j', (value) => {
  expect(() => readPins(value)).toThrow('damaged');
});
