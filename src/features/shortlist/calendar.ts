import { type EventText, streamEvents } from '#feeds/calendar/events.ts';
import { calendarText, text } from '#feeds/calendar/ical.ts';
import { londonClock, type Moment } from '#lib/schedule/civil.ts';
import { unpackSchedule } from '#lib/schedule/current.ts';
import type { ListEntry } from './entry.ts';

/** True where a listing has dates that a calendar can hold. */
export const hasDates = (entry: ListEntry) =>
  entry.status === 'active' && (entry.card.schedule?.s.length ?? 0) > 0;

/** What an event of a listing says. Of a discreet one nothing: calendars are shared with families and employers. */
function about(
  entry: ListEntry,
  session: number,
  at: { now: Moment; host: string },
  label?: string,
): EventText {
  const { card } = entry;
  const where = entry.address ?? card.where;
  const lines = [
    card.demonstration ? 'This is a demonstration. The group is invented.' : '',
    card.what,
    entry.getting ?? '',
    entry.phone ? `Phone${entry.who ? ` ${entry.who}` : ''}: ${entry.phone.text}` : '',
    `${card.checked}. Look before you go: https://${at.host}/assets/${card.id}/`,
  ];
  return {
    uid: `${card.code}-${session}`,
    host: at.host,
    stamp: at.now,
    summary: entry.discreet ? 'Appointment' : [card.name, label].filter(Boolean).join(': '),
    description: entry.discreet ? '' : lines.filter(Boolean).join('\n\n'),
    more: [
      `LOCATION:${text(entry.discreet ? (entry.address?.split(', ').slice(1).join(', ') ?? '') : where)}`,
      ...(entry.discreet ? ['CLASS:PRIVATE'] : []),
    ],
  };
}

/**
 * All the sessions of a list as one calendar file, made here in the browser from what the page already holds, so
 * that no request says what is on the list. Null where nothing on it has dates.
 */
export function listCalendar(
  entries: readonly ListEntry[],
  at: { now: Moment; host: string; name: string },
): string | null {
  const from = londonClock(at.now).day;
  const lines = entries.filter(hasDates).flatMap((entry) => {
    if (!entry.card.schedule) return [];
    return unpackSchedule(entry.card.schedule).streams.flatMap((stream) =>
      streamEvents(stream, from, about(entry, stream.session, at, stream.label)),
    );
  });
  return lines.length > 0 ? calendarText(at.name, lines) : null;
}
