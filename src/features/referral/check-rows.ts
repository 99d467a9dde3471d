import { longDate } from '#lib/dates.ts';
import { all, type Case, one, say } from './answers.ts';
import { asked, type Field } from './fields/field.ts';
import type { Step, StepId } from './steps.ts';

/** An answer to check, with the page it can be changed on. */
export interface CheckRow {
  question: string;
  answer: string;
  step: StepId;
}

export interface CheckGroup {
  title: string;
  step: StepId;
  rows: CheckRow[];
}

const NOTHING = 'Nothing written';

function answerOf(field: Field, c: Case): string {
  const values = all(c.answers, field.name);
  if (field.kind === 'tick') return values[0] === 'yes' ? 'Yes' : 'No';
  if (field.kind === 'date') {
    const [d = '', m = '', y = ''] = values;
    if (!d) return NOTHING;
    return longDate(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
  }
  if (field.kind === 'radios' || field.kind === 'checkboxes') {
    const chosen = field.options(c).filter((o) => values.includes(o.value));
    return chosen.map((o) => say(o.label, c)).join('\n') || 'Nothing chosen';
  }
  return one(c.answers, field.name) || NOTHING;
}

/** Every answer, page by page, in the words of the form. */
export function checkGroups(steps: readonly Step[], c: Case): CheckGroup[] {
  return steps
    .filter((s) => s.id !== 'check')
    .map((s) => ({
      title: say(s.title, c),
      step: s.id,
      rows: s.fields
        .filter((f) => asked(f, c))
        // What was left out on purpose is not listed; "Change" beside the group still leads to it.
        .filter((f) => !f.optional || f.kind === 'tick' || all(c.answers, f.name).some((v) => v.trim()))
        .map((f) => ({ question: say(f.label, c), answer: answerOf(f, c), step: s.id })),
    }))
    .filter((g) => g.rows.length > 0);
}
