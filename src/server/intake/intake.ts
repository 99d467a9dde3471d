import { createHash } from 'node:crypto';
import { equality, type Submission, submission } from '#schemas/referral.ts';
import type { Accepted } from '#server/db/accept.ts';
import type { Store } from '#server/db/store.ts';
import type { Channel } from '#server/db/tables.ts';
import { keyName, seal } from '#server/seal/age.ts';

/** What the intake knows of the teams. */
export interface IntakeTeams {
  has(team: string): boolean;
  keysOf(team: string): readonly string[];
  channelsOf(team: string): readonly Channel[];
  /** The team that gets reports and suggestions about listings. */
  directory: string;
}

/** A form as it was sent, beside its values. */
export interface Sending {
  /** The form's random id, from its sealed state. */
  formId: string;
  /** When its first page was made, milliseconds. */
  startedAt: number;
  /** True where the field that people cannot see was filled in. */
  honeypot: boolean;
}

/** Every value of a submission that cannot be taken, as field and message. */
export class InvalidSubmission extends Error {
  readonly issues: readonly { path: string; message: string }[];
  constructor(issues: readonly { path: string; message: string }[]) {
    super('The submission cannot be taken as it is');
    this.name = 'InvalidSubmission';
    this.issues = issues;
  }
}

/** Nobody reads, thinks and fills in the form in less. */
const FAST_MS = 5000;

const hash = (...parts: string[]) => createHash('sha256').update(parts.join('\0')).digest('base64url');

/** Takes submissions: validates, seals, keeps. It cannot read back what it has kept. */
export class Intake {
  readonly #store: Store;
  readonly #teams: IntakeTeams;

  constructor(store: Store, teams: IntakeTeams) {
    this.#store = store;
    this.#teams = teams;
  }

  /**
   * Validates `values` against the schema the form is made from, seals them to the team and keeps them. Returns only
   * after the commit. Throws InvalidSubmission, where nothing was kept; or the store's own error, where it is not known:
   * the answer to a commit that was done can be lost. The same again is kept once.
   */
  async submit(values: unknown, sending: Sending, now = Date.now()): Promise<Accepted> {
    const result = submission.safeParse(values);
    if (!result.success)
      throw new InvalidSubmission(
        result.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
      );
    const data = result.data;
    const team = this.#teamOf(data);
    const keys = this.#teams.keysOf(team);
    const text = JSON.stringify(data);
    const flags = [
      ...(sending.honeypot ? ['honeypot'] : []),
      ...(now - sending.startedAt < FAST_MS ? ['fast'] : []),
    ];
    return this.#store.accept({
      kind: data.kind,
      // The id is 128 random bits, so the hash tells nobody who does not have the form what was in it.
      submit_key: hash('submit', sending.formId, text),
      form_key: hash('form', sending.formId),
      team,
      flags,
      sealed: await seal(text, keys),
      keys: keys.map(keyName).join(' '),
      channels: this.#teams.channelsOf(team),
      now,
    });
  }

  #teamOf(data: Submission): string {
    if (data.kind !== 'referral') return this.#teams.directory;
    if (!this.#teams.has(data.team))
      throw new InvalidSubmission([{ path: 'team', message: 'Choose a team' }]);
    return data.team;
  }

  /** Keeps answers to the equality questions, sealed, by team and week only. Empty answers are not kept. */
  async equality(team: string, values: unknown, now = Date.now()): Promise<void> {
    const result = equality.safeParse(values);
    if (!result.success || !this.#teams.has(team)) throw new InvalidSubmission([]);
    if (Object.keys(result.data).length <= 2) return;
    const sinceMonday = (new Date(now).getUTCDay() + 6) % 7;
    const monday = new Date(now - sinceMonday * 86_400_000).toISOString().slice(0, 10);
    await this.#store.addEquality(
      team,
      monday,
      await seal(JSON.stringify(result.data), this.#teams.keysOf(team)),
    );
  }
}
