import { contentDir, readContent } from '#schemas/read.ts';
import { databaseOf } from '#server/database.ts';
import type { Accepted } from '#server/db/accept.ts';
import { Store } from '#server/db/store.ts';
import { channelsOf } from '#server/delivery/targets.ts';
import { alarms, DeliveryWorker, type Log } from '#server/delivery/worker.ts';
import type { Settings } from '#server/env/settings.ts';
import { crisisReader } from '#server/intake/crisis.ts';
import { type Posted, RateLimit } from '#server/intake/guard.ts';
import { Intake, InvalidSubmission, type Sending } from '#server/intake/intake.ts';
import { type PageState, pageState } from '#server/page-state/page-state.ts';
import { makeReady } from '#server/ready.ts';

/** What became of a form. */
export type Sent =
  | { ok: true; accepted: Accepted }
  | { ok: false; why: 'invalid' | 'too-many' | 'not-stored' };

/** What the on-demand pages may ask of the server. Pages get it as `Astro.locals.refer` and hold nothing else. */
export interface ReferServices {
  state: PageState;
  crisesIn(text: string): string[];
  send(values: unknown, sending: Sending, address: string): Promise<Sent>;
  equality(team: string, values: unknown): Promise<boolean>;
}

/** One request to an on-demand page. */
export interface ReferRequest {
  services: ReferServices;
  /** The form that was posted; undefined for a plain visit. */
  posted: Posted | undefined;
  /** Why the form was not taken, in words, where it was refused at the door. */
  refused: { status: number; message: string } | undefined;
  address: string;
}

/** The whole referral side of the server. */
export interface ReferServer {
  services: ReferServices;
  /** True where the database answers and nothing is wrong; the words are for the operator. */
  health(): Promise<{ ok: boolean; detail: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/** Says that the database cannot be opened, but not at every try. */
function awayTo(log: Log): (error: unknown) => void {
  let saidAt = 0;
  return (e) => {
    if (Date.now() - saidAt < 300_000) return;
    saidAt = Date.now();
    log('ALARM', { what: e instanceof Error ? e.message.slice(0, 200) : 'The database cannot be opened' });
  };
}

/**
 * Starts the intake and, where the settings say so, the delivery worker. Throws SettingsError, saying what to set,
 * where referrals could not be sealed or would reach nobody. `words` is the body of the build's words file, from
 * which words of danger are known.
 */
export async function startRefer(settings: Settings, log: Log, words?: string): Promise<ReferServer> {
  const { content } = await readContent(contentDir());
  if (!content) throw new Error('The content cannot be read. Run npm run check');
  const ids = content.teams.map((t) => t.id);
  const ready = await makeReady(settings, ids);
  for (const note of ready.notes) log('note', { what: note });
  // The pages must be there while the database is not.
  const store = await Store.openOrWait(databaseOf(settings), awayTo(log));
  const worker = new DeliveryWorker({
    store,
    log,
    alarmMs: settings.ALARM_MINUTES * 60_000,
    tools: {
      targetOf: ready.targetOf,
      teamName: (id) => content.teams.find((t) => t.id === id)?.name ?? id,
      smtpUrl: settings.SMTP_URL,
      notifyFrom: settings.NOTIFY_FROM,
      identities: [],
      timeoutMs: 10_000,
    },
  });
  if (settings.DELIVERY_WORKER === 'server') worker.start();
  const intake = new Intake(store, {
    has: (team) => ids.includes(team),
    keysOf: ready.keys.of,
    channelsOf: (team) => channelsOf(ready.targetOf(team)),
    directory: ids[0] ?? 'directory',
  });
  const trouble: Trouble = { since: undefined };
  return {
    services: servicesOf(settings, { intake, log, words, trouble }),
    health: () => health(store, settings, trouble),
    async stop() {
      await worker.stop();
      await store.close();
    },
  };
}

/** What the database says is wrong with it. Statements and values are in its other fields, which are not looked at. */
function faultOf(e: unknown): string {
  // A connection refused on every address of a host comes as one error of many, with no words of its own.
  const first: unknown = e instanceof AggregateError ? e.errors[0] : e;
  return first instanceof Error ? first.message.slice(0, 120) : 'unknown';
}

/** Since when forms cannot be stored; undefined while they can. */
interface Trouble {
  since: number | undefined;
}

interface Parts {
  intake: Intake;
  log: Log;
  words: string | undefined;
  trouble: Trouble;
}

function servicesOf(settings: Settings, { intake, log, words, trouble }: Parts): ReferServices {
  const limit = new RateLimit(settings.SENDS_PER_HOUR);
  if (!settings.PAGE_STATE_KEY && settings.NODE_ENV === 'production')
    log('note', {
      what: 'PAGE_STATE_KEY is not set: a restart sends people who are filling in the form back to its start',
    });
  return {
    state: pageState(settings.PAGE_STATE_KEY),
    crisesIn: crisisReader(words, () => log('ALARM', { what: 'Own words could not be read for danger' })),
    async send(values, sending, address) {
      if (!limit.take(address)) {
        log('refused', { why: 'too-many' });
        return { ok: false, why: 'too-many' };
      }
      try {
        const accepted = await intake.submit(values, sending);
        trouble.since = undefined;
        return { ok: true, accepted };
      } catch (e) {
        if (e instanceof InvalidSubmission) {
          // Names of fields only: a message could hold what was typed.
          log('invalid', { fields: e.issues.map((i) => i.path).join(' ') });
          return { ok: false, why: 'invalid' };
        }
        trouble.since ??= Date.now();
        log('ALARM', { what: `A form could not be stored: ${faultOf(e)}` });
        return { ok: false, why: 'not-stored' };
      }
    },
    async equality(team, values) {
      try {
        await intake.equality(team, values);
        return true;
      } catch (e) {
        if (e instanceof InvalidSubmission) log('invalid', { fields: 'equality' });
        else log('ALARM', { what: `Answers about equality could not be stored: ${faultOf(e)}` });
        return false;
      }
    },
  };
}

async function health(store: Store, settings: Settings, trouble: Trouble) {
  try {
    const status = await store.staff.status(Date.now());
    const wrong = alarms(status, settings.ALARM_MINUTES * 60_000);
    // A full disk can still be read. What shows that it takes forms again is a form.
    if (trouble.since !== undefined)
      wrong.push(`No form could be stored since ${new Date(trouble.since).toISOString()}`);
    return { ok: wrong.length === 0, detail: { store: store.name, ...status, alarms: wrong } };
  } catch {
    return { ok: false, detail: { store: store.name, alarms: ['The database does not answer'] } };
  }
}
