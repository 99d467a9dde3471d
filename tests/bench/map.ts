import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import sirv from 'sirv';
import type { PinFile } from '#features/map/pins.ts';
import { securityHeaders } from '#server/headers.ts';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { picture } from '../e2e/map-fixtures.ts';
import { chance } from './corpus.ts';

/**
 * `npm run bench -- map [folder] [path]`: the map in the site's own page, in Chromium. `folder` is a built site's
 * client folder (dist/client), `path` the page. On a need's page the file of pins is swapped for one of 10,000 invented
 * pins; on the find page what the site holds is shown, so build one of 10,000 listings for it. Pictures come at once,
 * from here: what is measured is our own work. Bytes are gzipped, pictures apart. A task is long at 50 ms of the page's
 * own processor time (from Chromium's trace), so that a busy machine does not make one; the clock's times are printed
 * too, and mean something only on a quiet machine.
 */
const PINS = 10_000;
const SEED = 20261121;
/** Elsewhere the map brings what the find page has already: Preact, the card, the marks of the needs. */
const BARS = { paintMs: 250, frameMs: 28, longTasks: 0, findKB: 60, elsewhereKB: 75 };
const [folder = 'dist/client', path = '/needs/loneliness/'] = process.argv.slice(2);
const TILES = /^https:\/\/[^/]+\/\d+\/\d+\/\d+\.png/;

/** 10,000 pins about two dozen middles, as a county's towns are. */
function invented(): PinFile {
  const roll = chance(SEED);
  const towns = Array.from({ length: 24 }, () => [53.4 + roll() * 0.3, -2.9 + roll() * 0.7] as const);
  const pins = Array.from({ length: PINS }, (_, i): PinFile['pins'][number] => {
    const [lat, lng] = towns[i % towns.length] ?? [53.5, -2.5];
    const off = () => (roll() + roll() + roll() - 1.5) * 0.05;
    const at = [lat + off(), lng + off() * 1.6].map((d) => Math.round(d * 1e5) / 1e5);
    return [`made-${i}`, `Made-up group number ${i}`, i % 12, i % 8, i % 24, at[0] ?? 0, at[1] ?? 0];
  });
  const needs = ['loneliness', 'food', 'money', 'work', 'caring', 'abuse', 'dementia', 'active'];
  const names = (n: number, what: string) => Array.from({ length: n }, (_, i) => `${what} ${i}`);
  return { kinds: names(12, 'Kind'), needs, places: names(24, 'Town'), pins, off: [] };
}

/** Runs in the page before anything else: frames, from the first moment on, and when the first marks were painted. */
function watchPage() {
  const seen = { frames: [] as number[], painted: 0 };
  Object.assign(window, { seen });
  let last = performance.now();
  const frame = (now: number) => {
    seen.frames.push(now - last);
    last = now;
    // The frame after the one in which marks first stand in the page: they have been painted.
    if (!seen.painted && document.querySelector('.map-mark'))
      requestAnimationFrame(() => {
        seen.painted ||= performance.now();
      });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

declare global {
  interface Window {
    seen: { frames: number[]; painted: number };
  }
}

const quantile = (list: readonly number[], q: number) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0;

/** Drags the map about for some seconds, as a hand would. */
async function drag(page: Page): Promise<number[]> {
  const box = await page.locator('.map-ground').boundingBox();
  if (!box) throw new Error('The map has no box');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(() => {
    window.seen.frames.length = 0;
  });
  for (let round = 0; round < 8; round++) {
    const angle = (round * 2 * Math.PI) / 8;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + Math.cos(angle) * 150, y + Math.sin(angle) * 150, { steps: 40 });
    await page.mouse.up();
    await page.waitForTimeout(250);
  }
  return page.evaluate(() => window.seen.frames.slice());
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ph: string;
  /** Microseconds on the clock, and of the thread's own processor time. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

interface Task {
  cpu: number;
  wall: number;
}

/** Tasks of the page's main thread while `work` ran, longest first, in milliseconds. */
async function tasksOf(page: Page, work: () => Promise<unknown>): Promise<Task[]> {
  const own = page.context().browser();
  if (!own) throw new Error('The page has no browser');
  await own.startTracing(page, { categories: ['toplevel'] });
  await work();
  const events: TraceEvent[] = JSON.parse((await own.stopTracing()).toString()).traceEvents;
  const mains = new Set(
    events
      .filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain')
      .map((e) => `${e.pid} ${e.tid}`),
  );
  return events
    .filter((e) => e.ph === 'X' && e.name.endsWith('RunTask') && mains.has(`${e.pid} ${e.tid}`))
    .map((e) => ({ cpu: (e.tdur ?? e.dur ?? 0) / 1000, wall: (e.dur ?? 0) / 1000 }))
    .sort((a, b) => b.cpu - a.cpu);
}

interface Result {
  paint: number;
  opening: Task[];
  later: Task[];
  frames: number[];
  marks: number;
  before: number;
  opened: Record<string, number>;
}

async function once(page: Page, origin: string, slowdown: number): Promise<Result> {
  const bytes: { url: string; gz: number }[] = [];
  const reading: Promise<void>[] = [];
  page.on('response', (r) => {
    if (!r.url().startsWith(origin)) return;
    reading.push(
      r.body().then(
        (body) => void bytes.push({ url: r.url(), gz: gzipSync(body, { level: 9 }).length }),
        () => undefined,
      ),
    );
  });
  const png = picture();
  await page.route(TILES, (route) => route.fulfill({ contentType: 'image/png', body: png }));
  const file = JSON.stringify(invented());
  await page.route(/\/map\/needs\//, (route) =>
    route.fulfill({ contentType: 'application/json', body: file }),
  );
  await page.addInitScript(watchPage);
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Show map' }).waitFor();
  await page.waitForTimeout(500);
  await Promise.all(reading);
  const before = bytes.splice(0);
  if (slowdown > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  }
  let pressed = 0;
  const opening = await tasksOf(page, async () => {
    pressed = await page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((b) =>
        b.textContent?.includes('Show map'),
      );
      const now = performance.now();
      button?.click();
      return now;
    });
    await page.waitForTimeout(2000);
  });
  const painted = await page.evaluate(() => window.seen.painted);
  await page.locator('.map-frame').scrollIntoViewIfNeeded();
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'Go closer', exact: true }).click();
  await page.waitForTimeout(600);
  let frames: number[] = [];
  const later = await tasksOf(page, async () => {
    frames = await drag(page);
  });
  await Promise.all(reading);
  const kinds: Record<string, number> = {};
  for (const { url, gz } of bytes) {
    const kind = /\.js(\?|$)/.test(url) ? 'script' : /\.css/.test(url) ? 'style' : 'data';
    kinds[kind] = (kinds[kind] ?? 0) + gz;
  }
  return {
    paint: painted - pressed,
    opening,
    later,
    frames,
    marks: await page.locator('.map-mark').count(),
    before: before.filter((b) => /\.js(\?|$)/.test(b.url)).reduce((n, b) => n + b.gz, 0),
    opened: kinds,
  };
}

