import { WAYS } from '#schemas/referral.ts';
import { all, type Case, one } from './answers.ts';

type Way = (typeof WAYS)[number];

/** The question that a way depends on, and the answers that close it. Through another person is always open. */
const CLOSED_BY: Partial<Record<Way, { name: string; answers: readonly string[]; without: string }>> = {
  phone: { name: 'reach.safeToCall', answers: ['no'], without: 'a call' },
  text: { name: 'reach.safeToLeaveMessage', answers: ['no', 'unsure'], without: 'a message' },
  email: { name: 'reach.safeToWrite', answers: ['no'], without: 'writing' },
  letter: { name: 'reach.safeToWrite', answers: ['no'], without: 'writing' },
};

const chosen = (c: Case) => WAYS.filter((w) => all(c.answers, 'reach.ways').includes(w));
const closed = (c: Case, way: Way) => {
  const by = CLOSED_BY[way];
  return by?.answers.includes(one(c.answers, by.name)) ?? false;
};

/** The ways someone chose that are safe to use, by what they said; a question not yet answered closes nothing. */
export const safeWays = (c: Case): Way[] => chosen(c).filter((way) => !closed(c, way));

/**
 * What is said beside a question whose answer closes the last way to reach someone: once, at the first such question.
 * Undefined where a way is left.
 */
export function noWayLeft(c: Case, name: string): string | undefined {
  const ways = chosen(c);
  const [first] = ways.filter((way) => closed(c, way));
  const by = first && CLOSED_BY[first];
  if (by?.name !== name || safeWays(c).length > 0) return undefined;
  return `Without ${by.without} there is no safe way to reach ${c.forOther ? 'them' : 'you'}. Go back and choose another way, or phone us when it is safe`;
}
