import { expect, it } from 'vitest';
import { newsOf, startOfNews } from '#features/whats-new/news.ts';
import { type Asset, asset as assetSchema } from '#schemas/asset.ts';
import type { Topic } from '#schemas/topic.ts';

const LEIGH = { lat: 53.4966, lng: -2.5177 };
const WIGAN = { lat: 53.545, lng: -2.632 }; // 5.7 miles away

function listing(id: string, more: Record<string, unknown> = {}): Asset {
  const data = assetSchema.parse({
    name: id,
    kind: 'Group',
    code: 'k7pm',
    summary: 'A group.',
    organisation: 'us',
    topics: ['food'],
    status: 'active',
    formats: ['in-person'],
    locations: [{ name: 'Hall', place: 'leigh', ...LEIGH }],
    cost: { type: 'free' },
    joining: { how: 'drop-in' },
    checked: { date: '2026-01-05', by: 'the group' },
    contact: { phone: '01632 960140' },
    ...more,
  });
  return { ...data, id, description: '' };
}

const topic = (id: string): Topic => ({
  id,
  label: id,
  inline: id,
  family: 'home-and-food',
  intro: '',
  related: [],
  sensitive: false,
  phrases: [],
  hints: [],
  unless: [],
});
const patch = { has: (a: Asset) => a.locations.some((l) => l.place === 'leigh'), centre: LEIGH };
const news = (assets: Asset[], today = '2026-11-21') =>
  newsOf(patch, { assets, topics: [topic('food'), topic('nature')], today, place: () => LEIGH });
const ids = (list: Asset[]) => list.map((a) => a.id);

it('covers last month and this one, also over the new year', () => {
  expect(startOfNews('2026-11-21')).toBe('2026-10-01');
  expect(startOfNews('2027-01-05')).toBe('2026-12-01');
});

it('sorts what happened, each listing once', () => {
  const found = news([
    listing('old'),
    listing('new', { added: '2026-11-02', checked: { date: '2026-11-02', by: 'the group' } }),
    listing('checked', { checked: { date: '2026-10-01', by: 'the group' } }),
    listing('too-early', { checked: { date: '2026-09-30', by: 'the group' } }),
    listing('paused', { status: 'paused', statusReason: 'Roof' }),
    listing('shut', { status: 'closed', statusReason: 'Sold', statusDate: '2026-11-01' }),
    listing('shut-long-ago', { status: 'closed', statusReason: 'Sold', statusDate: '2026-08-01' }),
    listing('elsewhere', { added: '2026-11-02', locations: [{ name: 'X', place: 'wigan', ...WIGAN }] }),
  ]);
  expect(ids(found.added)).toEqual(['new']);
  expect(ids(found.checked)).toEqual(['checked']);
  expect(ids(found.paused)).toEqual(['paused']);
  expect(ids(found.closed)).toEqual(['shut']);
});

it('names needs that nobody meets for within three miles, and says how far the nearest is', () => {
  const far = listing('far', { topics: ['nature'], locations: [{ name: 'X', place: 'wigan', ...WIGAN }] });
  const [gap, ...others] = news([listing('near'), far]).gaps;
  expect(others).toEqual([]);
  expect(gap?.topic.id).toBe('nature');
  expect((gap?.nearestM ?? 0) / 1609).toBeCloseTo(5.7, 0);
  // A house whose address is kept private is as near as its place.
  const secret = listing('secret', {
    topics: ['nature'],
    locations: [{ name: 'X', place: 'hindley', sensitive: true }],
  });
  expect(news([listing('near'), secret]).gaps).toEqual([]);
  // Paused and closed groups, and a phone line, fill no gap.
  const phone = listing('line', {
    topics: ['nature'],
    formats: ['phone'],
    locations: [],
    serviceArea: { national: true },
  });
  const paused = listing('p', { topics: ['nature'], status: 'paused', statusReason: 'Roof' });
  expect(news([phone, paused]).gaps.find((g) => g.topic.id === 'nature')).toMatchObject({
    nearestM: undefined,
    remote: 1,
  });
});
