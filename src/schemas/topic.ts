import { z } from 'zod';
import { line, paragraph, slug } from '#schemas/text.ts';
import type { TOPIC_IDS } from '#schemas/values.ts';

export type TopicId = (typeof TOPIC_IDS)[number];

/** The eight families the needs are shown in, in page order. */
export const FAMILIES = {
  'how-you-feel': 'How you feel',
  'money-and-rights': 'Money and rights',
  'home-and-food': 'Home and food',
  'work-and-learning': 'Work and learning',
  'family-and-caring': 'Family and caring',
  'staying-safe': 'Staying safe',
  health: 'Health',
  'getting-out': 'Getting out',
} as const;
export type FamilyId = keyof typeof FAMILIES;

/** A phrase of the lexicon: as a person says it, in lower case or not. Case, accents and punctuation are ignored. */
const said = z
  .string({ error: 'should be text in quotes' })
  .trim()
  .min(2, 'is too short to mean anything')
  .max(80, 'is too long. A phrase is at most 80 characters');

/** One need (topic) and the words people use for it. A file in content/topics; its name is one of TOPIC_IDS. */
export const topic = z.strictObject({
  /** What it is called on the site: "When someone has died". */
  label: line(40),
  /** The same in the middle of a sentence, after "help with": "bereavement". */
  inline: line(40),
  family: z.enum(Object.keys(FAMILIES) as [FamilyId, ...FamilyId[]], {
    error: `should be one of ${Object.keys(FAMILIES).join(', ')}`,
  }),
  /** One or two sentences for the top of the need's page. */
  intro: paragraph(300),
  /** Words of comfort or a first step: what a person might do before anything else. */
  firstStep: paragraph(300).optional(),
  /** Needs that often come with it. */
  related: z.array(slug).default([]),
  /** The crisis panel to show at the head of the need's page, if any: an id in content/crisis. */
  crisis: slug.optional(),
  /** True where the need's page carries "exit this page". */
  sensitive: z.boolean().default(false),
  /** Phrases that on their own mean this need: "my husband died", "red letters through the door". */
  phrases: z.array(said),
  /** Words that only lean this way, and count when something else agrees: "grief" is a phrase, "funeral" may be a hint. */
  hints: z.array(said).default([]),
  /** Phrases that look like it and are not: "dead battery". Where one matches, the words in it count for nothing here. */
  unless: z.array(said).default([]),
});
export type Topic = z.infer<typeof topic> & { id: string };
