import { z } from 'zod';
import { consents as consentsSchema, referrer as referrerSchema, SETTINGS } from '#schemas/referral.ts';
import { REFERRAL_WORDS } from '#schemas/referral-words.ts';
import { type Case, one } from '../answers.ts';
import type { Field } from './field.ts';

const r = referrerSchema.shape;
const atWork = (c: Case) => one(c.answers, 'asker') === 'professional';
const family = (c: Case) => one(c.answers, 'asker') === 'friend-or-family';

export const you: Field[] = [
  { kind: 'text', name: 'referrer.name', label: 'Your name', schema: r.name, autocomplete: 'name' },
  {
    kind: 'text',
    name: 'referrer.relation',
    label: 'Who are you to them?',
    hint: 'Such as daughter, neighbour or friend.',
    schema: r.relation,
    when: family,
    width: 'middle',
    check: (c) =>
      one(c.answers, 'referrer.relation')
        ? undefined
        : 'Write who you are to them, such as daughter or friend',
  },
  {
    kind: 'radios',
    name: 'referrer.setting',
    label: 'Where do you work?',
    schema: r.setting.unwrap(),
    when: atWork,
    options: ({ team }) =>
      SETTINGS.filter((x) => !team || team.referrers.includes(x)).map((value) => ({
        value,
        label: REFERRAL_WORDS.setting[value],
      })),
  },
  {
    kind: 'text',
    name: 'referrer.organisation',
    label: 'The name of your organisation',
    schema: r.organisation,
    when: atWork,
    autocomplete: 'organization',
    check: (c) =>
      one(c.answers, 'referrer.organisation') ? undefined : 'Write the name of your organisation',
  },
  {
    kind: 'text',
    name: 'referrer.role',
    label: 'Your job',
    schema: r.role,
    when: atWork,
    autocomplete: 'organization-title',
    check: (c) =>
      one(c.answers, 'referrer.role') ? undefined : 'Write your job, such as nurse or housing officer',
  },
  {
    kind: 'text',
    name: 'referrer.phone',
    label: 'Your phone number',
    type: 'tel',
    schema: r.phone,
    autocomplete: 'tel',
    width: 'middle',
    optional: true,
    check: (c) =>
      one(c.answers, 'referrer.phone') || one(c.answers, 'referrer.email')
        ? undefined
        : 'Write your phone number or your e-mail, so we can ask you if something is not clear',
  },
  {
    kind: 'text',
    name: 'referrer.email',
    label: 'Your e-mail address',
    type: 'email',
    schema: r.email,
    autocomplete: 'email',
    optional: true,
  },
  {
    kind: 'tick',
    name: 'referrer.agreed',
    label: 'They know I am filling this in, and they agree',
    schema: z.literal(
      'yes',
      'Ask them if they agree, then tick the box. We can only get in touch with someone who knows',
    ),
  },
];

const c = consentsSchema.shape;
const shareMessage = c.share.safeParse(false).error?.issues[0]?.message ?? '';

export const consents: Field[] = [
  {
    kind: 'tick',
    name: 'consents.share',
    label: {
      self: 'The link-worker team may have what I wrote here, and use it to get in touch with me.',
      other: 'The link-worker team may have what is written here, and use it to get in touch with them.',
    },
    hint: 'We need this one to send the form.',
    schema: z.literal('yes', shareMessage),
  },
  {
    kind: 'tick',
    name: 'consents.surgery',
    label: {
      self: 'The team may talk to my GP surgery about how to help me.',
      other: 'The team may talk to their GP surgery about how to help them.',
    },
    schema: z.literal(['yes', ''], 'Tick the box about the GP surgery, or leave it empty'),
    optional: true,
  },
  {
    kind: 'tick',
    name: 'consents.groups',
    label: {
      self: 'The team may give my name to a group I want to join. They ask me each time.',
      other: 'The team may give their name to a group they want to join. The team asks them each time.',
    },
    schema: z.literal(['yes', ''], 'Tick the box about groups, or leave it empty'),
    optional: true,
  },
  {
    kind: 'tick',
    name: 'consents.feedback',
    label: {
      self: 'The team may ask me later how it went.',
      other: 'The team may ask them later how it went.',
    },
    schema: z.literal(['yes', ''], 'Tick the box about how it went, or leave it empty'),
    optional: true,
  },
];
