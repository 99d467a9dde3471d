import { createServer } from 'node:http';
import { postgres } from '#server/db/postgres/postgres.ts';
import { sqlite } from '#server/db/sqlite/sqlite.ts';
import { Store } from '#server/db/store.ts';
import { Intake } from '#server/intake/intake.ts';

/** The intake behind a bare HTTP server, to be killed: POST a referral and its form id, get the reference back. */
const [database = '', recipient = ''] = process.argv.slice(2);
const store = await Store.open(database.startsWith('postgres://') ? postgres(database) : sqlite(database));
const intake = new Intake(store, {
  has: () => true,
  keysOf: () => [recipient],
  channelsOf: () => ['webhook', 'email'],
  directory: 'leigh',
});
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    const { formId, values } = JSON.parse(body);
    const { reference } = await intake.submit(values, { formId, startedAt: 0, honeypot: false });
    response.end(reference);
  } catch (e) {
    response.writeHead(503).end(e instanceof Error ? e.message : '');
  }
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.({ port: address.port });
});
