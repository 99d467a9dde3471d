import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAnswers } from '#schemas/referral-words.ts';
import type { Team } from '#schemas/team.ts';
import type { Filter } from '#server/db/staff.ts';
import type { Store } from '#server/db/store.ts';
import type { ReferralRow } from '#server/db/tables.ts';
import { alarms } from '#server/delivery/worker.ts';
import { readReference } from '#server/intake/reference.ts';
import { armoured, keyName, seal } from '#server/seal/age.ts';
import type { TeamKeys } from '#server/seal/team-keys.ts';
import { draftsOf } from '#server/staff/drafts.ts';
import { exported, type Format } from '#server/staff/export.ts';
import { openRow } from '#server/staff/opened.ts';

const DAY = 86_400_000;
/** How long it can be asked who opened a form: as long as a claim may be brought (ADR 0006). */
const AUDIT_YEARS = 6;
const EQUALITY_DAYS = 400;

/** What the staff tool works with. */
export interface Desk {
  store: Store;
  teams: readonly Team[];
  keys: TeamKeys;
  /** Who is at the desk, for the audit: the name of the account. */
  actor: string;
  alarmMs: number;
  /** Asks for the private key, once. */
  identities(): Promise<readonly string[]>;
  print(line: string): void;
  now(): number;
}

/** A mistake by the person at the desk, in words that say how to mend it. */
export class DeskError extends Error {}

const when = (ms: number | null) =>
  ms === null
    ? '-'
    : new Date(ms).toLocaleString('en-GB', {
        timeZone: 'Europe/London',
        dateStyle: 'short',
        timeStyle: 'short',
      });

function stateOf(r: ReferralRow): string {
  if (r.acknowledged_at !== null) return 'acknowledged';
  return r.delivered_at === null ? 'waiting' : 'delivered';
}

function reference(text: string | undefined): string {
  const found = readReference(text ?? '');
  if (!found) throw new DeskError(`"${text ?? ''}" is not a reference. One looks like 7K3F-PX4D`);
  return found;
}

/** References and states. Needs no private key. */
export async function list(desk: Desk, filter: Filter): Promise<void> {
  const rows = await desk.store.staff.list(filter, desk.actor, desk.now());
  for (const r of rows)
    desk.print([r.reference, r.team, r.kind, when(r.created_at), stateOf(r), r.flags].join('\t').trimEnd());
  if (rows.length === 0) desk.print('Nothing here.');
}

/** One referral, opened, with its deliveries. */
export async function show(desk: Desk, ref: string | undefined): Promise<void> {
  const row = await desk.store.staff.get(reference(ref), desk.actor, 'read', desk.now());
  if (!row) throw new DeskError(`There is no ${reference(ref)} here. It may have been purged`);
  const { data } = await openRow(row, await desk.identities());
  await desk.store.staff.collected([row.id], desk.now());
  if (data.kind === 'referral' && data.urgent.length > 0)
    desk.print(`READ THIS FIRST: words that can mean danger (${data.urgent.join(', ')})\n`);
  desk.print(`${row.reference}  ${row.team}  received ${when(row.created_at)}  ${stateOf(row)}`);
  if (row.flags) desk.print(`Flags: ${row.flags}`);
  if (data.kind === 'referral') for (const a of readAnswers(data)) desk.print(`${a.question}: ${a.answer}`);
  else desk.print(JSON.stringify(data, null, 2));
  for (const o of await desk.store.staff.deliveries(row.id))
    desk.print(
      `Delivery by ${o.channel}: ${o.state}, tried ${o.attempts}${o.last_error ? `, ${o.last_error}` : ''}`,
    );
}

/** Where an export goes. */
export interface Destination {
  format: Format | 'sealed' | 'drafts';
  /** A file, or a folder for `sealed` and `drafts`; the screen where it is not given. */
  out?: string | undefined;
}

function write(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true });
  // Only the account that ran the export may read it.
  writeFileSync(file, text, { mode: 0o600 });
}

