import { afterEach, expect, it, vi } from 'vitest';
import { hashOf } from './stamp.ts';

const CONTENT = 'tests/fixtures/tricky-content';
afterEach(() => vi.unstubAllEnvs());

it('tells another day, and a site of files alone, from the build that is there', async () => {
  const first = await hashOf(CONTENT, '2026-11-21');
  expect(await hashOf(CONTENT, '2026-11-21')).toBe(first);
  expect(await hashOf(CONTENT, '2026-11-22')).not.toBe(first);
  vi.stubEnv('STATIC_ONLY', 'yes');
  expect(await hashOf(CONTENT, '2026-11-21')).not.toBe(first);
});
