import { describe, expect, it } from 'vitest';
import type { Found, NearData, NearPlace, NotFound } from '#lib/postcodes/look-up.ts';
import { packOutcode } from '#lib/postcodes/outcode-file.ts';
import { loadNearData, outcodeLoader } from './load.ts';
import { findPlace } from './near.ts';

const place = (id: string, name: string, more: Partial<NearPlace> = {}): NearPlace => ({
  id,
  name,
  otherNames: [],
  lat: 53.5,
  lng: -2.5,
  outcodes: [],
  area: 'Wigan Borough',
  ...more,
});
const data: NearData = {
  places: [
    place('ashton', 'Ashton-in-Makerfield', { otherNames: ['Ashton'], outcodes: ['WN4'], lat: 53.49 }),
    place('leigh', 'Leigh', { outcodes: ['WN7'] }),
    place('st-helens-road', 'St Helens Road', { lat: 53.6 }),
    place('milton-w', 'Milton'),
    place('milton-g', 'Milton', { area: 'Glasgow City' }),
  ],
  areas: [
    place('wigan', 'Wigan Borough', { otherNames: ['Wigan'], area: '' }),
    place('glasgow', 'Glasgow City', { otherNames: ['Glasgow'], area: '' }),
  ],
  outcodes: [
    { code: 'WN7', lat: 53.5, lng: -2.51, count: 2, whole: true },
    { code: 'WN8', lat: 53.55, lng: -2.7, count: 1, whole: false },
    { code: 'M29', lat: 53.51, lng: -2.45, count: 0, whole: false },
  ],
};
const wn7 = packOutcode({
  code: 'WN7',
  points: new Map([
    ['1AB', { lat: 53.4974, lng: -2.5188 }],
    ['1AD', { lat: 53.4975, lng: -2.5189 }],
  ]),
});

/** A server of files that writes down what was asked of it. */
function server(files: Record<string, string>) {
  const asked: string[] = [];
  const get = async (url: string | URL | Request) => {
    asked.push(String(url));
    const body = files[String(url)];
    return body === undefined ? new Response('no', { status: 404 }) : new Response(body);
  };
  return { asked, get };
}
const usual = () =>
  server({ '/postcodes/WN7.json': JSON.stringify(wn7), '/postcodes/WN8.json': '<!doctype html>' });
const find = (text: string, get = usual().get) => findPlace(text, data, outcodeLoader(get));
const brief = (a: Found | NotFound) => (a.ok ? `${a.precision}: ${a.name}` : a.why);

describe('findPlace', () => {
  it.each([
    ['Leigh', 'place: Leigh'],
    ['  in  LEIGH ', 'place: Leigh'],
    ['liegh', 'place: Leigh'],
    ['ashton', 'place: Ashton-in-Makerfield'],
    ['Ashton in Makerfield', 'place: Ashton-in-Makerfield'],
    ['saint helens road', 'place: St Helens Road'],
    ['Wigan', 'area: Wigan Borough'],
    ['glasgw', 'area: Glasgow City'],
    ['milton', 'several'],
    ['miltn', 'unknown-place'],
    ['Milton, Glasgow', 'place: Milton'],
    ['ashton wigan borough', 'place: Ashton-in-Makerfield'],
    ['Ashton Glasgow', 'unknown-place'],
    ['wn71ab', 'postcode: WN7 1AB'],
    ['WN7', 'outcode: WN7'],
    ['WN7 9ZZ', 'unknown-postcode'],
    ['M1 1AE', 'not-in-this-area'],
    ['WN7 1CC', 'not-a-postcode'],
    ['Narnia', 'unknown-place'],
    [' ', 'empty'],
  ])('"%s" is %s', async (text, answer) => expect(brief(await find(text))).toBe(answer));

  it('gives the point of a postcode', async () => {
    expect(await find('WN7 1AB')).toEqual({
      ok: true,
      name: 'WN7 1AB',
      precision: 'postcode',
      lat: 53.4974,
      lng: expect.closeTo(-2.5188, 3),
    });
  });

  it.each([
    ['', 'Type a town or a postcode.', ['Wigan Borough', 'Glasgow City']],
    [
      'M1 1AE',
      'M1 1AE is not in our area. We cover Wigan Borough and Glasgow City.',
      ['Wigan Borough', 'Glasgow City'],
    ],
    [
      'WN99 1AA',
      'WN99 1AA is not in our area. We cover Wigan Borough and Glasgow City.',
      ['Ashton-in-Makerfield', 'Leigh'],
    ],
    [
      'WN7 9ZZ',
      'WN7 9ZZ looks like a postcode, but we do not know it. Check it, or choose a place.',
      ['WN7', 'Leigh', 'Milton', 'Milton', 'Ashton-in-Makerfield'],
    ],
    ['12345', '“12345” is not a postcode. Check it, or choose a place.', ['Wigan Borough', 'Glasgow City']],
    [
      'Ashton on Mersey',
      'We do not know “Ashton on Mersey”. Did you mean one of these?',
      ['Ashton-in-Makerfield'],
    ],
    [
      'milton',
      'There is more than one “milton”. Which do you mean?',
      ['Milton, Wigan Borough', 'Milton, Glasgow City'],
    ],
  ])('says why "%s" is not found, and offers places', async (text, says, offered) => {
    const answer = await find(text);
    expect(answer).toMatchObject({ ok: false, says });
    expect(!answer.ok && answer.suggestions.map((s) => s.name)).toEqual(offered);
  });

  it.each([
    ['WN7', 'Distances are from the middle of WN7.'],
    ['WN7 1', 'WN7 1 is not a whole postcode. Distances are from the middle of WN7.'],
    ['M29 8AA', 'We only know the first half of postcodes. Distances are from the middle of M29.'],
    ['WN8 1AA', 'We could not look up WN8 1AA just now. Distances are from the middle of WN8.'],
  ])('"%s" falls back to the middle of its outcode, and says so', async (text, note) => {
    expect(await find(text)).toMatchObject({ ok: true, precision: 'outcode', note });
  });

  it('asks for one outcode, once, and for nothing else whatever is typed', async () => {
    const { asked, get } = usual();
    const load = outcodeLoader(get);
    for (const text of [
      'Leigh',
      'WN7',
      'M1 1AE',
      'M29 8AA',
      'Narnia',
      'WN7 1',
      'WN7 1AB',
      'WN7 1AD',
      'wn79zz',
    ])
      await findPlace(text, data, load);
    expect(asked).toEqual(['/postcodes/WN7.json']);
  });

  it('tries again after a failure', async () => {
    const { get } = usual();
    let down = true;
    const flaky: typeof fetch = (url) => (down ? Promise.reject(new TypeError('offline')) : get(String(url)));
    const load = outcodeLoader(flaky);
    expect(brief(await findPlace('WN7 1AB', data, load))).toBe('outcode: WN7');
    down = false;
    expect(brief(await findPlace('WN7 1AB', data, load))).toBe('postcode: WN7 1AB');
  });
});

describe('loadNearData', () => {
  it('takes the list of places, and refuses anything else', async () => {
    const good = server({ '/postcodes/index.json': JSON.stringify(data) });
    expect(await loadNearData(good.get)).toEqual(data);
    await expect(loadNearData(server({ '/postcodes/index.json': '{}' }).get)).rejects.toThrow('damaged');
    await expect(loadNearData(server({}).get)).rejects.toThrow('404');
  });
});