/** Opens and writes referrals, or writes them as they are sealed, one file each that `age -d` opens. */
export async function exportAll(desk: Desk, filter: Filter, { format, out }: Destination): Promise<void> {
  const action = format === 'sealed' ? 'exported-sealed' : 'exported';
  const rows = await desk.store.staff.read(filter, desk.actor, action, desk.now());
  if (format === 'sealed') {
    if (!out) throw new DeskError('Give --out FOLDER: a sealed export is one file for each referral');
    for (const r of rows) write(join(out, `${r.reference}.age`), `${armoured(r.sealed)}\n`);
  } else {
    const identities = await desk.identities();
    const opened = await Promise.all(rows.map((r) => openRow(r, identities)));
    if (format === 'drafts') {
      if (!out) throw new DeskError('Give --out FOLDER for the draft files');
      for (const d of draftsOf(opened)) write(join(out, d.file), d.text);
    } else {
      const text = exported(format, opened, (id) => desk.teams.find((t) => t.id === id)?.name ?? id);
      if (out) write(out, text);
      else desk.print(text.trimEnd());
    }
  }
  await desk.store.staff.collected(
    rows.map((r) => r.id),
    desk.now(),
  );
  if (out) desk.print(`${rows.length} written to ${out}`);
}

/** Says that the team has each of these. */
export async function acknowledge(desk: Desk, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) throw new DeskError('Give at least one reference');
  for (const ref of refs) {
    const found = await desk.store.staff.acknowledge(reference(ref), desk.actor, desk.now());
    if (!found) throw new DeskError(`There is no ${reference(ref)} here`);
    desk.print(`${reference(ref)} acknowledged`);
  }
}

/** Sends a referral again by every channel. */
export async function resend(desk: Desk, refs: readonly string[]): Promise<void> {
  for (const ref of refs.length > 0 ? refs : [undefined]) {
    const n = await desk.store.staff.resend(reference(ref), desk.actor, desk.now());
    if (n === 0) throw new DeskError(`${reference(ref)} has no delivery to send again`);
    desk.print(`${reference(ref)}: ${n} to send`);
  }
}

/** How the intake stands. True where nothing is wrong. */
export async function status(desk: Desk, json: boolean): Promise<boolean> {
  const now = await desk.store.staff.status(desk.now());
  const wrong = alarms(now, desk.alarmMs);
  if (json) desk.print(JSON.stringify({ ...now, alarms: wrong }));
  else {
    desk.print(`${now.total} kept, ${now.unacknowledged} not acknowledged`);
    desk.print(`${now.waiting} deliveries wait, ${now.uncollected} to collect, ${now.dead} given up`);
    for (const w of wrong) desk.print(`ALARM: ${w}`);
  }
  return wrong.length === 0;
}

/**
 * Removes what is past its time: forms, by their team's `retentionDays`; and, whichever team is asked for, answers about
 * equality and audit rows.
 */
export async function purge(desk: Desk, only: string | undefined): Promise<void> {
  const teams = desk.teams.filter((t) => !only || t.id === only);
  if (teams.length === 0) throw new DeskError(`There is no team "${only}"`);
  for (const team of teams) {
    const before = desk.now() - team.retentionDays * DAY;
    const { removed, kept } = await desk.store.staff.purge(team.id, before, desk.actor, desk.now());
    desk.print(`${team.id}: ${removed} removed`);
    if (kept > 0)
      desk.print(
        `${team.id}: ${kept} older than ${team.retentionDays} days kept, because they were not delivered or not acknowledged`,
      );
  }
  const week = new Date(desk.now() - EQUALITY_DAYS * DAY).toISOString().slice(0, 10);
  await desk.store.staff.purgeEquality(week);
  const before = new Date(desk.now());
  before.setUTCFullYear(before.getUTCFullYear() - AUDIT_YEARS);
  const removed = await desk.store.staff.purgeAudit(before.getTime(), desk.actor, desk.now());
  if (removed > 0) desk.print(`${removed} notes of who did what removed, older than ${AUDIT_YEARS} years`);
}

/** The keys in use; with `reseal`, seals everything kept to the keys as they are now. */
export async function keys(desk: Desk, reseal: boolean): Promise<void> {
  for (const team of desk.teams)
    desk.print(`${team.id}\t${desk.keys.of(team.id).map(keyName).join(' ') || 'NO KEY'}`);
  if (!reseal) return;
  let done = 0;
  for (const team of desk.teams) {
    const wanted = desk.keys.of(team.id);
    const names = wanted.map(keyName).join(' ');
    const rows = (await desk.store.staff.list({ team: team.id }, desk.actor, desk.now())).filter(
      (r) => r.keys !== names,
    );
    for (const row of rows) {
      const { data } = await openRow(row, await desk.identities());
      await desk.store.staff.reseal(
        row,
        await seal(JSON.stringify(data), wanted),
        names,
        desk.actor,
        desk.now(),
      );
      done++;
    }
  }
  desk.print(`${done} sealed again. Keep the old private key until every backup from before today is gone.`);
}
