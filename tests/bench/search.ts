import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import MiniSearch from 'minisearch';
import { type Content, contentDir, readContent } from '#schemas/read.ts';
import { buildSearch } from '#search/embedded/build.ts';
import { makeAssets } from './corpus.ts';
import { QUERIES } from './queries.ts';

/**
 * `npm run bench -- search`: bytes, load and answer times of the embedded engine in Chromium on a processor slowed
 * four times, beside plain MiniSearch over the full text of the same listings, in the same page and run. Both run on
 * the page's main thread, because the slowdown does not reach workers.
 */
const SIZES = [1_000, 10_000, 50_000];
const SLOWDOWN = 4;
const SEED = 20261121;
/** Rounds over the queries; the first is not counted. */
const ROUNDS = 3;

const brotli = (text: string) =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: text.length > 20_000_000 ? 9 : 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  }).length;

const MINI = {
  fields: ['name', 'kind', 'summary', 'activities', 'description'],
  searchOptions: { prefix: true, fuzzy: 0.2 },
};

/** Plain MiniSearch: every word of every listing, its index serialised as its own guide says. */
function plainIndex(content: Content): string {
  const mini = new MiniSearch(MINI);
  mini.addAll(
    content.assets.map(({ id, name, kind, summary, activities, description }) => ({
      id,
      name,
      kind,
      summary,
      activities: activities.join(' '),
      description,
    })),
  );
  return JSON.stringify(mini);
}

/** What the page runs; the two functions are called through the browser's own interface. */
const PAGE = `
import MiniSearch from 'minisearch';
import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';
import { EmbeddedEngine } from '#search/embedded/engine.ts';
import { readIndex } from '#search/embedded/table.ts';
const facets = ['topics', 'days', 'times', 'cost', 'access', 'formats', 'audience', 'ages', 'languages', 'places'];
const request = (q) => ({ q, literal: false, filters: {}, facets, sort: 'relevance', page: 1, perPage: 20 });
async function run(urls, open, ask, queries, rounds) {
  const bodies = await Promise.all(urls.map(async (u) => (await fetch(u)).text()));
  const t0 = performance.now();
  const engine = open(...bodies);
  const load = performance.now() - t0;
  const t1 = performance.now();
  ask(engine, queries[0]);
  const first = performance.now() - t1;
  const times = [];
  for (let r = 0; r < rounds; r++)
    for (const q of queries) {
      const t = performance.now();
      ask(engine, q);
      if (r > 0) times.push(performance.now() - t);
    }
  times.sort((a, b) => a - b);
  const at = (p) => times[Math.min(times.length - 1, Math.floor(times.length * p))];
  return { load, first, p50: at(0.5), p95: at(0.95) };
}
window.embedded = (queries, rounds) => run(['/words', '/index'],
  (w, i) => new EmbeddedEngine(readIndex(i), new Analyser(readKnowledge(w))), (e, q) => e.answer(request(q)), queries, rounds);
window.plain = (queries, rounds) => run(['/plain'],
  (body) => MiniSearch.loadJSON(body, ${JSON.stringify(MINI)}), (e, q) => e.search(q).slice(0, 20), queries, rounds);
`;

interface Times {
  load: number;
  first: number;
  p50: number;
  p95: number;
}

function findChromium(): string | undefined {
  const known = [
    process.env['CHROMIUM_PATH'],
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
  ];
  return known.find((p) => p && existsSync(p));
}

async function serve(files: Map<string, string>): Promise<Server> {
  const server = createServer((req, res) => {
    const body = files.get(req.url ?? '');
    res.writeHead(body === undefined ? 404 : 200, {
      'content-type': req.url === '/' ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8',
    });
    res.end(body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function measure(page: Page, which: 'embedded' | 'plain'): Promise<Times> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  return page.evaluate(`window.${which}(${JSON.stringify(QUERIES)}, ${ROUNDS})`);
}

const line = (cells: (string | number)[]) =>
  console.log(cells.map((c, i) => (i === 0 ? String(c).padEnd(22) : String(c).padStart(11))).join(' '));

const { content } = await readContent(contentDir());
if (!content) throw new Error('the content cannot be read; run npm run check');
const outfile = join(tmpdir(), `search-bench-${process.pid}.js`);
const made = await build({
  stdin: { contents: PAGE, resolveDir: process.cwd(), loader: 'js' },
  bundle: true,
  format: 'esm',
  write: false,
  outfile,
});
const script = made.outputFiles[0]?.text ?? '';
console.log(`Chromium, processor slowed ${SLOWDOWN} times, ${QUERIES.length} queries. Times in ms.`);
line(['', 'listings', 'B/listing', 'kB brotli', 'load', 'first', 'p50', 'p95']);
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  for (const n of SIZES) {
    const corpus: Content = { ...content, assets: makeAssets(n, SEED, content) };
    const built = buildSearch(corpus);
    const plain = plainIndex(corpus);
    const files = new Map([
      ['/', '<!doctype html><title>bench</title><script type="module" src="/bench.js"></script>'],
      ['/bench.js', script],
      ['/words', built.words.body],
      ['/index', built.index.body],
      ['/plain', plain],
    ]);
    const server = await serve(files);
    const { port } = server.address() as AddressInfo;
    for (const which of ['embedded', 'plain'] as const) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction('window.plain !== undefined');
      const t = await measure(page, which);
      const bytes = brotli(which === 'embedded' ? built.index.body : plain);
      const cells = [t.load, t.first, t.p50, t.p95].map((ms) => ms.toFixed(1));
      line([
        which === 'embedded' ? 'embedded index' : 'MiniSearch full text',
        n,
        (bytes / n).toFixed(1),
        Math.round(bytes / 1000),
        ...cells,
      ]);
      await page.close();
    }
    if (n === SIZES[0])
      console.log(
        `  and once, whatever the size: words file ${Math.round(brotli(built.words.body) / 1000)} kB brotli`,
      );
    server.close();
  }
} finally {
  await browser.close();
  await rm(outfile, { force: true });
}
