import type { Moment } from '#lib/schedule/civil.ts';
import { currentWords } from '#lib/schedule/current.ts';
import { type MessageItem, messageWhen } from '#lib/shortlist-text.ts';
import type { ListEntry } from './entry.ts';

/** Ways to join that the phone number already says. */
const SAID_BY_NUMBER = /^(Phone|Text|Book|Ask)/;

/**
 * When it is next on, for a message. With a moment, the next date then; without one, the rule, which stays true on a
 * page however old.
 */
export function messageWhenOf({ card, status, asBuilt }: ListEntry, now: Moment | null): string {
  if (status !== 'active') return card.board.lines[0] ?? 'Not running now';
  if (card.schedule && now !== null) {
    const { slots } = currentWords(card.schedule, now, 1);
    const [next] = slots;
    if (next) {
      const when = messageWhen(next.date, next.start, next.end);
      return next.state === 'on' ? when : `${when}, but check first`;
    }
  }
  // Without sessions the board that was built has the opening hours, which stay true; the one made current may not.
  const dated = (card.schedule?.s.length ?? 0) > 0;
  const rule = card.rule ?? (dated ? 'Ask for the next date' : (asBuilt ?? card.board.lines).join('. '));
  return rule.replace(/\.$/, '');
}

/** "Phone Bev 01632 960114", or the next best way. */
function reachOf({ who, phone, text, email }: ListEntry): string | undefined {
  const name = who ? ` ${who}` : '';
  if (phone) return `Phone${name} ${phone.text}`;
  if (text) return `Text${name} ${text.text}`;
  return email ? `Email ${email}` : undefined;
}

/** How to join, where something comes before going; nothing where the number says it, or where it does not run. */
function joinOf({ card, status }: ListEntry): string | undefined {
  if (status !== 'active' || SAID_BY_NUMBER.test(card.join)) return undefined;
  return [card.join, card.joinMore].filter(Boolean).join('. ');
}

/** The facts of an entry that a message may carry. Of one that has closed, only that it has. */
export function messageItem(entry: ListEntry, now: Moment | null): MessageItem {
  const { card, status } = entry;
  const running = status === 'active';
  const where = card.where.replace(/, or [A-Z]/g, (words) => words.toLowerCase());
  return {
    name: card.name,
    discreet: entry.discreet,
    when: messageWhenOf(entry, now),
    where: running ? (entry.address ?? where) : '',
    whereShort: running ? where : '',
    cost: running && card.cost !== 'Not known' ? card.cost : undefined,
    join: joinOf(entry),
    reach: status === 'closed' ? undefined : reachOf(entry),
    demonstration: card.demonstration,
  };
}
