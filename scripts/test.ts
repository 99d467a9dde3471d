import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ensureBrowser } from './lib/browser.ts';
import { progress, took } from './lib/progress.ts';

/**
 * `npm test`: everything that must hold, in order of how soon it tells. Each step is printed with its time, what
 * failed is printed in full at the end, and the last line is "N passed, N failed". `--only types,units` runs some.
 */
interface Result {
  passed: number;
  failed: number;
  skipped?: number;
}

interface Step {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads the counts of a runner that has its own; other steps are one test, passed on exit code 0. */
  count?: () => Promise<Result>;
  before?: () => void;
}

const RESULTS = 'test-results';
const show = progress();
const json = async (file: string) => JSON.parse(await readFile(file, 'utf8'));

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
});
const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

async function unitCounts(): Promise<Result> {
  const r = vitest.parse(await json(`${RESULTS}/vitest.json`));
  // A file that could not even be loaded has no tests to fail.
  return {
    passed: r.numPassedTests,
    failed: Math.max(r.numFailedTests, Math.sign(r.numFailedTestSuites)),
    skipped: r.numPendingTests,
  };
}

async function journeyCounts(): Promise<Result> {
  const { stats, errors } = playwright.parse(await json(`${RESULTS}/playwright.json`));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

const own = (name: string) => ['node', 'scripts/run.mjs', name];
const STEPS: Step[] = [
  // First, because it also writes the types of the content that the next step reads.
  { name: 'pages', command: ['astro', 'check', '--minimumFailingSeverity', 'warning'] },
  { name: 'types', command: ['tsc', '--noEmit', '--project', '.'] },
  { name: 'style', command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50'] },
  { name: 'layout', command: own('imports') },
  { name: 'content', command: own('check') },
  {
    name: 'units',
    command: [
      'vitest',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${RESULTS}/vitest.json`,
    ],
    count: unitCounts,
  },
  { name: 'build', command: own('build') },
  { name: 'links', command: own('links') },
  { name: 'budget', command: own('budget') },
  {
    name: 'journeys',
    command: ['playwright', 'test', '--reporter=dot,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/playwright.json` },
    before: () => void ensureBrowser(show.line),
    count: journeyCounts,
  },
];

/** What a step printed that is worth reading again: the end of it. */
const LAST = 12_000;

async function run(
  { command: [program = '', ...args], env = {} }: Step,
  name: string,
): Promise<{ code: number; said: string }> {
  const began = Date.now();
  const child = spawn(program, args, {
    env: { ...process.env, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1', CI: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-LAST);
    });
  const timer = setInterval(() => show.tick(`… ${name} ${took(Date.now() - began)}`), 500);
  const code = await new Promise<number>((done) => {
    child.on('error', (e) => {
      said += e.message;
      done(1);
    });
    child.on('close', (c) => done(c ?? 1));
  });
  clearInterval(timer);
  return { code, said };
}

/** One step: its counts, and what it said where it failed. A step that cannot run has failed. */
async function take(step: Step): Promise<Result & { said: string }> {
  try {
    step.before?.();
    const { code, said } = await run(step, step.name);
    const counted = await step.count?.().catch(() => undefined);
    const failed = Math.max(counted?.failed ?? 0, code === 0 ? 0 : 1);
    return { passed: counted?.passed ?? (code === 0 ? 1 : 0), failed, skipped: counted?.skipped ?? 0, said };
  } catch (error) {
    return { passed: 0, failed: 1, said: error instanceof Error ? error.message : String(error) };
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const steps = STEPS.filter((s) => !only || only.includes(s.name));
await mkdir(RESULTS, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failures: [name: string, said: string][] = [];
const began = Date.now();
for (const step of steps) {
  const at = Date.now();
  const { passed, failed, skipped = 0, said } = await take(step);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push([step.name, said]);
  const counts = passed + failed > 1 ? ` ${passed} passed${failed ? `, ${failed} failed` : ''}` : '';
  show.line(`${failed > 0 ? '✗' : '✓'} ${step.name.padEnd(9)} ${took(Date.now() - at).padStart(8)}${counts}`);
}
for (const [name, said] of failures) console.log(`\n── ${name} ──\n${said.trim()}`);
if (steps.length === 0)
  console.log(`No step is called ${values.only}. There are: ${STEPS.map((s) => s.name).join(', ')}`);
console.log(`\nAfter ${took(Date.now() - began)}${total.skipped ? `, ${total.skipped} skipped` : ''}:`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
