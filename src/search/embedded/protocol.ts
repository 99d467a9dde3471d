import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import type { SearchFiles } from '#search/embedded/host.ts';
import type { SearchErrorCode } from '#search/search-error.ts';

/** What the page asks of the worker. `open` is the first; each answer carries the id of its question. */
export type Question =
  | { id: number; ask: 'open'; files: SearchFiles }
  | { id: number; ask: 'warm' }
  | { id: number; ask: 'read'; q: string; literal: boolean }
  | { id: number; ask: 'search'; request: SearchRequest };

export type Answer =
  | { id: number; ok: 'done' }
  | { id: number; ok: 'reading'; reading: Reading }
  | { id: number; ok: 'answer'; answer: SearchAnswer }
  | { id: number; ok: 'error'; code: SearchErrorCode; message: string; reading: Reading | undefined };
