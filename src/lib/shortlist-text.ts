import { type Day, dayOf, minutesOf, weekdayOf } from '#lib/schedule/civil.ts';
import { DAY_NAMES, shortDate, spanWords } from '#lib/schedule/words.ts';

/**
 * What goes into a text message or an e-mail about a listing or a list. Plain letters of the GSM alphabet, so that
 * the cheapest phone shows it and a message costs what it should; the first thing first; under 300 characters,
 * which is two messages in one.
 */

/** The most characters of a text message, its link included. */
export const TEXT_LIMIT = 299;
/** Longer `mailto:` links are cut short by some mail programs on Windows. */
export const MAIL_LINK_LIMIT = 1900;
/** What a listing is called where someone else may read over a shoulder. */
export const NEUTRAL_NAME = 'A local service';

/** The facts of one listing that a message may carry, each in words. */
export interface MessageItem {
  name: string;
  /** True where its name must not stand in a message. */
  discreet: boolean;
  /** "Tue 24 Nov, 2pm to 3.30pm", or a rule: "Every Tuesday, 2pm to 3.30pm". */
  when: string;
  /** "Shuttle Lane Hall, Shuttle Lane, Tyldesley, M29 8AA", or "Online"; empty where it does not run. */
  where: string;
  /** A shorter way to say it: "Shuttle Lane Hall, Tyldesley". */
  whereShort: string;
  cost?: string | undefined;
  /** Where something comes before going: "Someone needs to refer you". */
  join?: string | undefined;
  /** "Phone Bev 01632 960114", "Email sing@example.org". */
  reach?: string | undefined;
  demonstration: boolean;
}

const DEMONSTRATION = 'Demonstration only.';
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u02bc]/g, "'"],
  [/[\u201c\u201d\u201e]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u00a0\u2000-\u200a\u202f]/g, ' '],
  [/\u00b7/g, '-'],
];
/** Letters of GSM 03.38 that are not ASCII and that our texts use. */
const GSM_EXTRA = 'éèùìòàäöñüÉÄÖÑÜ£';

