import type { ListEntry } from './entry.ts';
import type { Seen } from './store.ts';

/** What people would want to be told of: a name for each, and the words that it now has. */
const FACTS: Record<string, (e: ListEntry) => { name: string; words: string }> = {
  n: (e) => ({ name: 'the name', words: e.card.name }),
  w: (e) => ({ name: 'the place', words: e.address ?? e.card.where }),
  t: (e) => ({ name: 'the day or time', words: e.card.rule ?? '' }),
  c: (e) => ({ name: 'the cost', words: e.card.cost }),
  p: (e) => ({ name: 'the phone number', words: e.phone?.text ?? '' }),
  s: (e) => ({ name: 'if it is running', words: e.status }),
};

/** FNV-1a, 32 bit: the words themselves are not kept. */
function mark(words: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The marks of an entry, to be kept beside its code. */
export const marksOf = (entry: ListEntry): Record<string, number> =>
  Object.fromEntries(Object.entries(FACTS).map(([key, fact]) => [key, mark(fact(entry).words)]));

/** What has changed since the list was last looked at in this browser, in words: "the cost", "the place". */
export function changesOf(entry: ListEntry, seen: Seen): string[] {
  const before = seen[entry.card.code];
  if (!before) return [];
  const now = marksOf(entry);
  return Object.entries(FACTS).flatMap(([key, fact]) =>
    before[key] !== undefined && before[key] !== now[key] ? fact(entry).name : [],
  );
}
