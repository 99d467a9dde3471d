import type { Reading } from '#search/contract.ts';

/** `unreachable`: a file could not be fetched; `corrupt`: it is not one of ours; `timeout`: no answer in time. */
export const SEARCH_ERRORS = ['unreachable', 'corrupt', 'timeout'] as const;
export type SearchErrorCode = (typeof SEARCH_ERRORS)[number];

/** Why a search has no answer. The page turns it into an honest message; an outage must never read "no results". */
export class SearchError extends Error {
  override name = 'SearchError';
  readonly code: SearchErrorCode;
  /** How the words were read, where that much worked: a crisis panel shows even without an index. */
  readonly reading: Reading | undefined;

  constructor(code: SearchErrorCode, message: string, reading?: Reading) {
    super(message);
    this.code = code;
    this.reading = reading;
  }

  /** Any error as a SearchError; one that says nothing of its kind is a broken index. */
  static from(e: unknown, reading?: Reading): SearchError {
    if (e instanceof SearchError) return new SearchError(e.code, e.message, reading ?? e.reading);
    return new SearchError('corrupt', String(e), reading);
  }
}
