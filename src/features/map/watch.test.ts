import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TileWatch } from './watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Step = 'asked' | 'came' | 'failed' | 'dropped' | number;

/** Runs steps (a number waits so many milliseconds) and says how often the pictures were given up. */
function run(steps: Step[]): number {
  const lost = vi.fn();
  const watch = new TileWatch(lost, 8000);
  for (const step of steps) {
    if (typeof step === 'number') vi.advanceTimersByTime(step);
    else watch[step]();
  }
  return lost.mock.calls.length;
}

const times = (n: number, step: Step) => Array.from({ length: n }, () => step);

test.each<[what: string, steps: Step[], lost: number]>([
  ['all come', [...times(9, 'asked'), ...times(9, 'came'), 60_000], 0],
  ['all are refused', [...times(9, 'asked'), ...times(9, 'failed')], 1],
  ['a few at the start are refused and nothing has come', [...times(30, 'asked'), ...times(4, 'failed')], 1],
  ['one of many fails', [...times(9, 'asked'), ...times(8, 'came'), 'failed', 60_000], 0],
  ['the server hangs', [...times(9, 'asked'), 7999, 2], 1],
  ['not yet', [...times(9, 'asked'), 7990], 0],
  ['slow, but coming', [...times(4, 'asked'), ...times(4, 'came').flatMap((s) => [6000, s]), 60_000], 0],
  ['one of many hangs', [...times(9, 'asked'), ...times(8, 'came'), 60_000], 0],
  ['most hang', [...times(9, 'asked'), ...times(2, 'came'), 8001], 1],
  ['the map moved on before any came', [...times(9, 'asked'), ...times(9, 'dropped'), 60_000], 0],
  ['a later batch hangs', [...times(4, 'asked'), ...times(4, 'came'), ...times(4, 'asked'), 8001], 1],
  ['told once only', [...times(9, 'asked'), ...times(9, 'failed'), ...times(9, 'asked'), 60_000], 1],
])('%s', (_, steps, lost) => {
  expect(run(steps)).toBe(lost);
});
