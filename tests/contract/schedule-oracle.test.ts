import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const RULES = 3000;

/** node_modules/.bin comes first, so that the pinned Node runs the TypeScript. */
async function compare(zone: string, seed: number) {
  const { stdout } = await run('node', ['tests/contract/schedule-oracle.ts', String(RULES), String(seed)], {
    env: { ...process.env, PATH: `node_modules/.bin:${process.env['PATH']}`, TZ: zone },
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

describe('the session engine against rrule-temporal', () => {
  it.each([
    ['UTC', 1],
    ['Europe/London', 2],
    ['America/New_York', 3],
  ])(
    'has no mismatch in 3,000 random rules on a machine in %s',
    async (zone, seed) => {
      const result = await compare(zone, seed);
      expect(result.mismatches).toEqual([]);
      expect(result).toMatchObject({ zone, rules: RULES, wrong: 0 });
      // Guards the test itself: rules that never fall in the window would compare nothing.
      expect(result.compared).toBeGreaterThan(RULES * 8);
    },
    60_000,
  );
});
