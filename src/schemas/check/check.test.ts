import { describe, expect, it, test } from 'vitest';
import { asset } from '#schemas/asset.ts';
import { checkContent } from '#schemas/check/check.ts';
import { freeCode } from '#schemas/check/codes.ts';
import { suggestion } from '#schemas/check/files.ts';
import { firstTag } from '#schemas/check/text.ts';
import { place } from '#schemas/place.ts';
import { problemLine } from '#schemas/problem.ts';
import type { Content } from '#schemas/read.ts';
import { site } from '#schemas/site.ts';

const TODAY = '2026-11-21';

const listing = (id: string, more: object = {}) => ({
  ...asset.parse({
    name: id,
    kind: 'Walk',
    code: 'gw23',
    summary: 'A walk.',
    organisation: 'club',
    topics: ['active'],
    status: 'active',
    formats: ['in-person'],
    locations: [{ name: 'Hall', lat: 53.4974, lng: -2.5188, place: 'leigh' }],
    cost: { type: 'free' },
    joining: { how: 'drop-in' },
    contact: { phone: '01632 960141' },
    checked: { date: '2026-10-01', by: 'link worker' },
    ...more,
  }),
  id,
  description: 'Words.',
});

const PAGES = ['about', 'privacy', 'accessibility', 'help', 'how-we-check', 'urgent-help'];

function contentWith(...assets: Content['assets']): Content {
  return {
    site: site.parse({
      name: 'Here',
      url: 'https://waymark.example.org',
      description: 'Here.',
      phone: '01632 960140',
      phoneHours: 'Any time',
      areas: [
        {
          id: 'wigan',
          name: 'Wigan',
          nation: 'england',
          about: 'Here.',
          lat: 53.52,
          lng: -2.58,
          bounds: [53.44, -2.74, 53.61, -2.41],
        },
      ],
    }),
    assets,
    organisations: [{ id: 'club', name: 'Club', kind: 'charity', demonstration: false }],
    topics: [],
    crisis: [],
    places: [
      {
        ...place.parse({ name: 'Leigh', area: 'wigan', lat: 53.4974, lng: -2.5188, outcodes: ['WN7'] }),
        id: 'leigh',
      },
    ],
    teams: [],
    practices: [],
    stories: [],
    pages: PAGES.map((id) => ({ id, title: id, summary: id, updated: TODAY, body: 'Words.' })),
    bankHolidays: [
      {
        id: 'bank-holidays-england',
        nation: 'england',
        source: 'https://example.org',
        checked: TODAY,
        days: [],
      },
    ],
    terms: [],
  };
}

const told = (...assets: Content['assets']) => {
  const { problems, warnings } = checkContent(contentWith(...assets), [], TODAY);
  return { problems: problems.map(problemLine), warnings: warnings.map(problemLine) };
};

describe('checkContent', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(told(listing('walk'))).toEqual({ problems: [], warnings: [] });
  });

  it.each([
    [
      { organisation: 'clubb' },
      'organisation names "clubb", which is not an organisation. Did you mean "club"?',
    ],
    [
      { organisation: 'zebra' },
      'organisation names "zebra", which is not an organisation. Add organisations/zebra.yaml, or name another',
    ],
    [{ topics: ['active', 'active'] }, 'topics[1] names "active" a second time. Take one out'],
    [{ formerIds: ['walk'] }, 'formerIds[0] is the id that the listing has now. Take it out'],
    [
      { checked: { date: '2026-11-22', by: 'us' } },
      'checked.date is 2026-11-22, which is still to come. Give the day somebody asked',
    ],
  ])('refuses %j', (more, message) => {
    expect(told(listing('walk', more)).problems).toEqual([`assets/walk.md: ${message}`]);
  });

  it.each([
    [
      { status: 'paused', statusReason: 'Painting', statusDate: '2026-11-20' },
      'statusDate has passed (2026-11-20). Is the group running again?',
    ],
    [
      { locations: [{ name: 'Hall', postcode: 'G51 1AB', lat: 53.4974, lng: -2.5188, place: 'leigh' }] },
      'locations[0].postcode starts with G51, which is not in or near Leigh (WN7). Check it',
    ],
  ])('points at %j and refuses nothing', (more, message) => {
    expect(told(listing('walk', more))).toEqual({ problems: [], warnings: [`assets/walk.md: ${message}`] });
  });

  it('says which listing has a code already, and a free one that differs for each', () => {
    const { problems } = told(listing('a'), listing('b'), listing('c'));
    const free = problems.map((p) => /free: (\w+)/.exec(p)?.[1]);
    expect(problems[0]).toMatch(/^assets\/b\.md: code is "gw23", which assets\/a\.md has already/);
    expect(new Set(free).size).toBe(2);
  });

  it('does not blame a listing for an organisation whose own file is broken', () => {
    const broken = [{ file: 'organisations/zebra.yaml', field: 'name', message: 'is missing. Add it' }];
    const { problems } = checkContent(contentWith(listing('walk', { organisation: 'zebra' })), broken, TODAY);
    expect(problems).toEqual(broken);
  });
});

test('a free code is stable, in the alphabet, and not taken', () => {
  const first = freeCode('walk', new Set());
  expect(first).toMatch(/^[a-hjkmnp-z2-9]{4}$/);
  expect(freeCode('walk', new Set())).toBe(first);
  expect(freeCode('walk', new Set([first]))).not.toBe(first);
});

test.each([
  ['Plain words & a heart <3.', undefined],
  ['See <https://example.org> or <us@example.org>.', undefined],
  ['Code: `<b>` and\n```\n<i>\n```\n', undefined],
  ['One\nTwo <b>three</b>', { tag: '<b>', line: 2 }],
  ['<!-- hidden -->', { tag: '<!-- hidden -->', line: 1 }],
  ['A </p> left over', { tag: '</p>', line: 1 }],
])('the first tag of %j', (markdown, found) => {
  expect(firstTag(markdown)).toEqual(found);
});

test.each([
  ["Mum's Café!", 'mums-cafe'],
  ['Big Shed', 'big-shed'],
  ['???', 'name-it'],
])('an id for %s', (words, id) => {
  expect(suggestion(words)).toBe(id);
});
