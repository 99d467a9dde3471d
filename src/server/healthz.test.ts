import { expect, it } from 'vitest';
import { buildAlarm } from '#server/healthz.ts';

it('says so when the site has not been built for two days, across a month and a change of the clocks', () => {
  expect(buildAlarm('2026-11-21', '2026-11-21')).toBeUndefined();
  // From midnight until the morning's build is done.
  expect(buildAlarm('2026-11-20', '2026-11-21')).toBeUndefined();
  expect(buildAlarm('2026-11-19', '2026-11-21')).toContain('last built on 2026-11-19');
  expect(buildAlarm('2026-10-31', '2026-11-01')).toBeUndefined();
  expect(buildAlarm('2026-10-24', '2026-10-26')).toContain('2026-10-24');
});
