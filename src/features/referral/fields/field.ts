import type { z } from 'zod';
import type { Case, Wording } from '../answers.ts';

export interface Option {
  value: string;
  label: Wording;
  hint?: Wording;
}

interface Base {
  /** The path in the referral it becomes: "person.name". */
  name: string;
  label: Wording;
  hint?: Wording;
  /** Takes what was typed and gives the value, or the message to show. */
  schema: z.ZodType;
  /** Whether it is asked at all. */
  when?(c: Case): boolean;
  /** A message that depends on other answers; undefined where all is well. */
  check?(c: Case): string | undefined;
  optional?: boolean;
}

/** A field owns its label, hint, schema and every error it can give. */
export type Field = Base &
  (
    | {
        kind: 'text';
        type?: 'text' | 'tel' | 'email';
        /** Given only where someone fills it in about themselves: a browser must not offer a carer's own number. */
        autocomplete?: string;
        width?: 'short' | 'middle';
        suggestions?: boolean;
      }
    | { kind: 'textarea'; rows: number; autocomplete?: string }
    | { kind: 'radios'; options(c: Case): Option[] }
    | { kind: 'checkboxes'; options(c: Case): Option[] }
    | { kind: 'date' }
    /** One box to tick: its label is the whole sentence that is agreed to. */
    | { kind: 'tick' }
  );

export const asked = (field: Field, c: Case) => field.when?.(c) ?? true;
/** The id of a field's first control, where an error link leads. */
export const idOf = (name: string) => name.replaceAll('.', '-');
