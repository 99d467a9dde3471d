import { request } from 'node:http';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { canaryAnswers } from '../fixtures/canaries.ts';
import { FormDriver, formOfAListing, stateIn } from '../fixtures/form-driver.ts';
import { type RunningSite, runSite, until } from '../fixtures/running-site.ts';

/** What so many bodies of nonsense came to. */
export interface BodiesToll {
  bodies: number;
  /** How many were answered by each status; 0 where the line was closed on a body that was too long. */
  statuses: Record<number, number>;
  /** Answers that showed something of the code. */
  traces: string[];
  /** Faults that the server noted in its log. */
  faults: number;
  /** Longest time that the server's event loop was held up, milliseconds: at work, and by the clock. */
  cpu: number;
  wall: number;
  p99: number;
  /** The longest at work, by kind of body, the worst first. */
  kinds: [name: string, cpu: number][];
}

/** Everything that takes a form, and some things that do not. */
const ROUTES = [
  '/refer/form/',
  '/refer/form/',
  '/refer/equality/',
  '/tell-us/group/',
  '/find/',
  '/find/answer/',
  '/api/search',
  '/refer/',
  '/healthz',
  '/nowhere/',
];

const FORM = 'application/x-www-form-urlencoded';
const TYPES = [
  FORM,
  FORM,
  FORM,
  FORM,
  'multipart/form-data; boundary=x',
  'application/json',
  '',
  `${FORM}; charset=utf-16`,
];

