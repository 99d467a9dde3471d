import { z } from 'zod';
import { email, line, paragraph, phone, slug } from '#schemas/text.ts';

/** A link-worker team. A file in content/teams. */
export const team = z.strictObject({
  name: line(80),
  /** Areas of site.yaml it covers. */
  areas: z.array(slug).default([]),
  /** Places it covers, where it is smaller than an area. */
  places: z.array(slug).default([]),
  /** Two or three sentences in plain words: what the team does. */
  description: paragraph(600),
  /** What a link worker there can do, one sentence each. */
  offers: z.array(line(160)).default([]),
  /** How the team meets people. */
  meets: z.array(z.enum(['phone', 'video', 'face-to-face', 'home-visit'])).default([]),
  /** The team's criteria. Form questions and "a different door" come from these. */
  criteria: z.strictObject({
    minAge: z.int().min(0).max(120).optional(),
    maxAge: z.int().min(0).max(120).optional(),
    /** True where someone must be registered with one of the team's surgeries. */
    registeredPractice: z.boolean().default(false),
    /** True where only non-medical needs are taken. */
    nonMedical: z.boolean().default(true),
    /** The criteria as people should read them, one sentence each. */
    inWords: z.array(line(200)),
  }),
  /** Who may refer. */
  referrers: z.array(
    z.enum(['self', 'friend-or-family', 'gp-practice', 'council', 'hospital', 'hospice', 'voluntary-sector']),
  ),
  /** The most sessions someone can have, where there is a limit. */
  maxSessions: z.int().min(1).max(100).optional(),
  /** Workers with a specialism: "People seeking asylum". */
  specialists: z.array(z.strictObject({ name: line(80), detail: line(200) })).default([]),
  contact: z.strictObject({ phone, hours: line(120), email: email.optional() }),
  /** Working days within which the team replies to a referral. */
  replyDays: z.int().min(1).max(30),
  /** Where people go who do not fit: each a situation and a door. */
  otherDoors: z
    .array(
      z.strictObject({
        when: z.enum(['under-age', 'over-age', 'outside-area', 'medical', 'urgent', 'other']),
        says: paragraph(300),
        /** A page of this site or a telephone number to go to next. */
        href: z
          .string()
          .regex(/^(\/|tel:|https:\/\/)/, 'should start with /, tel: or https://')
          .optional(),
        label: line(60).optional(),
      }),
    )
    .default([]),
  /** Days for which a delivered referral is kept on the intake before purge (ADR on retention). */
  retentionDays: z.int().min(1).max(3650).default(90),
  demonstration: z.boolean().default(false),
});
export type Team = z.infer<typeof team> & { id: string };
