import { describe, expect, it } from 'vitest';
import { type Case, say } from '#features/referral/answers.ts';
import type { Field } from '#features/referral/fields/field.ts';
import { Journey, newState } from '#features/referral/journey.ts';
import type { Step } from '#features/referral/steps.ts';
import { reportFields, suggestionFields } from '#features/referral/tell.ts';
import { TROUBLE } from '#features/referral/trouble.ts';
import { readField } from '#features/referral/validate.ts';
import { team } from '#schemas/team.ts';

/**
 * Every message of the forms, got by putting bad input into every field and reading what comes back. The table in
 * docs/guides is what comes out: `npx vitest run tests/contract/referral-messages.test.ts -u` writes it again.
 */
const TABLE = '../../docs/guides/referral-messages.md';

const anyone = {
  id: 'leigh',
  ...team.parse({
    name: 'Leigh link workers',
    places: ['leigh'],
    description: 'We listen.',
    criteria: { minAge: 18, registeredPractice: true, inWords: ['You are 18 or over.'] },
    referrers: ['self', 'friend-or-family', 'gp-practice'],
    contact: { phone: '01632 960140', hours: 'Weekdays' },
    replyDays: 2,
  }),
};
const topics = [{ id: 'food' as const, label: 'Food' }];
const place = {
  id: 'leigh',
  name: 'Leigh',
  area: 'wigan',
  otherNames: [],
  lat: 53.5,
  lng: -2.5,
  outcodes: ['WN7'],
};
const journey = new Journey({
  teams: [anyone],
  practices: [],
  places: [place],
  areas: [{ id: 'wigan', name: 'Wigan Borough' }],
  topics,
});

type Answers = Record<string, string[]>;
/** Answers with nothing wrong, in which every question is asked. */
const GOOD: Answers = {
  asker: ['self'],
  where: ['Leigh'],
  'fits.age': ['yes'],
  'fits.registered': ['yes'],
  'fits.need': ['both'],
  'needs.words': ['Company'],
  'person.name': ['Sam'],
  'reach.ways': ['phone', 'text', 'email', 'letter'],
  'reach.phone': ['07700 900158'],
  'reach.email': ['sam@example.org'],
  'reach.address': ['1 Market Street'],
  'reach.safeToCall': ['yes'],
  'reach.safeToLeaveMessage': ['yes'],
  'reach.safeToWrite': ['yes'],
  'support.interpreter': ['yes'],
  'support.language': ['Polish'],
  'referrer.name': ['Kim'],
  'referrer.relation': ['Niece'],
  'referrer.setting': ['gp-practice'],
  'referrer.organisation': ['Bryn Street Surgery'],
  'referrer.role': ['Nurse'],
  'referrer.phone': ['07700 900159'],
  'referrer.agreed': ['yes'],
  'consents.share': ['yes'],
};

/** Something bad to put into a field: how the table says it, the values, and other answers that go with it. */
interface Bad {
  put: string;
  values: string[];
  with?: Answers;
}
const said = (put: string, ...values: string[]): Bad => ({ put, values });
const PHONES = [
  said('`ask Kim`', 'ask Kim'),
  said('`07700 9`', '07700 9'),
  said('`077009001581`', '077009001581'),
  said('`1234567890`', '1234567890'),
];
const EMAILS = [said('`sam@`', 'sam@'), said('300 letters', `${'x'.repeat(300)}@example.org`)];
const OWN: Record<string, Bad[]> = {
  'needs.topics': [{ put: 'nothing, and no words either', values: [], with: { 'needs.words': [] } }],
  'person.born': [
    said('31 2 1968', '31', '2', '1968'),
    said('27, no month, 1968', '27', '', '1968'),
    said('27 3 68', '27', '3', '68'),
    said('1 1 2999', '1', '1', '2999'),
    said('1 1 1066', '1', '1', '1066'),
  ],
  'person.postcode': [said('`Leigh`', 'Leigh')],
  'reach.safeToCall': [
    { put: '“No”, where a call is the only way', values: ['no'], with: { 'reach.ways': ['phone'] } },
  ],
  'reach.safeToLeaveMessage': [
    { put: '“No”, where a text is the only way', values: ['no'], with: { 'reach.ways': ['text'] } },
  ],
  'reach.safeToWrite': [
    { put: '“No”, where a letter is the only way', values: ['no'], with: { 'reach.ways': ['letter'] } },
  ],
  'referrer.phone': [{ put: 'nothing, and no e-mail either', values: [], with: { 'referrer.email': [] } }],
};

