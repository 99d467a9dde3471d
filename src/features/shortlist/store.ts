import { isCode, MOST } from '#lib/shortlist-link.ts';

/**
 * The list as this browser keeps it: codes in order, in localStorage and nowhere else. Where the browser keeps
 * nothing (private windows, storage switched off, a full disk), the list lives as long as the page, and `kept` says
 * so for people to be told.
 */
const KEY = 'waymark.list';
const SEEN_KEY = 'waymark.seen';

/** Short marks of what a listing said when it was last looked at, by code: see changes.ts. */
export type Seen = Record<string, Record<string, number>>;

let memory: string[] = [];
let kept = true;
const listeners = new Set<() => void>();

function codesIn(text: string | null): string[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found)
      ? [...new Set(found.filter((c): c is string => typeof c === 'string' && isCode(c)))].slice(0, MOST)
      : [];
  } catch {
    return [];
  }
}

/** The codes on the list now. */
export function listCodes(): string[] {
  if (!kept) return memory;
  try {
    memory = codesIn(localStorage.getItem(KEY));
  } catch {
    kept = false;
  }
  return memory;
}

/** False where the browser does not keep the list past this page. */
export function isKept(): boolean {
  try {
    localStorage.setItem(`${KEY}.try`, '1');
    localStorage.removeItem(`${KEY}.try`);
  } catch {
    kept = false;
  }
  return kept;
}

function setCodes(codes: readonly string[]): void {
  memory = [...new Set(codes)].slice(0, MOST);
  try {
    if (kept) localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    kept = false;
  }
  for (const tell of listeners) tell();
}

/** Puts a code at the end of the list; false where the list is full. */
export function addCodes(codes: readonly string[]): boolean {
  const now = listCodes();
  const wanted = new Set([...now, ...codes]);
  setCodes([...wanted]);
  return wanted.size <= MOST;
}

export const dropCode = (code: string) => setCodes(listCodes().filter((c) => c !== code));

/** Puts the whole list in another order, or brings it back. */
export const replaceCodes = (codes: readonly string[]) => setCodes(codes);

/** Forgets the list and all that was noted of it. */
export function forgetList(): void {
  setCodes([]);
  try {
    localStorage.removeItem(KEY);
    localStorage.removeItem(SEEN_KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Calls back whenever the list changes, here or in another tab. */
export function onListChange(tell: () => void): void {
  listeners.add(tell);
}

/** Starts to listen to other tabs, and to a page that comes back from the browser's memory. */
export function watchTabs(): void {
  const tellAll = () => {
    for (const tell of listeners) tell();
  };
  addEventListener('storage', (event) => {
    if (event.key === KEY || event.key === null) tellAll();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) tellAll();
  });
}

const isMarks = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && Object.values(value).every((n) => typeof n === 'number');

/** What was seen of each listing the last time; what cannot be read counts as not seen. */
export function readSeen(): Seen {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(SEEN_KEY) ?? '{}');
    const seen: Seen = {};
    for (const [code, marks] of Object.entries(found ?? {})) if (isMarks(marks)) seen[code] = marks;
    return seen;
  } catch {
    return {};
  }
}

/** Notes what was seen of the listings that are on the list, and forgets the others. */
export function writeSeen(seen: Seen): void {
  try {
    if (Object.keys(seen).length === 0) localStorage.removeItem(SEEN_KEY);
    else if (kept) localStorage.setItem(SEEN_KEY, JSON.stringify(seen));
  } catch {
    // Without it the list only cannot say what has changed.
  }
}
