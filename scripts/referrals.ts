import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { contentDir, readContent } from '#schemas/read.ts';
import { databaseOf } from '#server/database.ts';
import { Store } from '#server/db/store.ts';
import { readTargets } from '#server/delivery/targets.ts';
import { DeliveryWorker } from '#server/delivery/worker.ts';
import { readSettings } from '#server/env/env.ts';
import { keysDir } from '#server/ready.ts';
import { readTeamKeys } from '#server/seal/team-keys.ts';
import * as commands from '#server/staff/commands.ts';
import { promptIdentity, readIdentities } from '#server/staff/identity.ts';

const HELP = `npm run referrals -- COMMAND

  list         references and states        --team ID --state new|acknowledged|undelivered --kind --since 2026-11-01
  show REF     one referral, opened
  export       opened, or sealed            --format csv|json|fhir|sealed|drafts --out FILE (or FOLDER)
  acknowledge  REF…  the team has it
  resend       REF…  send it again
  status       how things stand; exit code 1 when there is an alarm   --json
  purge        remove what is past the team's retention   --team ID
  keys         the keys in use              --reseal after a change of keys
  deliver      a delivery worker of its own, until stopped            --once

Private key: --identity FILE, or IDENTITY_FILE, or asked for. Never as an argument.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    team: { type: 'string' },
    state: { type: 'string' },
    kind: { type: 'string' },
    since: { type: 'string' },
    format: { type: 'string', default: 'json' },
    sealed: { type: 'boolean', default: false },
    out: { type: 'string' },
    identity: { type: 'string' },
    json: { type: 'boolean', default: false },
    reseal: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [command, ...rest] = positionals;

function oneOf<T extends string>(name: string, value: string | undefined, list: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = list.find((l) => l === value);
  if (!found) throw new commands.DeskError(`--${name} should be one of ${list.join(', ')}`);
  return found;
}

function filter() {
  const since = values.since === undefined ? undefined : Date.parse(values.since);
  if (since !== undefined && Number.isNaN(since))
    throw new commands.DeskError('--since should be a date, such as 2026-11-01');
  return {
    team: values.team,
    state: oneOf('state', values.state, ['new', 'acknowledged', 'undelivered']),
    kind: oneOf('kind', values.kind, ['referral', 'report', 'suggestion']),
    since,
  };
}

async function openDesk() {
  const settings = readSettings(process.env);
  const { content } = await readContent(contentDir());
  const store = await Store.open(databaseOf(settings));
  const file = values.identity ?? settings.IDENTITY_FILE;
  let asked: Promise<string[]> | undefined;
  const desk: commands.Desk = {
    store,
    teams: content?.teams ?? [],
    keys: readTeamKeys(keysDir(settings)),
    actor: `staff:${userInfo().username}`,
    alarmMs: settings.ALARM_MINUTES * 60_000,
    identities() {
      asked ??= file ? Promise.resolve(readIdentities(file)) : promptIdentity();
      return asked;
    },
    print: (line) => console.log(line),
    now: Date.now,
  };
  return { desk, settings };
}

type Open = Awaited<ReturnType<typeof openDesk>>;

async function deliver({ desk, settings }: Open): Promise<void> {
  const targetOf = readTargets(settings);
  const needsIdentity = desk.teams.some((t) => targetOf(t.id).fhir);
  const worker = new DeliveryWorker({
    store: desk.store,
    alarmMs: desk.alarmMs,
    log: (event, detail) => console.error(JSON.stringify({ at: new Date().toISOString(), event, ...detail })),
    tools: {
      targetOf,
      teamName: (id) => desk.teams.find((t) => t.id === id)?.name ?? id,
      smtpUrl: settings.SMTP_URL,
      notifyFrom: settings.NOTIFY_FROM,
      identities: needsIdentity ? await desk.identities() : [],
      timeoutMs: 10_000,
    },
  });
  if (values.once) {
    while ((await worker.once()) > 0);
    return;
  }
  worker.start();
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await worker.stop();
}

async function run(open: Open): Promise<number> {
  const { desk } = open;
  switch (command) {
    case 'list':
      await commands.list(desk, filter());
      return 0;
    case 'show':
      await commands.show(desk, rest[0]);
      return 0;
    case 'export': {
      const format = values.sealed
        ? 'sealed'
        : oneOf('format', values.format, ['csv', 'json', 'fhir', 'sealed', 'drafts']);
      await commands.exportAll(desk, filter(), { format: format ?? 'json', out: values.out });
      return 0;
    }
    case 'acknowledge':
      await commands.acknowledge(desk, rest);
      return 0;
    case 'resend':
      await commands.resend(desk, rest);
      return 0;
    case 'status':
      return (await commands.status(desk, values.json)) ? 0 : 1;
    case 'purge':
      await commands.purge(desk, values.team);
      return 0;
    case 'keys':
      await commands.keys(desk, values.reseal);
      return 0;
    case 'deliver':
      await deliver(open);
      return 0;
    default:
      return 2;
  }
}

const KNOWN = ['list', 'show', 'export', 'acknowledge', 'resend', 'status', 'purge', 'keys', 'deliver'];
if (values.help || !command || !KNOWN.includes(command)) {
  console.error(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    const open = await openDesk();
    try {
      process.exitCode = await run(open);
    } finally {
      await open.desk.store.close();
    }
  } catch (e) {
    // A stack trace helps nobody at a desk.
    console.error(e instanceof Error ? e.message : 'Something went wrong');
    process.exitCode = 1;
  }
}
