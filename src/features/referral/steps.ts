import { z } from 'zod';
import type { Topic } from '#schemas/topic.ts';
import { type Case, one, type Wording } from './answers.ts';
import type { Field } from './fields/field.ts';
import { age, asker, need, ownWords, registered, topics, where } from './fields/needs.ts';
import { consents, you } from './fields/others.ts';
import { about, reach, safe, support } from './fields/person.ts';

export const STEP_IDS = [
  'who',
  'where',
  'team',
  'fits',
  'help',
  'about',
  'reach',
  'safe',
  'support',
  'you',
  'agree',
  'check',
] as const;
export type StepId = (typeof STEP_IDS)[number];

/** One page of the form: one group of questions. */
export interface Step {
  id: StepId;
  /** The page's heading. Where the page has one question, it is that question's own. */
  title: Wording;
  /** A sentence or two under it. */
  intro?: Wording;
  /** "Why we ask". */
  why?: Wording;
  fields: Field[];
  when?(c: Case): boolean;
}

/** What the pages of the form need to know of the content. */
export interface StepContent {
  topics: readonly Pick<Topic, 'id' | 'label'>[];
  /** The teams to choose from, as `where` found them. */
  teamsFor(where: string): { id: string; name: string; area: string }[];
}

const teamField = ({ teamsFor }: StepContent): Field => ({
  kind: 'radios',
  name: 'team',
  label: 'Which team is nearest?',
  schema: z.string().min(1, 'Choose the nearest team, or “None of these”'),
  options: (c) => [
    ...teamsFor(one(c.answers, 'where')).map((t) => ({ value: t.id, label: t.name, hint: t.area })),
    {
      value: 'elsewhere',
      label: {
        self: 'None of these. I live somewhere else',
        other: 'None of these. They live somewhere else',
      },
    },
  ],
});

/** Every page of the form, in order. */
export function stepsOf(content: StepContent): Step[] {
  return [
    {
      id: 'who',
      title: 'Who is this for?',
      fields: [asker],
      why: 'We ask different questions when you fill it in for someone else.',
    },
    {
      id: 'where',
      title: where.label,
      fields: [where],
      why: 'Each team works with some surgeries and places. This takes you to the right one.',
    },
    {
      id: 'team',
      title: 'Which team is nearest?',
      fields: [teamField(content)],
      when: (c) => c.found?.teams.length !== 1,
    },
    {
      id: 'fits',
      title: 'Is this the right team?',
      fields: [age, registered, need],
      why: 'If this team cannot help, we want to tell you now, and show you who can.',
      when: (c) => [age, registered, need].some((f) => f.when?.(c) ?? true),
    },
    {
      id: 'help',
      title: { self: 'What would help?', other: 'What would help them?' },
      fields: [ownWords, topics(content.topics)],
      why: 'It helps us choose who should phone. You can say more, or change your mind, when you talk.',
    },
    { id: 'about', title: { self: 'About you', other: 'About them' }, fields: about },
    {
      id: 'reach',
      title: { self: 'How to reach you', other: 'How to reach them' },
      fields: reach,
    },
    {
      id: 'safe',
      title: 'Getting in touch safely',
      fields: safe,
      why: 'Some people share a phone, or live with someone who checks it. You decide what we say.',
    },
    {
      id: 'support',
      title: { self: 'What you need from us', other: 'What they need from us' },
      fields: support,
    },
    {
      id: 'you',
      title: 'About you',
      fields: you,
      when: (c) => c.forOther,
      why: 'We may need to ask you about something you wrote.',
    },
    {
      id: 'agree',
      title: { self: 'What you agree to', other: 'What they agree to' },
      intro: 'Each one is a choice of its own. Only the first is needed to send the form.',
      fields: consents,
    },
    { id: 'check', title: 'Check your answers', fields: [] },
  ];
}

export const isStep = (text: string): text is StepId => (STEP_IDS as readonly string[]).includes(text);
