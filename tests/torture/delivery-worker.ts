import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import { DeliveryWorker } from '#server/delivery/worker.ts';

/** A delivery worker to be killed. */
const [database = '', url = '', badUrl = '', secret = ''] = process.argv.slice(2);
const store = await Store.open(sqlite(database, { busyMs: 20_000 }));
new DeliveryWorker({
  store,
  alarmMs: 60_000,
  idleMs: 20,
  firstBackoffMs: 40,
  log: (event) => process.send?.({ event }),
  tools: {
    targetOf: (team) => ({ collect: false, webhook: { url: team === 'wrong-tls' ? badUrl : url, secret } }),
    teamName: (id) => id,
    identities: [],
    timeoutMs: 250,
  },
}).start();
