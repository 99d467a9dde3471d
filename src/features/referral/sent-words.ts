import type { Team } from '#schemas/team.ts';
import { type Case, one } from './answers.ts';
import { safeWays } from './safe-ways.ts';

/** "A link worker phones you. We will not leave a message.": what happens next, by what the person said is safe. */
export function nextInWords(c: Case): string {
  const ways = safeWays(c);
  const who = c.forOther ? 'them' : 'you';
  const how = ways.includes('phone')
    ? `phones ${who}`
    : ways.includes('text')
      ? `sends ${who} a text message`
      : ways.includes('email') || ways.includes('letter')
        ? `writes to ${who}`
        : 'gets in touch through you';
  const message = one(c.answers, 'reach.safeToLeaveMessage');
  const quiet =
    message === 'no-name'
      ? ' If we leave a message, we will not say who we are.'
      : ' We will not leave a message.';
  const calls = ways.includes('phone') || ways.includes('text');
  return `A link worker ${how}.${calls && message !== '' && message !== 'yes' ? quiet : ''}`;
}

/** The reference as a small text file, for someone to keep. It says nothing of what they wrote. */
export function referenceFile(reference: string, team: Team, by: string): string {
  const lines = [
    `Reference: ${reference}`,
    `Sent to: ${team.name}`,
    `You will hear by: ${by}`,
    `To ask about it, phone ${team.contact.phone}. ${team.contact.hours}.`,
  ];
  return `data:text/plain;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`;
}
