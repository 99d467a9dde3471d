import type { Moment } from '#lib/schedule/civil.ts';
import { currentWords } from '#lib/schedule/current.ts';
import type { Slot } from '#lib/schedule/next.ts';
import type { PackedSchedule } from '#lib/schedule/pack.ts';

/** What the yellow board says, and the dates after it. Made at build, and again in the browser at the real time. */
export interface Board {
  lines: string[];
  /** True where nothing is sure: the board loses its colour and its point. */
  off: boolean;
  /** The dates after the next one, a line each. */
  later: string[];
}

/** How many dates a listing's own page shows. */
const DATES = 3;

/** Times of the slot, with its name where a listing has several: "2pm to 3.30pm, Beginners". */
const timesOf = (slot: Slot) => (slot.label ? `${slot.times}, ${slot.label}` : slot.times);

function dated(slots: Slot[], notice: string | null): Board {
  const [first, ...later] = slots;
  if (!first) return { lines: ['Phone first: we are not sure of the next date'], off: true, later: [] };
  const lines = [first.when, timesOf(first)];
  if (notice) lines.unshift(notice);
  if (first.note) lines.push(first.note);
  return {
    lines,
    off: first.state !== 'on',
    later: later.map((s) => `${s.when}, ${timesOf(s)}${s.note ? `. ${s.note}` : ''}`),
  };
}

/**
 * The board of a listing at a moment. `live` is true in the browser: only there may it say "open now", which a page
 * built in the morning could not know in the evening.
 */
export function boardAt(packed: PackedSchedule, now: Moment, live: boolean): Board {
  const { slots, notice, open, byAppointment } = currentWords(packed, now, DATES);
  if (slots.length > 0 || notice) return dated(slots, notice);
  if (open && live) return { lines: [open], off: open.startsWith('Closed'), later: [] };
  if (packed.h) return { lines: ['See the opening hours'], off: true, later: [] };
  if (byAppointment) return { lines: ['By appointment'], off: false, later: [] };
  return { lines: ['Phone first: we are not sure of the next date'], off: true, later: [] };
}
