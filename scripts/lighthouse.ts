import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import lighthouse, { type Result } from 'lighthouse';
import { contentDir } from '#schemas/read.ts';
import { readSettings } from '#server/env/env.ts';
import { listen } from '#server/listen.ts';
import { ensureBrowser } from './lib/browser.ts';
import { build } from './lib/build.ts';
import { openSite } from './lib/serve.ts';

/**
 * `npm run lighthouse [-- /path/ …]`: the four scores of a page of each kind, on Lighthouse's own mobile settings
 * (a slow phone on slow 4G, simulated), against the built site as our server gives it out; and every audit that lost
 * points. Full reports go to test-results/lighthouse. Exit 1 where a score is below --floor (100).
 */
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const REPORTS = 'test-results/lighthouse';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { floor: { type: 'string', default: '100' }, runs: { type: 'string', default: '1' } },
});

/** A listing with a venue and sessions, as most have. */
async function anAsset(url: string): Promise<string> {
  const page = await (await fetch(`${url}/needs/loneliness/`)).text();
  return /\/assets\/[a-z0-9-]+\//.exec(page)?.[0] ?? '/a-to-z/';
}

/** What lost points in a category, heaviest first. */
function lost(result: Result, category: string): string[] {
  const { auditRefs = [] } = result.categories[category] ?? {};
  return auditRefs
    .filter(({ id, weight }) => weight > 0 && (result.audits[id]?.score ?? 1) < 1)
    .sort((a, b) => b.weight - a.weight)
    .map(({ id }) => {
      const { title, displayValue } = result.audits[id] ?? {};
      return `${category}: ${title ?? id}${displayValue ? ` (${displayValue})` : ''}`;
    });
}

async function scored(url: string, path: string, port: number): Promise<Result> {
  const run = await lighthouse(url + path, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
  });
  if (!run) throw new Error(`Lighthouse gave no answer for ${path}`);
  const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home';
  await writeFile(join(REPORTS, `${name}.json`), JSON.stringify(run.lhr));
  return run.lhr;
}

const total = (r: Result) => CATEGORIES.reduce((sum, c) => sum + (r.categories[c]?.score ?? 0), 0);

const outDir = process.env['OUT_DIR'] || 'dist';
const { stamp } = await build({ contentDir: contentDir(), outDir });
const settings = readSettings({ REFERRALS: 'no' });
const { server, stop } = await openSite({ outDir, stamp, settings, origin: 'http://127.0.0.1' });
const url = await listen(server, 0, '127.0.0.1');
const debugPort = 9300 + (process.pid % 500);
const browser = await chromium.launch({
  executablePath: ensureBrowser(console.log),
  args: [`--remote-debugging-port=${debugPort}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
await mkdir(REPORTS, { recursive: true });
let low = false;
try {
  const paths =
    positionals.length > 0
      ? positionals
      : ['/', '/needs/loneliness/', await anAsset(url), '/find/', '/refer/'];
  console.log(`${'page'.padEnd(44)} ${CATEGORIES.map((c) => c.padStart(14)).join(' ')}`);
  for (const path of paths) {
    // The best of several runs: what else the machine does only ever takes points away.
    let best: Result | undefined;
    for (let i = 0; i < Number(values.runs); i++) {
      const result = await scored(url, path, debugPort);
      if (!best || total(result) > total(best)) best = result;
    }
    if (!best) continue;
    const scores = CATEGORIES.map((c) => Math.round((best.categories[c]?.score ?? 0) * 100));
    low ||= scores.some((s) => s < Number(values.floor));
    console.log(`${path.slice(0, 44).padEnd(44)} ${scores.map((s) => String(s).padStart(14)).join(' ')}`);
    for (const line of CATEGORIES.flatMap((c) => lost(best, c))) console.log(`    ${line}`);
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await stop();
}
process.exit(low ? 1 : 0);
