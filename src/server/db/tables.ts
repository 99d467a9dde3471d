import type { Insertable, Selectable } from 'kysely';

/** What has come in. Nothing here says who it is about: `sealed` does, to whoever holds the team's identity. */
export interface ReferralTable {
  id: string;
  kind: 'referral' | 'report' | 'suggestion';
  /** What a person is given and may quote. It opens nothing. */
  reference: string;
  /** Hash of the form's random id and its answers: the same press twice is the same key. Unique. */
  submit_key: string;
  /** Hash of the form's random id alone: the same form sent again with other answers. */
  form_key: string;
  team: string;
  /** Milliseconds since 1970, as every time here. */
  created_at: number;
  /** `honeypot`, `fast`, `amends:<reference>`, separated by spaces. */
  flags: string;
  /** age v1, binary. */
  sealed: Uint8Array;
  /** Names of the keys it is sealed to, separated by spaces. */
  keys: string;
  delivered_at: number | null;
  acknowledged_at: number | null;
}

export type Channel = 'webhook' | 'email' | 'fhir' | 'collect';
export type OutboxState = 'waiting' | 'delivered' | 'dead';

/** One delivery to make: a referral by a channel. */
export interface OutboxTable {
  /** Stable: the receiver sees the same id however often it is sent. */
  id: string;
  referral_id: string;
  channel: Channel;
  state: OutboxState;
  attempts: number;
  due_at: number;
  lease_by: string | null;
  lease_until: number | null;
  /** A short code, such as `http-503` or `timeout`. Never text from a receiver. */
  last_error: string | null;
  done_at: number | null;
}

/** Who did what, when. Never an answer from a form. */
export interface AuditTable {
  id: string;
  at: number;
  actor: string;
  action: string;
  reference: string | null;
  detail: string | null;
}

/** Answers to the optional equality questions, with no link to a referral. */
export interface EqualityTable {
  id: string;
  team: string;
  /** Monday of the week, YYYY-MM-DD. */
  week: string;
  sealed: Uint8Array;
}

export interface Tables {
  referral: ReferralTable;
  outbox: OutboxTable;
  audit: AuditTable;
  equality: EqualityTable;
}

export type ReferralRow = Selectable<ReferralTable>;
export type OutboxRow = Selectable<OutboxTable>;
export type AuditRow = Selectable<AuditTable>;
export type NewAudit = Omit<Insertable<AuditTable>, 'id'>;
