import { type Case, say } from './answers.ts';
import { asked, type Field, idOf } from './fields/field.ts';
import type { Step } from './steps.ts';

/** Something to mend: which field, where its link leads, and the words. */
export interface FieldError {
  name: string;
  id: string;
  message: string;
}

/** What a field was given, in the shape its schema takes. */
function given(field: Field, c: Case): unknown {
  const values = c.answers[field.name] ?? [];
  if (field.kind === 'checkboxes' || field.kind === 'date') return [...values];
  return values[0] ?? '';
}

/** A field's value, or what is wrong with it. */
export function readField(field: Field, c: Case): { value: unknown } | { message: string } {
  const message = field.check?.(c);
  if (message) return { message };
  const result = field.schema.safeParse(given(field, c));
  if (!result.success)
    return { message: result.error.issues[0]?.message ?? `Check what you put for: ${say(field.label, c)}` };
  // A choice that is not on the page was not made on the page.
  if (field.kind === 'radios' && !field.options(c).some((o) => o.value === result.data))
    return { message: `Choose one of the answers to: ${say(field.label, c)}` };
  return { value: result.data };
}

/** Everything to mend on a page, in the order of its fields. */
export function errorsOf(step: Step, c: Case): FieldError[] {
  return step.fields
    .filter((f) => asked(f, c))
    .flatMap((field) => {
      const read = readField(field, c);
      return 'message' in read ? [{ name: field.name, id: idOf(field.name), message: read.message }] : [];
    });
}