const files = sirv(folder);
const pins = JSON.stringify(invented());
const headers = securityHeaders({ imageOrigins: ['https://tile.openstreetmap.org'] });
const server = createServer((req, res) => {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (req.url?.startsWith('/map/needs/')) {
    res.writeHead(200, { 'content-type': 'application/json' }).end(pins);
    return;
  }
  files(req, res, () => {
    res.writeHead(404).end();
  });
});
await new Promise<void>((done) => {
  server.listen(0, '127.0.0.1', done);
});
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const long = (tasks: readonly Task[]) => tasks.filter((t) => t.cpu >= 50).length;
const longest = (tasks: readonly Task[]) =>
  `${long(tasks)} (longest ${Math.round(tasks[0]?.cpu ?? 0)} ms of processor, ${Math.round(Math.max(0, ...tasks.map((t) => t.wall)))} ms on the clock)`;
const kB = (n: number) => `${(n / 1000).toFixed(1)} kB`;
let good = true;
console.log(
  `load average ${loadavg()[0]?.toFixed(1)}: on a busy machine the clock's times are the machine's, not the map's`,
);
for (const slowdown of [1, 4]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const r = await once(page, origin, slowdown);
  const p95 = quantile(r.frames, 0.95);
  const code = (r.opened['script'] ?? 0) + (r.opened['style'] ?? 0);
  console.log(`\n${path}${slowdown > 1 ? `, processor slowed ${slowdown} times (no bar)` : ''}`);
  console.log(`  script before opening   ${kB(r.before)}`);
  console.log(
    `  on opening              ${kB(code)} of script and style, ${kB(r.opened['data'] ?? 0)} of pins and names`,
  );
  console.log(`  press to marks painted  ${Math.round(r.paint)} ms`);
  console.log(`  long tasks              opening ${longest(r.opening)}; panning ${longest(r.later)}`);
  console.log(
    `  frames while panning    p50 ${quantile(r.frames, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, longest ${Math.round(Math.max(...r.frames))} ms`,
  );
  console.log(`  marks at once           ${r.marks}`);
  if (slowdown === 1)
    good =
      r.paint <= BARS.paintMs &&
      p95 <= BARS.frameMs &&
      long(r.opening) + long(r.later) <= BARS.longTasks &&
      code <= (path.startsWith('/find/') ? BARS.findKB : BARS.elsewhereKB) * 1000;
  await page.close();
}
await browser.close();
server.close();
console.log(good ? '\nWithin the bars.' : `\nPast a bar: ${JSON.stringify(BARS)}`);
process.exitCode = good ? 0 : 1;
