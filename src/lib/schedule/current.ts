import { type Day, londonClock, type Moment } from '#lib/schedule/civil.ts';
import { openState, type WeekSpans } from '#lib/schedule/hours.ts';
import { type NextWords, nextWords } from '#lib/schedule/next.ts';
import type { PackedSchedule, PackedStream } from '#lib/schedule/pack.ts';
import { REASONS } from '#lib/schedule/reasons.ts';
import type { Status } from '#lib/schedule/types.ts';
import type { Schedule, Stream } from '#lib/schedule/walk.ts';
import { dayWords, timeWords } from '#lib/schedule/words.ts';

const CODES: readonly Status[] = Object.values(REASONS);

/** The status that a packed reason stands for. */
function statusOf(reason: number | string | null): Status | null {
  if (typeof reason === 'string') return { state: 'cancelled', reason };
  return reason === null ? null : (CODES[reason] ?? REASONS.oldPage);
}

function unpackStream(packed: PackedStream, old: Day): Stream {
  return {
    session: packed.n,
    pattern: packed.p,
    start: packed.t[0],
    end: packed.t[1],
    from: packed.f ?? Number.NEGATIVE_INFINITY,
    until: packed.u ?? Number.POSITIVE_INFINITY,
    label: packed.l,
    at: packed.a,
    status: (day) => {
      const odd = packed.odd?.find(([, first, last]) => day >= first && day <= last);
      if (odd) return statusOf(odd[0]);
      return day < old ? REASONS.on : REASONS.oldPage;
    },
  };
}

/** A packed schedule made ready to be asked, as `compileSchedule` makes a listing's. */
export const unpackSchedule = (packed: PackedSchedule): Schedule => ({
  streams: packed.s.map((stream) => unpackStream(stream, packed.old)),
});

/**
 * Opening hours as seen at a moment: "Open now, until 5pm", "Closed now. Opens tomorrow, Monday 23 November, 9am",
 * "Open all day and all night"; with a warning on a bank holiday. Null where no hours are given.
 */
export function openWords(spans: WeekSpans, now: Moment, isHoliday: (day: Day) => boolean): string | null {
  if (spans.length === 0) return null;
  const { open, changes } = openState(spans, now);
  if (!changes) return 'Open all day and all night';
  const { day: today } = londonClock(now);
  const time = timeWords(changes.minute);
  let words: string;
  if (open) {
    const until =
      changes.day === today
        ? ''
        : changes.day === today + 1
          ? ' tomorrow'
          : ` on ${dayWords(changes.day, today)}`;
    words = `Open now, until ${time}${until}`;
  } else {
    const when = dayWords(changes.day, today).replace(/^To/, 'to');
    words = `Closed now. Opens ${when.startsWith('to') ? '' : 'on '}${when}, ${time}`;
  }
  return isHoliday(open ? today : changes.day) ? `${words}. Check first: it is a bank holiday` : words;
}

/** What a page shows of a listing's times at a moment. */
export interface CurrentWords extends NextWords {
  /** Opening hours, where it has them: "Open now, until 5pm". */
  open: string | null;
  byAppointment: boolean;
}

/**
 * What to say now of a schedule that a page carries: the next three dates in words, whether it is open, and "as
 * of". `text` is the one line to show first. Runs the same in Node and in the browser.
 */
export function currentWords(packed: PackedSchedule, now: Moment, n = 3): CurrentWords {
  const next = nextWords(unpackSchedule(packed), now, n);
  const open = openWords(packed.h ?? [], now, (day) => packed.b?.includes(day) ?? false);
  const byAppointment = packed.appt === 1;
  const dated = next.slots.length > 0 || next.notice !== null;
  const text = dated ? next.text : (open ?? (byAppointment ? 'By appointment' : next.text));
  return { ...next, text, open, byAppointment };
}
