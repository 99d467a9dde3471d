import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LISTING_PARTS, type ListingPart, listingReport, suggestion } from '#schemas/referral.ts';
import type { Topic } from '#schemas/topic.ts';
import { type Case, one } from './answers.ts';
import type { Field } from './fields/field.ts';
import { idOf } from './fields/field.ts';
import type { FormServer } from './outcome.ts';
import { TROUBLE, type Trouble } from './trouble.ts';
import { type FieldError, readField } from './validate.ts';

/** "Tell us": one-page forms about listings, on the same intake as referrals. */
const WRONG: Record<ListingPart, string> = {
  closed: 'It has closed or stopped',
  times: 'The days or times',
  place: 'The place or address',
  phone: 'The phone, e-mail or website',
  cost: 'The cost',
  access: 'Getting in: steps, toilets, parking',
  who: 'Who it is for, or how to join',
  words: 'What it says it does',
  other: 'Something else',
};

const report = listingReport.shape;
export const reportFields: Field[] = [
  {
    kind: 'checkboxes',
    name: 'fields',
    label: 'What is wrong?',
    hint: 'Choose as many as you like.',
    schema: report.fields,
    options: () => LISTING_PARTS.map((value) => ({ value, label: WRONG[value] })),
  },
  {
    kind: 'textarea',
    name: 'says',
    rows: 4,
    label: 'What should it say?',
    hint: 'A few words are enough.',
    schema: report.says,
    optional: true,
  },
  {
    kind: 'text',
    name: 'name',
    label: 'Your name',
    schema: report.name,
    optional: true,
    autocomplete: 'name',
  },
  {
    kind: 'text',
    name: 'contact',
    label: 'Your phone or e-mail, if we may ask you more',
    schema: report.contact,
    optional: true,
  },
];

const group = suggestion.shape;
export const suggestionFields = (topics: readonly Pick<Topic, 'id' | 'label'>[]): Field[] => [
  { kind: 'text', name: 'name', label: 'The name of the group', schema: group.name },
  { kind: 'textarea', name: 'does', rows: 4, label: 'What do people do there?', schema: group.does },
  { kind: 'text', name: 'place', label: 'Where is it?', hint: 'A town will do.', schema: group.place },
  { kind: 'text', name: 'when', label: 'When is it?', schema: group.when, optional: true },
  {
    kind: 'text',
    name: 'phone',
    label: 'Its phone number',
    type: 'tel',
    schema: group.phone,
    optional: true,
    width: 'middle',
  },
  {
    kind: 'text',
    name: 'email',
    label: 'Its e-mail address',
    type: 'email',
    schema: group.email,
    optional: true,
  },
  { kind: 'text', name: 'url', label: 'Its website', schema: group.url, optional: true },
  {
    kind: 'checkboxes',
    name: 'topics',
    label: 'What does it help with?',
    schema: group.topics,
    optional: true,
    options: () => topics.map((t) => ({ value: t.id, label: t.label })),
  },
  {
    kind: 'text',
    name: 'yourName',
    label: 'Your name',
    schema: group.yourName,
    optional: true,
    autocomplete: 'name',
  },
  {
    kind: 'text',
    name: 'yourContact',
    label: 'Your phone or e-mail, if we may ask you more',
    schema: group.yourContact,
    optional: true,
  },
];

/** Everything someone wrote at length. */
const ownWords = (fields: readonly Field[], c: Case) =>
  fields
    .filter((f) => f.kind === 'textarea')
    .map((f) => one(c.answers, f.name))
    .join('\n');

const tellState = z.strictObject({ id: z.string().length(22), at: z.number() });
type Posted = ReadonlyMap<string, readonly string[]>;

/** The page to show: the form, with what is wrong; or thanks, with a reference. `crises` are panels to show first. */
export type Told = { crises: string[] } & (
  | {
      page: 'form';
      status: number;
      sealed: string;
      case: Case;
      errors: FieldError[];
      trouble: Trouble | undefined;
    }
  | { page: 'thanks'; status: number; reference: string }
);

/** The part of a listing that a link beside it names, to be ticked as the form opens. */
export const partNamed = (text: string | null): ListingPart | undefined =>
  LISTING_PARTS.find((p) => p === text);

/**
 * Shows or takes a one-page form. `fixed` are the values that are not typed, such as which listing it is about;
 * `ticked` is what stands filled in when it opens.
 */
export async function tell(
  server: FormServer,
  fields: readonly Field[],
  fixed: { kind: 'report'; asset: string } | { kind: 'suggestion' },
  posted: Posted | undefined,
  address: string,
  ticked: Readonly<Record<string, readonly string[]>> = {},
): Promise<Told> {
  const opened = posted && server.state.open('tell', posted.get('state')?.[0] ?? '');
  const state = (opened?.ok ? tellState.safeParse(opened.value).data : undefined) ?? {
    id: randomBytes(16).toString('base64url'),
    at: Date.now(),
  };
  const answers = Object.fromEntries(
    fields.map((f) => [
      f.name,
      [...((posted ? posted.get(f.name) : ticked[f.name]) ?? [])].map((v) => v.slice(0, 4000)),
    ]),
  );
  const c: Case = { answers, forOther: false, found: undefined, team: undefined };
  // People write what is on their mind into any box there is.
  const crises = posted ? server.crisesIn(ownWords(fields, c)) : [];
  const form = (status: number, errors: FieldError[] = [], trouble?: Trouble): Told => ({
    page: 'form',
    crises,
    status,
    sealed: server.state.seal('tell', state),
    case: c,
    errors,
    trouble,
  });
  if (!posted) return form(200);
  const read = fields.map((field) => ({ field, read: readField(field, c) }));
  const errors = read.flatMap(({ field, read: r }) =>
    'message' in r ? [{ name: field.name, id: idOf(field.name), message: r.message }] : [],
  );
  if (errors.length > 0) return form(422, errors);
  // A page that was open too long has lost only its time: what was typed came with it, and goes.
  const values = Object.fromEntries(
    read.map(({ field, read: r }) => [field.name, 'value' in r ? r.value : undefined]),
  );
  const honeypot = (posted.get('website')?.[0] ?? '') !== '';
  const sent = await server.send(
    { ...values, ...fixed, version: 1 },
    { formId: state.id, startedAt: state.at, honeypot },
    address,
  );
  if (sent.ok) return { page: 'thanks', crises, status: 200, reference: sent.accepted.reference };
  const trouble = TROUBLE[sent.why];
  return form(trouble.status, [], trouble);
}
