import { expect, test } from '@playwright/test';
import { tortureBodies } from '../torture/bodies.ts';

/** A short run of `npm run torture -- bodies`. How long the server was held up is measured there, on a quiet machine. */
test('bodies of nonsense are refused in bounds, and show nothing of the code', async () => {
  test.setTimeout(180_000);
  const toll = await tortureBodies(600, () => {});
  expect(toll.bodies).toBeGreaterThanOrEqual(600);
  expect(toll).toMatchObject({ traces: [], faults: 0 });
  const known = ['0', '200', '303', '400', '404', '405', '408', '409', '413', '415', '422'];
  expect(Object.keys(toll.statuses).filter((status) => !known.includes(status))).toEqual([]);
  // Each way to be refused was met, so the bodies got as far as they should.
  for (const status of [400, 405, 409, 413, 415, 422])
    expect(toll.statuses[status], String(status)).toBeGreaterThan(0);
});
