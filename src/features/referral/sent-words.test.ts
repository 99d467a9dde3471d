import { expect, it } from 'vitest';
import type { Case } from './answers.ts';
import { nextInWords } from './sent-words.ts';

const forWays = (ways: string[], safe: Record<string, string> = {}, forOther = false): Case => ({
  answers: {
    'reach.ways': ways,
    ...Object.fromEntries(Object.entries(safe).map(([k, v]) => [`reach.${k}`, [v]])),
  },
  forOther,
  found: undefined,
  team: undefined,
});

it.each([
  [['phone'], { safeToCall: 'yes', safeToLeaveMessage: 'yes' }, false, 'A link worker phones you.'],
  [
    ['phone'],
    { safeToCall: 'check', safeToLeaveMessage: 'no-name' },
    false,
    'A link worker phones you. If we leave a message, we will not say who we are.',
  ],
  [
    ['phone', 'email'],
    { safeToCall: 'no', safeToLeaveMessage: 'no', safeToWrite: 'yes' },
    false,
    'A link worker writes to you.',
  ],
  [
    ['phone', 'text'],
    { safeToCall: 'yes', safeToLeaveMessage: 'unsure' },
    true,
    'A link worker phones them. We will not leave a message.',
  ],
  [['text'], { safeToLeaveMessage: 'yes' }, true, 'A link worker sends them a text message.'],
  [['letter', 'referrer'], { safeToWrite: 'no' }, true, 'A link worker gets in touch through you.'],
])('by %j, where %j: what happens next', (ways, safe, forOther, words) => {
  expect(nextInWords(forWays(ways, safe, forOther))).toBe(words);
});
