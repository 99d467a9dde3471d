import type { AddressInfo } from 'node:net';
import { readSettings } from '#server/env/env.ts';
import { createSite } from '#server/http.ts';
import { searchApi } from '#server/search/api.ts';
import { openEngines } from '#server/search/engines.ts';

/** `/api/search` in a process of its own, as it runs in production. Its folder and key come from whoever forks it. */
const dir = process.argv[2] ?? '';
const note = (line: string) => console.log(`  ${line}`);
const engines = await openEngines(dir, readSettings(process.env), note);
const api = searchApi({ engines, origins: [], trustedProxies: 0, perMinute: 1_000_000, note });
const site = createSite({ handlers: [api], headers: {} });
process.on('disconnect', () => process.exit(0));
site.listen(0, '127.0.0.1', () => {
  const { port } = site.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}/api/search`);
});
