import { z } from 'zod';
import {
  COMMUNICATION,
  MESSAGES,
  person as personSchema,
  reach as reachSchema,
  support as supportSchema,
  TIMES,
  WAYS,
} from '#schemas/referral.ts';
import { REFERRAL_WORDS } from '#schemas/referral-words.ts';
import { all, type Case, one } from '../answers.ts';
import { noWayLeft } from '../safe-ways.ts';
import type { Field } from './field.ts';
import { yesNo } from './needs.ts';

const by = (c: Case, ...ways: string[]) => all(c.answers, 'reach.ways').some((w) => ways.includes(w));
const p = personSchema.shape;
const r = reachSchema.shape;
const s = supportSchema.shape;

/** Day, month and year as three boxes. All empty is no answer; anything else must be a day that has been. */
const born = z.array(z.string().trim()).transform((parts, ctx) => {
  const [d = '', m = '', y = ''] = parts;
  if (!d && !m && !y) return undefined;
  const refuse = (message: string) => {
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const missing = [d ? '' : 'day', m ? '' : 'month', y ? '' : 'year'].filter(Boolean);
  if (missing.length > 0)
    return refuse(`Write the ${missing.join(' and the ')} of birth too, or leave all three boxes empty`);
  if (!/^\d{4}$/.test(y)) return refuse('Write the year of birth with four digits, such as 1968');
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (!z.iso.date().safeParse(iso).success)
    return refuse('That date of birth does not exist. It should look like 27 3 1968');
  if (iso > new Date().toISOString().slice(0, 10))
    return refuse('That date of birth has not come yet. Check the year');
  if (y < '1900') return refuse('That date of birth is a long time ago. Check the year');
  return iso;
});

export const about: Field[] = [
  {
    kind: 'text',
    name: 'person.name',
    label: { self: 'Your name', other: 'Their name' },
    schema: p.name,
    autocomplete: 'name',
  },
  {
    kind: 'text',
    name: 'person.calledName',
    label: {
      self: 'What should we call you, if it is different?',
      other: 'What should we call them, if it is different?',
    },
    schema: p.calledName,
    optional: true,
    autocomplete: 'nickname',
    width: 'middle',
  },
  {
    kind: 'date',
    name: 'person.born',
    label: { self: 'When were you born?', other: 'When were they born?' },
    hint: 'It helps us be sure we have the right person. It should look like 27\u00a03\u00a01968.',
    schema: born,
    optional: true,
  },
  {
    kind: 'text',
    name: 'person.postcode',
    label: { self: 'Your postcode', other: 'Their postcode' },
    schema: p.postcode,
    optional: true,
    autocomplete: 'postal-code',
    width: 'short',
  },
  {
    kind: 'text',
    name: 'person.practiceName',
    label: { self: 'Your GP surgery', other: 'Their GP surgery' },
    schema: p.practiceName,
    optional: true,
    width: 'middle',
    when: (c) => !c.found?.practice,
  },
];

export const reach: Field[] = [
  {
    kind: 'checkboxes',
    name: 'reach.ways',
    label: { self: 'How can we get in touch with you?', other: 'How can we get in touch with them?' },
    hint: 'Choose as many as you like. Then fill in only what those need.',
    schema: r.ways,
    options: (c) =>
      WAYS.filter((w) => w !== 'referrer' || c.forOther).map((value) => ({
        value,
        label: value === 'referrer' ? 'Through me' : REFERRAL_WORDS.way[value],
      })),
  },
  {
    kind: 'text',
    name: 'reach.phone',
    label: { self: 'Your phone number', other: 'Their phone number' },
    hint: 'Only for a phone call or a text.',
    type: 'tel',
    schema: r.phone,
    optional: true,
    autocomplete: 'tel',
    width: 'middle',
    check: (c) =>
      by(c, 'phone', 'text') && !one(c.answers, 'reach.phone')
        ? 'Write a phone number, or choose another way to get in touch'
        : undefined,
  },
  {
    kind: 'text',
    name: 'reach.email',
    label: { self: 'Your e-mail address', other: 'Their e-mail address' },
    hint: 'Only for an e-mail.',
    type: 'email',
    schema: r.email,
    optional: true,
    autocomplete: 'email',
    check: (c) =>
      by(c, 'email') && !one(c.answers, 'reach.email')
        ? 'Write an e-mail address, or choose another way to get in touch'
        : undefined,
  },
  {
    kind: 'textarea',
    name: 'reach.address',
    rows: 3,
    label: { self: 'Your address', other: 'Their address' },
    hint: 'Only for a letter.',
    schema: r.address,
    optional: true,
    autocomplete: 'street-address',
    check: (c) =>
      by(c, 'letter') && !one(c.answers, 'reach.address')
        ? 'Write an address, or choose another way to get in touch'
        : undefined,
  },
];

const MESSAGE_HINTS: Partial<Record<(typeof MESSAGES)[number], string>> = {
  yes: 'We would say where we are phoning from, and ask for a call back.',
  'no-name': 'We would leave only a number.',
  no: 'We will not leave a voicemail or send a text. We will phone again another day.',
  unsure: 'Then we will not leave one.',
};

export const safe: Field[] = [
  {
    kind: 'radios',
    name: 'reach.safeToCall',
    label: { self: 'Is it safe for us to call you?', other: 'Is it safe for us to call them?' },
    hint: 'Someone else might answer, or hear.',
    schema: r.safeToCall.unwrap(),
    when: (c) => by(c, 'phone'),
    check: (c) => noWayLeft(c, 'reach.safeToCall'),
    options: () =>
      (['yes', 'check', 'no'] as const).map((value) => ({ value, label: REFERRAL_WORDS.safeToCall[value] })),
  },
  {
    kind: 'radios',
    name: 'reach.safeToLeaveMessage',
    label: 'Is it safe for us to leave a message?',
    hint: 'Someone else might hear a voicemail, or see a text.',
    schema: r.safeToLeaveMessage.unwrap(),
    when: (c) => by(c, 'phone', 'text'),
    check: (c) => noWayLeft(c, 'reach.safeToLeaveMessage'),
    options: () =>
      MESSAGES.map((value) => ({
        value,
        label: value === 'unsure' ? 'I am not sure' : REFERRAL_WORDS.message[value],
        hint: MESSAGE_HINTS[value] ?? '',
      })),
  },
  {
    kind: 'radios',
    name: 'reach.safeToWrite',
    label: { self: 'Is it safe for us to write to you?', other: 'Is it safe for us to write to them?' },
    hint: 'Someone else might open a letter, or read an e-mail.',
    schema: r.safeToWrite.unwrap(),
    when: (c) => by(c, 'email', 'letter'),
    check: (c) => noWayLeft(c, 'reach.safeToWrite'),
    options: () => yesNo,
  },
  {
    kind: 'checkboxes',
    name: 'reach.times',
    label: 'When is a good time?',
    schema: r.times,
    optional: true,
    options: () => TIMES.map((value) => ({ value, label: REFERRAL_WORDS.time[value] })),
  },
  {
    kind: 'text',
    name: 'reach.timesNote',
    label: 'Anything else about when or how to get in touch',
    schema: r.timesNote,
    optional: true,
  },
];

export const support: Field[] = [
  {
    kind: 'radios',
    name: 'support.interpreter',
    label: { self: 'Do you need an interpreter?', other: 'Do they need an interpreter?' },
    hint: 'It is free.',
    schema: s.interpreter,
    options: () => yesNo,
  },
  {
    kind: 'text',
    name: 'support.language',
    label: 'If yes, which language?',
    schema: s.language,
    optional: true,
    width: 'middle',
    check: (c) =>
      one(c.answers, 'support.interpreter') === 'yes' && !one(c.answers, 'support.language')
        ? 'Write the language, so we can book the right interpreter'
        : undefined,
  },
  {
    kind: 'checkboxes',
    name: 'support.communication',
    label: 'What makes it easier to talk or read?',
    schema: s.communication,
    optional: true,
    options: () => COMMUNICATION.map((value) => ({ value, label: REFERRAL_WORDS.communication[value] })),
  },
  {
    kind: 'text',
    name: 'support.communicationNote',
    label: 'Anything else that helps',
    schema: s.communicationNote,
    optional: true,
  },
  {
    kind: 'textarea',
    name: 'support.access',
    rows: 3,
    label: {
      self: 'What do you need to get in, and be comfortable?',
      other: 'What do they need to get in, and be comfortable?',
    },
    hint: 'Such as a ramp, a quiet room, or someone with you.',
    schema: s.access,
    optional: true,
  },
];
