import { z } from 'zod';
import { ASKERS, referral, YES_NO } from '#schemas/referral.ts';
import { REFERRAL_WORDS } from '#schemas/referral-words.ts';
import type { Topic } from '#schemas/topic.ts';
import { all, type Case, one } from '../answers.ts';
import type { Field } from './field.ts';

const { needs, fits } = referral.shape;
export const yesNo = YES_NO.map((value) => ({ value, label: REFERRAL_WORDS.yesNo[value] }));

export const asker: Field = {
  kind: 'radios',
  name: 'asker',
  label: 'Who is this for?',
  schema: referral.shape.asker,
  options: () => ASKERS.map((value) => ({ value, label: REFERRAL_WORDS.asker[value] })),
};

export const where: Field = {
  kind: 'text',
  name: 'where',
  label: {
    self: 'Where is your GP surgery, or where do you live?',
    other: 'Where is their GP surgery, or where do they live?',
  },
  hint: 'Write the name of the surgery, the town, or the postcode. We use it to find the right team.',
  schema: z
    .string()
    .trim()
    .min(1, 'Write a surgery, a town or a postcode')
    .max(120, 'The surgery, town or postcode is too long. The name of a town will do'),
  suggestions: true,
};

/** "Yes, 18 or over": the age limits of a team as people say them. */
export function agesInWords({
  minAge,
  maxAge,
}: {
  minAge?: number | undefined;
  maxAge?: number | undefined;
}): string {
  if (minAge !== undefined && maxAge !== undefined) return `from ${minAge} to ${maxAge} years old`;
  return minAge !== undefined ? `${minAge} or over` : `${maxAge} or under`;
}

export const age: Field = {
  kind: 'radios',
  name: 'fits.age',
  label: { self: 'Are you the age this team works with?', other: 'Are they the age this team works with?' },
  schema: fits.shape.age.unwrap(),
  when: ({ team }) => team?.criteria.minAge !== undefined || team?.criteria.maxAge !== undefined,
  options: (c) => {
    const ages = agesInWords(c.team?.criteria ?? {});
    const [am, not] = c.forOther ? ['they are', 'they are not'] : ['I am', 'I am not'];
    return [
      { value: 'yes', label: `Yes, ${am} ${ages}` },
      { value: 'no', label: `No, ${not}` },
    ];
  },
};

export const registered: Field = {
  kind: 'radios',
  name: 'fits.registered',
  label: {
    self: "Are you with one of this team's GP surgeries?",
    other: "Are they with one of this team's GP surgeries?",
  },
  schema: fits.shape.registered.unwrap(),
  when: ({ team, found }) => team?.criteria.registeredPractice === true && !found?.practice,
  options: () => yesNo,
};

export const need: Field = {
  kind: 'radios',
  name: 'fits.need',
  label: 'What kind of help is it?',
  schema: fits.shape.need.unwrap(),
  when: ({ team }) => team?.criteria.nonMedical === true,
  options: () =>
    (['not-medical', 'both', 'medical', 'urgent'] as const).map((value) => ({
      value,
      label: REFERRAL_WORDS.need[value],
    })),
};

/** The needs as tick boxes, in the words of content/topics. */
export const topics = (list: readonly Pick<Topic, 'id' | 'label'>[]): Field => ({
  kind: 'checkboxes',
  name: 'needs.topics',
  label: {
    self: 'Or choose what you would like help with',
    other: 'Or choose what they would like help with',
  },
  hint: 'Choose as many as you like, or none.',
  schema: needs.shape.topics,
  optional: true,
  options: () => list.map((t) => ({ value: t.id, label: t.label })),
  check: (c: Case) =>
    all(c.answers, 'needs.topics').length === 0 && one(c.answers, 'needs.words') === ''
      ? 'Say what would help: write a few words, or choose at least one thing'
      : undefined,
});

export const ownWords: Field = {
  kind: 'textarea',
  name: 'needs.words',
  rows: 6,
  label: {
    self: 'Tell us in your own words, if you like',
    other: 'Tell us in your own words, or theirs, if you like',
  },
  hint: 'A few words are enough. Please leave out medical details.',
  schema: needs.shape.words,
  optional: true,
};