/** The same run each time (a linear congruential generator, Numerical Recipes). */
function generator(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
type Random = ReturnType<typeof generator>;

const noise = (random: Random, n: number) => Buffer.from(Array.from({ length: n }, () => random(256)));
const WORDS = [
  'I want to die ',
  'lonely ',
  'my husband died ',
  '🙂',
  'é',
  'ﷺ',
  '\u202e',
  '<b>',
  "'",
  '%00',
  'aaaa',
  '07700 900158 ',
];
const prose = (random: Random, n: number) => {
  let text = '';
  while (text.length < n) text += WORDS[random(WORDS.length)];
  return text.slice(0, n);
};

/** Ways to spoil a form, from `state` (a page of ours, whole) and `fields` (what would be right there). */
const KINDS: Record<string, (random: Random, state: string, fields: [string, string][]) => Buffer> = {
  noise: (random) => noise(random, random(3000)),
  'cut state': (random, state) => Buffer.from(`state=${state.slice(0, random(state.length))}&go=send`),
  'bent state': (random, state) => {
    const bytes = Buffer.from(state);
    bytes[random(bytes.length)] = 65 + random(26);
    return Buffer.from(`state=${bytes}&go=next`);
  },
  'odd button': (random, state) =>
    Buffer.from(`state=${state}&go=${encodeURIComponent(noise(random, 20).toString('latin1'))}&website=x`),
  'names of the language': (random, state) =>
    Buffer.from(
      `state=${state}&go=change:${['who', 'check', '__proto__', 'help', 'constructor'][random(5)]}&__proto__=1&constructor.prototype=2&toString=3`,
    ),
  'broken percent': (random, state) =>
    Buffer.from(`state=${state}&go=next&person.name=${'%'.repeat(random(50))}`),
  'many fields': (random) => Buffer.from('a=1&'.repeat(random(20_000))),
  'one field many times': (random, state) =>
    Buffer.from(`state=${state}&go=next&${'needs.topics=money&'.repeat(random(190))}`),
  'long words': (random, state, fields) =>
    Buffer.from(
      new URLSearchParams([
        ['state', state],
        ['go', 'next'],
        ...fields.map(([n]): [string, string] => [n, prose(random, random(4500))]),
      ])
        .toString()
        .slice(0, 65_000),
    ),
  'right, and too much': (random, state, fields) =>
    Buffer.from(`${new URLSearchParams([['state', state], ...fields])}&${'x'.repeat(random(90_000))}`),
  'values in the wrong place': (random, state, fields) =>
    Buffer.from(
      String(
        new URLSearchParams([
          ['state', state],
          ['go', 'send'],
          ...fields.map(([n], i): [string, string] => [
            n,
            fields[(i + 1 + random(5)) % fields.length]?.[1] ?? '',
          ]),
        ]),
      ),
    ),
  gzipped: (random, state) => gzipSync(`state=${state}&go=send&x=${prose(random, 500)}`),
  'as text in another alphabet': (random) => Buffer.from(prose(random, 2000), 'utf16le'),
  json: (random) =>
    Buffer.from(JSON.stringify({ state: prose(random, 100), deep: '['.repeat(random(5000)) })),
  'far too long': (random) => Buffer.alloc(random(300_000), 'state='),
};

/** Posts one body. Its status, 0 where the line was closed, and what was said. */
function post(url: string, type: string, body: Buffer): Promise<{ status: number; text: string }> {
  return new Promise((done) => {
    const req = request(url, { method: 'POST', headers: { 'content-type': type } }, (res) => {
      let text = '';
      res.on('data', (c) => {
        text += c;
      });
      res.on('close', () => done({ status: res.statusCode ?? 0, text }));
    });
    // A body that is too long may be answered before it is all sent, and then the line closes.
    req.on('error', () => done({ status: 0, text: '' }));
    req.end(body);
  });
}

/** A form whose own words fill all that one body may weigh: the most that the server can be made to read. */
async function toTheBrim(site: RunningSite): Promise<[string, [string, string][]]> {
  const driver = new FormDriver(site.url, '/refer/form/', canaryAnswers);
  const check = await driver.toCheck();
  const steps = [...check.html.matchAll(/value="(change:[a-z]+)"/g)].map(([, go = '']) => go);
  const prose = 'I am tired of it all and my husband died. '.repeat(100).slice(0, 4000);
  const own = /words|note|access|address/i;
  const full = () => driver.fields().map(([n, v]): [string, string] => [n, own.test(n) ? prose : v]);
  for (const go of [...steps, 'change:who']) await driver.press(go, full());
  const state = stateIn(driver.page?.html ?? '');
  if (state.length < 20_000 || state.length > 60_000) throw new Error(`A full form weighs ${state.length}`);
  return [state, []];
}

/** What the server measured since it was last asked. */
async function stall(site: RunningSite): Promise<{ cpu: number; wall: number; p99: number }> {
  const lines = () => site.said().match(/^STALL .*$/gm) ?? [];
  const before = lines().length;
  process.kill(site.pid, 'SIGUSR2');
  await until(() => lines().length > before || undefined);
  return JSON.parse(lines().at(-1)?.slice(6) ?? '{}');
}

const TRACE = /\bat .*\.(m?[jt]s|astro):\d+|(Type|Reference|Range|Syntax)Error|node_modules|ZodError|SQLITE/;

/**
 * Posts `n` bodies to everything that takes a form, four at a time, one kind after the other, at a server in a process
 * of its own.
 */
export async function tortureBodies(n: number, tick: (n: number) => void): Promise<BodiesToll> {
  const env = {
    NODE_OPTIONS: `--import=${resolve('tests/torture/stall-watch.ts')}`,
    SENDS_PER_HOUR: '100000',
    SEARCHES_PER_MINUTE: '1000000',
    ACCESS_LOG: 'off',
  };
  const site = await runSite({ env });
  const random = generator(20261121);
  const toll: BodiesToll = {
    bodies: 0,
    statuses: {},
    traces: [],
    faults: 0,
    cpu: 0,
    wall: 0,
    p99: 0,
    kinds: [],
  };
  try {
    // Pages of ours, early and late in the form, and each seen before the clock runs: loading code is not a stall.
    const pages: [string, [string, string][]][] = [];
    for (let i = 0; i < 3; i++) {
      const driver = new FormDriver(site.url, '/refer/form/', canaryAnswers);
      const check = await driver.toCheck();
      for (const page of driver.seen) {
        driver.page = page;
        pages.push([stateIn(page.html), driver.fields()]);
      }
      pages.push([
        stateIn(check.html),
        [
          ['needs.words', 'x'],
          ['support.access', 'x'],
        ],
      ]);
    }
    const brim = await toTheBrim(site);
    pages.push(...Array.from({ length: 5 }, () => brim));
    const routes = [...ROUTES, await formOfAListing(site.url)];
    for (const route of routes)
      for (let i = 0; i < 5; i++) await post(site.url + route, FORM, Buffer.from('a=1&q=food'));
    await stall(site);
    const kinds = Object.entries(KINDS);
    for (const [name, make] of kinds) {
      const many = Math.ceil(n / kinds.length);
      for (let i = 0; i < many; i += 4) {
        const answers = await Promise.all(
          Array.from({ length: Math.min(4, many - i) }, () => {
            const [state = '', fields = []] = pages[random(pages.length)] ?? [];
            const url = site.url + routes[random(routes.length)];
            return post(url, TYPES[random(TYPES.length)] ?? '', make(random, state, fields));
          }),
        );
        for (const { status, text } of answers) {
          toll.bodies++;
          toll.statuses[status] = (toll.statuses[status] ?? 0) + 1;
          const trace = TRACE.exec(text)?.[0];
          if (trace) toll.traces.push(`${name}: ${trace}`);
        }
        tick(toll.bodies);
      }
      const { cpu, wall, p99 } = await stall(site);
      toll.kinds.push([name, cpu]);
      for (const [key, value] of Object.entries({ cpu, wall, p99 }) as ['cpu' | 'wall' | 'p99', number][])
        toll[key] = Math.max(toll[key], value);
    }
    toll.kinds.sort((a, b) => b[1] - a[1]);
    toll.faults = site.said().match(/^error |\[ERROR\]/gm)?.length ?? 0;
    return toll;
  } finally {
    await site.stop();
  }
}
