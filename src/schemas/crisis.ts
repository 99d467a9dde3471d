import { z } from 'zod';
import { line, paragraph } from '#schemas/text.ts';

/** A number to call or text, on an urgent-help panel. */
export const helpline = z.strictObject({
  /** What to do, as a button reads: "Call Samaritans on 116 123". */
  label: line(60),
  /** When to use it: "To talk about anything that is on your mind. They will listen." */
  when: line(160),
  /** `tel:116123` or `sms:85258?body=SHOUT`; a web address where there is no number. */
  href: z
    .string()
    .regex(
      /^(tel:\+?\d+|sms:\d+(\?(body|&body)=[A-Za-z]+)?|https:\/\/\S+)$/,
      'should start with tel:, sms: or https://',
    ),
  /** "Free, day and night" or the hours, as published. */
  hours: line(80).optional(),
});

/** One kind of crisis: the words that reveal it and the panel that answers it. A file in content/crisis. */
export const crisis = z.strictObject({
  /** Order of importance when several match: 1 is shown first. */
  rank: z.int().min(1).max(99),
  /** "Please talk to someone now". */
  heading: line(80),
  lead: paragraph(300),
  helplines: z.array(helpline).min(1),
  /** What to do next, under the numbers. */
  next: paragraph(400).optional(),
  /** Needs whose listings come "later, when you are safe". */
  topics: z.array(z.string()).default([]),
  /** True where the panel carries "exit this page". */
  sensitive: z.boolean().default(false),
  /** Phrases that reveal it: "want to die", "he hits me". */
  phrases: z.array(z.string().trim().min(3).max(80)),
  /** Phrases that look like it and are not: "dying for a cuppa". */
  unless: z.array(z.string().trim().min(3).max(80)).default([]),
});
export type Crisis = z.infer<typeof crisis> & { id: string };
