import { z } from 'zod';
import { parsePhone } from '#lib/phone.ts';
import { normalisePostcode } from '#lib/postcode.ts';
import { slug } from '#schemas/text.ts';
import { TOPIC_IDS } from '#schemas/values.ts';

/**
 * A referral as it is sealed and sent. The form's fields and the intake's validation are both made from the pieces
 * here, so every message is what a person reads beside the field: what to do, in plain words.
 */

/** Control characters and the marks that turn text backwards have no business in an answer. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const tidyLine = (s: string) => s.replace(/\s+/g, ' ').replace(UNSEEN, '').trim();
const tidyText = (s: string) =>
  s
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(UNSEEN, (c) => (c === '\n' ? c : ''))
    .trim();

/** What is said of words that are too long: which words, and how many letters there is room for. */
const tooLong = (what: string, max: number) =>
  `${what} is too long. Use ${max.toLocaleString('en-GB')} letters or fewer`;

/** One line a person writes, tidied. Empty is refused with `missing`; `what` names it where it is too long. */
export const answer = (max: number, missing: string, what: string) =>
  z
    .string({ error: missing })
    .transform(tidyLine)
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(max, { error: tooLong(what, max) }),
    );

/** One line that may be left empty; empty becomes undefined. */
export const maybe = (max: number, what: string) =>
  z
    .string()
    .transform(tidyLine)
    .pipe(z.string().max(max, { error: tooLong(what, max) }))
    .transform((s) => s || undefined)
    .optional();

/** Several lines that may be left empty. `kindly` ends what is said of too much. */
export const words = (max: number, what: string, kindly = '') =>
  z
    .string()
    .transform(tidyText)
    .pipe(z.string().max(max, { error: `${tooLong(what, max)}${kindly}` }))
    .transform((s) => s || undefined)
    .optional();

const phoneMessage = (s: string): string | null => {
  if (/\p{L}/u.test(s)) return 'The phone number has letters in it. Use only numbers';
  const digits = s.replace(/\D/g, '').replace(/^(0044|44(?=\d{9,10}$))0?/, '0');
  if (digits.length < 10) return 'That phone number looks too short. A UK number has 10 or 11 digits';
  if (digits.length > 11) return 'That phone number looks too long. A UK number has 10 or 11 digits';
  if (parsePhone(s) === null) return 'Check the phone number. A UK number starts with 0';
  return null;
};

/** A UK telephone number someone can be reached on; never a short code. */
export const telephone = z
  .string()
  .transform(tidyLine)
  .superRefine((s, ctx) => {
    const message = s ? phoneMessage(s) : null;
    if (message) ctx.addIssue({ code: 'custom', message });
  })
  .transform((s) => s || undefined)
  .optional();

/** An e-mail address, for a person to be reached on. */
export const emailAddress = z
  .string()
  .transform(tidyLine)
  .superRefine((s, ctx) => {
    if (s.length > 254)
      ctx.addIssue({ code: 'custom', message: 'That e-mail address is too long. Check it' });
    else if (s && !z.email().safeParse(s).success)
      ctx.addIssue({
        code: 'custom',
        message: 'Check the e-mail address. It should look like name@example.org',
      });
  })
  .transform((s) => s || undefined)
  .optional();

/** A whole UK postcode, in its usual spacing; empty is allowed. */
export const homePostcode = z
  .string()
  .transform((s, ctx) => {
    const tidy = tidyLine(s);
    if (!tidy) return undefined;
    const found = normalisePostcode(tidy);
    if (found) return found;
    ctx.addIssue({
      code: 'custom',
      message: 'That postcode does not look right. It should look like WN7 1AB',
    });
    return z.NEVER;
  })
  .optional();

/** Who is asking. */
export const ASKERS = ['self', 'friend-or-family', 'professional'] as const;
/** Where someone who refers in their work does so: the names used in content/teams. */
export const SETTINGS = ['gp-practice', 'council', 'hospital', 'hospice', 'voluntary-sector'] as const;
export const WAYS = ['phone', 'text', 'email', 'letter', 'referrer'] as const;
export const TIMES = ['weekday-morning', 'weekday-afternoon', 'weekday-evening', 'any'] as const;
export const COMMUNICATION = [
  'large-print',
  'easy-read',
  'braille',
  'audio',
  'bsl',
  'lip-reading',
  'slow',
] as const;
export const MESSAGES = ['yes', 'no-name', 'no', 'unsure'] as const;
export const YES_NO = ['yes', 'no'] as const;

const pick = <const T extends readonly [string, ...string[]]>(list: T, error: string) =>
  z.enum(list, { error });
/** Some of a list, or none. Only a page that is not ours can send anything else, and it is told so in words. */
const listOf = <const T extends readonly [string, ...string[]]>(list: T, what: string) => {
  const error = `Choose ${what} again, from the list`;
  return z.array(z.enum(list, { error }), { error }).max(list.length, { error });
};

/** A date of birth, `YYYY-MM-DD`. */
const born = z.iso.date('Check the date of birth. It should look like 27 3 1968').optional();

export const person = z.strictObject({
  name: answer(100, 'Write a name. It can be a first name, or a name people use', 'The name'),
  /** What to call them, where it differs. */
  calledName: maybe(60, 'The name to use'),
  born,
  postcode: homePostcode,
  /** The surgery as listed, or as they wrote it. */
  practice: slug.optional(),
  practiceName: maybe(120, 'The name of the GP surgery'),
});

