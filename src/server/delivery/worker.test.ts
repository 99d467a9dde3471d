import { describe, expect, it } from 'vitest';
import { alarms, backoff, TRIES } from '#server/delivery/worker.ts';

const quiet = {
  waiting: 0,
  dead: 0,
  oldestWaitingMs: null,
  uncollected: 0,
  oldestUncollectedMs: null,
  unacknowledged: 0,
  total: 0,
};

describe('backing off', () => {
  it('doubles from half a minute to six hours', () => {
    const plain = Array.from({ length: TRIES }, (_, i) => backoff(i + 1, 0.5) / 60_000);
    expect(plain).toEqual([0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
  });

  it('spreads by a fifth either way', () => {
    expect([backoff(1, 0), backoff(1, 1)]).toEqual([24_000, 36_000]);
  });
});

describe('alarms', () => {
  it('are silent when nothing waits too long', () => {
    expect(alarms({ ...quiet, waiting: 3, oldestWaitingMs: 59_000 }, 60_000)).toEqual([]);
  });

  it.each([
    [{ dead: 2 }, '2 deliveries were given up'],
    [{ waiting: 3, oldestWaitingMs: 120_000 }, '3 deliveries wait, the oldest for 2 minutes'],
    [{ uncollected: 1, oldestUncollectedMs: 7_200_000 }, 'not been collected, the oldest for 120 minutes'],
  ])('%j', (over, words) => {
    expect(alarms({ ...quiet, ...over }, 60_000).join()).toContain(words);
  });
});
