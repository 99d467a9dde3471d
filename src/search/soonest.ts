import { dayOf, londonClock, type Moment, minutesOf } from '#lib/schedule/civil.ts';
import { compileSchedule, type DayTables, readDays } from '#lib/schedule/compile.ts';
import { openState, readHours, type WeekSpans } from '#lib/schedule/hours.ts';
import { nextOccurrences } from '#lib/schedule/occurrences.ts';
import { type SessionRule, WEEKDAYS } from '#lib/schedule/types.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Content } from '#schemas/read.ts';
import type { Session } from '#schemas/session.ts';

/**
 * What an index must carry to sort by "soonest": each listing's rules without a word of text, and the known days of
 * each area once. The rules are asked by the same session engine as the pages.
 */

/** Known days of an area, as a page or an index carries them. */
export interface KnownDaysOf {
  holidays: string[];
  terms: [from: string, until: string][];
}

/** `area`: which known days hold; `back`: the day a paused listing returns ('' where nobody knows). */
interface Packed {
  area: number;
  back?: string;
  rules: PackedRule[];
  hours?: WeekSpans;
}

/** Kind and its own fields, then start and end, then what is not the usual. */
type PackedRule =
  | ['w', day: number, start: string, end: string, rest?: Rest]
  | ['f', first: string, start: string, end: string, rest?: Rest]
  | ['m', weekAndDay: number, start: string, end: string, rest?: Rest]
  | ['d', dates: string[], start: string, end: string];

interface Rest {
  from?: string;
  until?: string;
  term?: 1;
  bank?: 'runs' | 'off';
  off?: string[];
  extra?: { date: string; start?: string | undefined; end?: string | undefined }[];
}

function restOf(s: Exclude<Session, { repeats: 'dates' }>): [Rest] | [] {
  const off = [...s.except, ...s.cancelled.map((c) => c.date)];
  const rest: Rest = {
    ...(s.from && { from: s.from }),
    ...(s.until && { until: s.until }),
    ...(s.termTime && { term: 1 }),
    ...(s.bankHolidays !== 'unknown' && { bank: s.bankHolidays }),
    ...(off.length > 0 && { off }),
    ...(s.extra.length > 0 && { extra: s.extra }),
  };
  return Object.keys(rest).length > 0 ? [rest] : [];
}

function packRule(s: Session): PackedRule {
  if (s.repeats === 'dates') return ['d', s.dates, s.start, s.end];
  const rest = restOf(s);
  if (s.repeats === 'weekly') return ['w', WEEKDAYS.indexOf(s.day), s.start, s.end, ...rest];
  if (s.repeats === 'fortnightly') return ['f', s.first, s.start, s.end, ...rest];
  return ['m', (s.week === 'last' ? 0 : s.week) * 7 + WEEKDAYS.indexOf(s.day), s.start, s.end, ...rest];
}

function unpackRule(r: PackedRule): SessionRule {
  const [start, end] = [r[2], r[3]];
  if (r[0] === 'd') return { repeats: 'dates', dates: r[1], start, end };
  const { from, until, term, bank, off, extra } = r[4] ?? {};
  const common = { start, end, from, until, termTime: term === 1, bankHolidays: bank, except: off, extra };
  if (r[0] === 'f') return { repeats: 'fortnightly', first: r[1], ...common };
  const day = WEEKDAYS[r[1] % 7] ?? 'monday';
  if (r[0] === 'w') return { repeats: 'weekly', day, ...common };
  const week = Math.floor(r[1] / 7);
  return { repeats: 'monthly', week: week === 0 ? 'last' : week, day, ...common };
}

/** The rules of every listing that has any, packed as text, by id. */
export function packSchedules(assets: readonly Asset[], content: Content): Map<string, string> {
  const areaOf = new Map(content.places.map((p) => [p.id, p.area]));
  const areas = content.site.areas.map((a) => a.id);
  const out = new Map<string, string>();
  for (const a of assets) {
    if (a.sessions.length === 0 && a.openingHours.length === 0) continue;
    const area = areaOf.get(a.locations[0]?.place ?? '') ?? a.serviceArea?.areas[0];
    const hours = a.status === 'paused' ? [] : readHours(a.openingHours);
    const packed: Packed = {
      area: Math.max(0, areas.indexOf(area ?? '')),
      ...(a.status === 'paused' && { back: a.statusDate ?? '' }),
      rules: a.sessions.map(packRule),
      ...(hours.length > 0 && { hours }),
    };
    out.set(a.id, JSON.stringify(packed));
  }
  return out;
}

/** The known days of each area, in the order of site.yaml. */
export function knownDaysOf(content: Content): KnownDaysOf[] {
  return content.site.areas.map((area) => ({
    holidays: (content.bankHolidays.find((b) => b.nation === area.nation)?.days ?? []).map((d) => d.date),
    terms: (content.terms.find((t) => t.area === area.id)?.terms ?? []).map((t) => [t.from, t.until]),
  }));
}

/** Asks packed rules when they next happen. Each distinct set of rules is worked out once a moment. */
export class Soonest {
  readonly #days: DayTables[];

  constructor(known: readonly KnownDaysOf[]) {
    this.#days = known.map((k) =>
      readDays({
        ...(k.holidays.length > 0 && {
          bankHolidays: { days: k.holidays.map((date) => ({ date, name: '' })) },
        }),
        ...(k.terms.length > 0 && { terms: { terms: k.terms.map(([from, until]) => ({ from, until })) } }),
      }),
    );
  }

  /**
   * When the listing next happens or its door is next open, in minutes since 1970 on London's clock; one that is on
   * now counts from when it began. Infinity where nobody knows.
   */
  nextStart(schedule: string, now: Moment): number {
    if (schedule === '') return Number.POSITIVE_INFINITY;
    const packed: Packed = JSON.parse(schedule);
    const times = {
      sessions: packed.rules.map(unpackRule),
      ...(packed.back !== undefined && { status: 'paused' as const, statusDate: packed.back || undefined }),
    };
    const days = this.#days[packed.area] ?? readDays({});
    const [next] = nextOccurrences(compileSchedule(times, days), now, 1);
    const session = next ? dayOf(next.date) * 1440 + minutesOf(next.start) : Number.POSITIVE_INFINITY;
    return Math.min(session, nextOpen(packed.hours ?? [], now));
  }
}

function nextOpen(spans: WeekSpans, now: Moment): number {
  if (spans.length === 0) return Number.POSITIVE_INFINITY;
  const { day, minute } = londonClock(now);
  const { open, changes } = openState(spans, now);
  if (open || !changes) return day * 1440 + minute;
  return changes.day * 1440 + changes.minute;
}