function badFor(field: Field): Bad[] {
  const own = OWN[field.name] ?? [];
  const empty = said('nothing', ...(field.kind === 'text' || field.kind === 'textarea' ? [''] : []));
  const chosen = field.kind === 'radios' || field.kind === 'checkboxes' || field.kind === 'tick';
  if (chosen) return [empty, ...own, said('something that is not on the list', 'nonsense')];
  if (field.kind === 'date') return own;
  const kind = field.kind === 'text' ? field.type : undefined;
  const special = kind === 'tel' ? PHONES : kind === 'email' ? EMAILS : [];
  const long = kind || own.length > 0 ? [] : [said('4,000 letters', 'x'.repeat(4000))];
  return [empty, ...own, ...special, ...long];
}

const cell = (text: string) => text.replaceAll('|', '\\|');
interface Row {
  field: string;
  put: string;
  message: string;
}
const tableOf = (rows: Row[]) =>
  ['| Field | What is put in | What the person sees |', '|---|---|---|']
    .concat(rows.map((r) => `| ${cell(r.field)} | ${cell(r.put)} | ${cell(r.message)} |`))
    .join('\n');

/** The rows of one page of the form, each from posting the page with one field spoiled. */
function rowsOf(step: Step, asker: string): Row[] {
  const c = journey.caseOf({ ...GOOD, asker: [asker] });
  return step.fields
    .filter((f) => f.when?.(c) ?? true)
    .flatMap((field) =>
      badFor(field).flatMap((bad) => {
        const answers: Answers = { ...GOOD, asker: [asker], ...bad.with, [field.name]: bad.values };
        const posted = new Map(step.fields.map((f) => [f.name, answers[f.name] ?? []]));
        const next = journey.next({ ...newState(undefined, 0), step: step.id, answers }, posted, 'next');
        const errors = next.page === 'step' ? next.errors : [];
        const message = errors.find((e) => e.name === field.name)?.message;
        return message ? [{ field: say(field.label, c), put: bad.put, message }] : [];
      }),
    );
}

function rowsOfTell(fields: readonly Field[]): Row[] {
  return fields.flatMap((field) =>
    badFor(field).flatMap((bad) => {
      const c: Case = {
        answers: { [field.name]: bad.values },
        forOther: false,
        found: undefined,
        team: undefined,
      };
      const read = readField(field, c);
      return 'message' in read ? [{ field: say(field.label, c), put: bad.put, message: read.message }] : [];
    }),
  );
}

const same = (a: Row, b: Row) => a.field === b.field && a.put === b.put;

function sections(): { title: string; rows: Row[] }[] {
  const self = journey.caseOf(GOOD);
  const all = (asker: string) => journey.stepsFor(journey.caseOf({ ...GOOD, asker: [asker] }));
  const pages = all('professional').map((step) => {
    const rows = step.id === 'you' ? rowsOf(step, 'professional') : rowsOf(step, 'self');
    const relative = step.id === 'you' ? rowsOf(step, 'friend-or-family') : [];
    const title =
      step.id === 'you' ? 'About you, when you fill it in for someone else' : say(step.title, self);
    return { title, rows: [...rows, ...relative.filter((r) => !rows.some((x) => same(x, r)))] };
  });
  return [
    ...pages.filter((p) => p.rows.length > 0),
    { title: 'Tell us what is wrong with a listing', rows: rowsOfTell(reportFields) },
    { title: 'Tell us about a group', rows: rowsOfTell(suggestionFields(topics)) },
  ];
}

describe('what a person is told of a mistake', () => {
  const found = sections();
  const messages = found.flatMap((s) => s.rows.map((r) => r.message));

  it('is in the table of the guide, word for word', async () => {
    const whole = Object.values(TROUBLE).map((t) => `**${t.heading}.** ${t.message}`);
    const text = `# What each form says of a mistake

Written by \`npx vitest run tests/contract/referral-messages.test.ts -u\`, which puts bad input into every field, and held by the same test. A page shows all its mistakes at once: in a list at its head, each a link to its field, and beside each field. Nothing that was typed is lost. "Something that is not on the list" can only come from a page that is not ours.

${found.map((s) => `## ${s.title}\n\n${tableOf(s.rows)}`).join('\n\n')}

## The whole form

What is said where nothing is wrong with the answers, and the form still could not be taken, with a number to ring after it:

${whole.map((m) => `- ${m}`).join('\n')}
`;
    await expect(text).toMatchFileSnapshot(TABLE);
  });

  it('is in our own words, short, and says what to do', () => {
    expect(messages.length).toBeGreaterThan(60);
    for (const m of messages) {
      expect(m, 'the words of a library').not.toMatch(/invalid|expected|received|string|array|option/i);
      expect(m.length, m).toBeLessThanOrEqual(125);
      expect(m, 'what to do').toMatch(
        /\b(write|choose|use|check|tick|say|ask|looks? like|has 10|starts with|will do)\b/i,
      );
    }
  });

  it('names its field: no two fields of a page say the same', () => {
    for (const { title, rows } of found)
      for (const a of rows)
        for (const b of rows) if (a.message === b.message) expect([title, a.field]).toEqual([title, b.field]);
  });
});