/** Text in the letters of GSM 03.38: an accent that it lacks is left off. */
export function plainLetters(text: string): string {
  let plain = text;
  for (const [from, to] of PLAIN) plain = plain.replace(from, to);
  return [...plain]
    .map((c) => (c <= '~' || GSM_EXTRA.includes(c) ? c : c.normalize('NFD').replace(/[^ -~]/g, '')))
    .join('')
    .replace(/`/g, "'");
}

/** "Tue 24 Nov", short enough for a message. */
export const messageDate = (day: Day) =>
  `${DAY_NAMES[weekdayOf(day)]?.slice(0, 3)} ${shortDate(day).replace(/([A-Z][a-z]{2})[a-z]*$/, '$1')}`;

/** "Tue 24 Nov, 2pm to 3.30pm" from a date and times as records hold them. */
export const messageWhen = (date: string, start: string, end: string) =>
  `${messageDate(dayOf(date))}, ${spanWords(minutesOf(start), minutesOf(end))}`;

const stop = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Text cut at a word to at most `max` characters, with dots. */
function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 3);
  return `${cut.slice(0, cut.lastIndexOf(' ') > max / 2 ? cut.lastIndexOf(' ') : undefined)}...`;
}

const titleOf = (item: MessageItem, open: boolean) => (item.discreet && !open ? NEUTRAL_NAME : item.name);

/** One part of a message. The one with the lowest `keep` is shortened, then left out, until the rest fits. */
interface Part {
  text: string;
  keep: number;
  short?: string | undefined;
}

function fitted(parts: Part[], max: number): string {
  const now = parts.filter((p) => p.text !== '');
  const joined = () => plainLetters(now.map((p) => p.text).join(' '));
  while (joined().length > max) {
    const weakest = now.reduce((a, b) => (b.keep < a.keep ? b : a));
    if (weakest.short && weakest.short !== weakest.text) weakest.text = weakest.short;
    else if (now.length > 1) now.splice(now.indexOf(weakest), 1);
    else return shortened(joined(), max);
  }
  return joined();
}

/**
 * A text message about one listing with a link to it, at most TEXT_LIMIT characters. Of a discreet one it says only
 * when, unless `open`.
 */
export function listingText(item: MessageItem, link: string, open = false): string {
  const max = TEXT_LIMIT - link.length - 1;
  const head = { text: stop(`${titleOf(item, open)}: ${item.when}`), keep: 9 };
  const demo = { text: item.demonstration ? DEMONSTRATION : '', keep: 8 };
  if (item.discreet && !open) return `${fitted([head], max)} ${link}`;
  const parts: Part[] = [
    head,
    { text: item.where && stop(item.where), keep: 5, short: item.whereShort && stop(item.whereShort) },
    { text: item.cost ? stop(item.cost) : '', keep: 2 },
    { text: item.join ? stop(item.join) : '', keep: 3 },
    { text: item.reach ? stop(item.reach) : '', keep: 7 },
    demo,
  ];
  return `${fitted(parts, max)} ${link}`;
}

/** "by appointment" in the middle of a line; days keep their capital. */
const midLine = (when: string) =>
  when.replace(/^(By|Every|Paused|Closed|Ask|Phone)\b/, (w) => w.toLowerCase());

/** How much of each listing a list's message says. */
const LEVELS: readonly ((item: MessageItem, title: string) => string)[] = [
  (item, title) => [title, midLine(item.when), item.discreet ? '' : item.reach].filter(Boolean).join(', '),
  (item, title) => `${title}, ${midLine(item.when)}`,
];

/**
 * A text message about a list with a link to it, at most TEXT_LIMIT characters: all of them with number and time if
 * that fits, else with the time, else the first few "and 5 more". Discreet ones by their neutral name, unless `open`.
 */
export function listText(items: readonly MessageItem[], link: string, open = false): string {
  const [only] = items;
  if (items.length === 1 && only) return listingText(only, link, open);
  const demo = items.some((i) => i.demonstration) ? ` ${DEMONSTRATION}` : '';
  const max = TEXT_LIMIT - link.length - 1 - demo.length;
  const head = `${items.length} to try.`;
  const lines = (level: number, n: number) =>
    items
      .slice(0, n)
      .map((item, i) => `${i + 1}: ${LEVELS[level]?.(item, titleOf(item, open))}.`.replace('..', '.'));
  const build = (level: number, n: number) => {
    const more = n < items.length ? ` And ${items.length - n} more.` : '';
    return plainLetters(`${head} ${lines(level, n).join(' ')}${more}`);
  };
  for (const level of LEVELS.keys()) {
    const whole = build(level, items.length);
    if (whole.length <= max) return `${whole}${demo} ${link}`;
  }
  for (let n = items.length - 1; n > 0; n--) {
    const part = build(1, n);
    if (part.length <= max) return `${part}${demo} ${link}`;
  }
  return `${shortened(build(1, 1), max)}${demo} ${link}`;
}

/** A message as an e-mail: its subject and its text. */
export interface Mail {
  subject: string;
  body: string;
}

function mailLines(item: MessageItem, open: boolean): string[] {
  const hidden = item.discreet && !open;
  return [
    titleOf(item, open),
    item.when,
    ...(hidden ? [] : [item.where, item.cost ? `Cost: ${item.cost}` : '', item.join ?? '', item.reach ?? '']),
  ].filter(Boolean);
}

export const mailHref = ({ subject, body }: Mail) =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;

/** `sms:` with no number (RFC 5724): the odd `?&` is what both iPhones and Androids read. */
export const textHref = (text: string) => `sms:?&body=${encodeURIComponent(text)}`;

/** An e-mail about a list; its `mailto:` link is never longer than MAIL_LINK_LIMIT. */
export function listMail(items: readonly MessageItem[], link: string, open = false): Mail {
  const hidden = !open && items.some((i) => i.discreet);
  const first = items[0];
  const many = hidden ? 'Some places to try' : `${items.length} places to try`;
  const subject = items.length === 1 && first ? titleOf(first, open) : many;
  const end = [
    ...(items.some((i) => i.demonstration) ? ['This is a demonstration. The groups are invented.', ''] : []),
    items.length === 1 ? 'See it as it is now:' : 'See them all as they are now:',
    link,
  ].join('\n');
  const long = `${items.map((i) => mailLines(i, open).join('\n')).join('\n\n')}\n\n${end}`;
  if (mailHref({ subject, body: long }).length <= MAIL_LINK_LIMIT) return { subject, body: long };
  const short = `${items.map((i) => `${titleOf(i, open)}: ${i.when}`).join('\n')}\n\n${end}`;
  if (mailHref({ subject, body: short }).length <= MAIL_LINK_LIMIT) return { subject, body: short };
  return { subject, body: listText(items, link, open) };
}