export const reach = z.strictObject({
  ways: listOf(WAYS, 'how to get in touch').min(1, 'Choose at least one way for us to get in touch'),
  phone: telephone,
  email: emailAddress,
  address: words(300, 'The address'),
  /** Whether it is safe to call, to leave a message, to write. Asked only for the ways chosen. */
  safeToCall: pick(['yes', 'no', 'check'], 'Choose if it is safe for us to call').optional(),
  safeToLeaveMessage: pick(MESSAGES, 'Choose if it is safe for us to leave a message').optional(),
  safeToWrite: pick(YES_NO, 'Choose if it is safe for us to write').optional(),
  times: listOf(TIMES, 'the good times'),
  timesNote: maybe(200, 'The note about when or how to get in touch'),
});

export const support = z.strictObject({
  interpreter: pick(YES_NO, 'Choose yes or no for an interpreter'),
  language: maybe(60, 'The language'),
  communication: listOf(COMMUNICATION, 'what makes it easier to talk or read'),
  communicationNote: maybe(300, 'The note about what else helps'),
  access: words(500, 'What is needed to get in'),
});

export const referrer = z.strictObject({
  name: answer(100, 'Write your name', 'Your name'),
  /** "Daughter", "neighbour"; for friends and family. */
  relation: maybe(80, 'Who you are to them'),
  setting: pick(SETTINGS, 'Choose where you work').optional(),
  role: maybe(80, 'Your job'),
  organisation: maybe(120, 'The name of your organisation'),
  phone: telephone,
  email: emailAddress,
  /** True: the form is not sent without it. */
  agreed: z.literal(true, 'Ask them first. We can only get in touch with someone who has agreed'),
});

export const consents = z.strictObject({
  /** That the team may have what is in the form and use it to get in touch. Nothing is sent without it. */
  share: z.literal(true, 'Tick the first box if you agree. The team can only have this form if you do'),
  /** That the team may talk to the surgery. */
  surgery: z.boolean(),
  /** That the team may pass the name on to groups, each time after asking. */
  groups: z.boolean(),
  /** That the team may ask later how it went. */
  feedback: z.boolean(),
});

/** A referral. What is sealed to the team. */
export const referral = z.strictObject({
  kind: z.literal('referral'),
  version: z.literal(1),
  /** Kinds of crisis found in their own words (ids of content/crisis), the worst first: read these before anything. */
  urgent: z.array(slug).max(20),
  asker: pick(ASKERS, 'Choose who this is for'),
  team: slug,
  /** What they wrote to find the team. */
  where: maybe(120, 'The surgery, town or postcode'),
  /** Answers to the team's criteria. */
  fits: z.strictObject({
    age: pick(YES_NO, 'Choose yes or no to the question about age').optional(),
    registered: pick(YES_NO, 'Choose yes or no to the question about GP surgeries').optional(),
    need: pick(['not-medical', 'both', 'medical', 'urgent'], 'Choose what kind of help it is').optional(),
  }),
  /** The listing that brought them here. */
  asset: z
    .strictObject({ id: slug, name: answer(120, 'The listing has no name', 'The name of the listing') })
    .optional(),
  needs: z.strictObject({
    topics: listOf(TOPIC_IDS, 'what would help'),
    words: words(2000, 'What you wrote in your own words', '. The rest can wait until we talk'),
  }),
  person,
  reach,
  support,
  referrer: referrer.optional(),
  consents,
});
export type Referral = z.infer<typeof referral>;
export type Asker = Referral['asker'];

/** The parts of a listing that someone can say are wrong. */
export const LISTING_PARTS = [
  'closed',
  'times',
  'place',
  'phone',
  'cost',
  'access',
  'who',
  'words',
  'other',
] as const;
export type ListingPart = (typeof LISTING_PARTS)[number];

/** "Is this listing wrong?": a report on one listing, by field. */
export const listingReport = z.strictObject({
  kind: z.literal('report'),
  version: z.literal(1),
  asset: slug,
  /** Which parts are wrong. */
  fields: z
    .array(z.enum(LISTING_PARTS, { error: 'Choose what is wrong again, from the list' }))
    .min(1, 'Choose what is wrong. If you are not sure, choose “Something else”'),
  says: words(1000, 'What it should say'),
  name: maybe(100, 'Your name'),
  /** How to ask them more. */
  contact: maybe(200, 'Your phone or e-mail'),
});
export type ListingReport = z.infer<typeof listingReport>;

/** "Tell us about a group": a suggestion for a listing. */
export const suggestion = z.strictObject({
  kind: z.literal('suggestion'),
  version: z.literal(1),
  name: answer(100, 'Write the name of the group', 'The name of the group'),
  does: answer(600, 'Write what people do there. A few words will do', 'What people do there'),
  topics: listOf(TOPIC_IDS, 'what it helps with'),
  place: answer(120, 'Write where it is. A town will do', 'The place'),
  when: maybe(200, 'The time'),
  phone: telephone,
  email: emailAddress,
  url: maybe(300, 'The website'),
  yourName: maybe(100, 'Your name'),
  yourContact: maybe(200, 'Your phone or e-mail'),
});
export type Suggestion = z.infer<typeof suggestion>;

/** Answers to the optional questions after sending: kept apart, with no link to a referral. */
export const equality = z.strictObject({
  kind: z.literal('equality'),
  version: z.literal(1),
  age: z.enum(['under-25', '25-44', '45-64', '65-79', '80-over']).optional(),
  gender: z.enum(['woman', 'man', 'non-binary', 'other']).optional(),
  ethnicity: z.enum(['white', 'mixed', 'asian', 'black', 'arab', 'other']).optional(),
  disability: z.enum(YES_NO).optional(),
  orientation: z.enum(['straight', 'gay', 'bisexual', 'other']).optional(),
});
export type Equality = z.infer<typeof equality>;

/** Anything the intake takes and gives a reference for. */
export const submission = z.discriminatedUnion('kind', [referral, listingReport, suggestion]);
export type Submission = z.infer<typeof submission>;
