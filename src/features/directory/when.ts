import { longDate } from '#lib/dates.ts';
import { type Board, boardAt } from '#lib/schedule/board.ts';
import type { DayTables } from '#lib/schedule/compile.ts';
import { type PackedSchedule, packSchedule } from '#lib/schedule/pack.ts';
import { hoursWords, ruleWords } from '#lib/schedule/rule-words.ts';
import { asOfWords, dateWords } from '#lib/schedule/words.ts';
import type { Asset } from '#schemas/asset.ts';
import type { Session } from '#schemas/session.ts';
import type { Catalogue } from './catalogue.ts';

/** Everything a page says of when a listing is on, as known on the day of the build. */
export interface When {
  board: Board;
  /** A word above the date: "Next", "Not running now". */
  label?: string | undefined;
  later: string[];
  /** The rules in words, which stay true however old the page is. */
  rule?: string | undefined;
  /** The same in a few words, for a card: no exceptions, at most two sessions. */
  shortRule?: string | undefined;
  /** "As of Saturday 21 November 2026": on dates that age; the browser takes it away when it makes them current. */
  asOf?: string | undefined;
  /** The rules for the browser. */
  schedule?: PackedSchedule | undefined;
}

/** The day tables of one session of a listing, by its place in the list. */
export const daysOfSession = (asset: Asset, session: number, all: Catalogue): DayTables =>
  all.days(asset, asset.sessions[session]);

function stopped(asset: Asset): When {
  const on = asset.statusDate && dateWords(asset.statusDate);
  const lines =
    asset.status === 'closed'
      ? [on ? `Closed on ${longDate(asset.statusDate ?? '')}` : 'Closed']
      : [on ? `Paused until ${on}` : 'Paused. No date yet'];
  return { board: { lines, off: true, later: [] }, label: 'Not running now', later: [] };
}

/** When a listing is on. */
export function whenOf(asset: Asset, all: Catalogue): When {
  if (asset.status !== 'active') return stopped(asset);
  const schedule = packSchedule(asset, (_, i) => daysOfSession(asset, i, all), all.today, all.days(asset));
  const board = boardAt(schedule, all.builtAt, false);
  const hours = hoursWords(asset.openingHours).map((line) => `${line}.`);
  const rules = [...asset.sessions.map((s) => ruleOf(s, asset, all)), ...hours];
  if (asset.byAppointment && asset.sessions.length > 0) rules.push('By appointment at other times.');
  // A line or a service with no times given at all: say so, and not that a date is missing.
  const timeless = asset.sessions.length === 0 && hours.length === 0 && !asset.byAppointment;
  if (timeless) return { board: { lines: ['Ask when they are open'], off: true, later: [] }, later: [] };
  const showHours = asset.sessions.length === 0 && hours.length > 0;
  return {
    board: showHours
      ? { ...board, lines: hours.slice(0, 2).map((l) => l.replace(/\.$/, '')), off: false }
      : board,
    label: asset.sessions.length > 0 && !board.off ? 'Next' : undefined,
    later: board.later,
    rule: showHours && hours.length <= 2 ? undefined : rules.join(' ') || undefined,
    shortRule: showHours ? undefined : shortRule(rules),
    asOf: asset.sessions.length > 0 ? asOfWords(all.builtAt) : undefined,
    schedule: asset.sessions.length > 0 || asset.openingHours.length > 0 ? schedule : undefined,
  };
}

/** A session's rule, with its name and place where a listing has several. */
function ruleOf(session: Session, asset: Asset, all: Catalogue): string {
  const words = ruleWords(session, all.today);
  const label = asset.sessions.length > 1 && session.label ? `${session.label}: ` : '';
  return `${label}${words}${session.at && asset.locations.length > 1 ? ` At ${session.at}.` : ''}`;
}

/** Sessions a card names before it says "and more". */
const ON_CARD = 2;

/** The first sentence of the first rules: "Every Tuesday, 2pm to 3.30pm. And 2 more times." */
function shortRule(rules: string[]): string | undefined {
  const first = rules.slice(0, ON_CARD).map((rule) => rule.split('. ')[0]?.replace(/\.?$/, '.'));
  const more = rules.length - ON_CARD;
  if (more > 0) first.push(`And ${more} more ${more === 1 ? 'time' : 'times'}.`);
  return first.join(' ') || undefined;
}
