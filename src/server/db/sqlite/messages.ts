import type { SQLInputValue } from 'node:sqlite';

export interface WorkerSettings {
  file: string;
  /** How long a statement waits for another process's lock, in milliseconds. */
  busyMs: number;
  /** For tests of a full disk. */
  maxPages?: number | undefined;
}

export interface WorkerRequest {
  id: number;
  sql: string;
  params: SQLInputValue[];
}

export interface WorkerReply {
  id: number;
  rows?: Record<string, unknown>[];
  changes?: number;
  error?: { code: string; message: string };
}
