import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Topic } from '#schemas/topic.ts';
import { type Answers, type Case, one, say } from './answers.ts';
import { type Door, doorFor } from './doors.ts';
import { findTeams, type TeamData } from './find-team.ts';
import { isStep, type Step, type StepId, stepsOf } from './steps.ts';
import { errorsOf, type FieldError } from './validate.ts';

/** What travels from page to page, sealed. Read back with care all the same: it is parsed like any input. */
const formState = z.strictObject({
  /** Random; makes a double press one referral. */
  id: z.string().length(22),
  /** When the first page was made, milliseconds. */
  at: z.number(),
  step: z.string().max(10),
  /** True once the answers have been checked: a change then leads back to the check. */
  checked: z.boolean(),
  /** Code of the listing it was opened from. */
  about: z.string().max(12).optional(),
  answers: z.record(z.string(), z.array(z.string())),
});
export type FormState = z.infer<typeof formState>;

/** The purpose under which the state is sealed. */
export const PURPOSE = 'refer';

export const newState = (about: string | undefined, now: number): FormState => ({
  id: randomBytes(16).toString('base64url'),
  at: now,
  step: 'who',
  checked: false,
  about,
  answers: {},
});

/** State as it came back in the field; undefined where it is not one of ours. */
export const readState = (value: unknown): FormState | undefined => formState.safeParse(value).data;

export interface JourneyContent extends TeamData {
  topics: readonly Pick<Topic, 'id' | 'label'>[];
}

/** The next page to show. */
export type Next =
  | { page: 'step'; step: Step; errors: FieldError[]; state: FormState; case: Case }
  | { page: 'door'; door: Door; state: FormState; case: Case }
  | { page: 'check'; state: FormState; case: Case; steps: Step[] }
  | { page: 'send'; state: FormState; case: Case; steps: Step[] };

type Posted = ReadonlyMap<string, readonly string[]>;

/** Each value as it was typed, cut where no honest answer reaches. */
const VALUE_MAX = 4000;
const VALUES_MAX = 40;
const cut = (values: readonly string[]) => values.slice(0, VALUES_MAX).map((v) => v.slice(0, VALUE_MAX));

/** The form as a machine: it takes what was posted and says what comes next. It keeps nothing itself. */
export class Journey {
  readonly #content: JourneyContent;
  readonly #steps: Step[];

  constructor(content: JourneyContent) {
    this.#content = content;
    const nameOf = (id: string) => content.areas.find((a) => a.id === id)?.name;
    this.#steps = stepsOf({
      topics: content.topics,
      teamsFor: (where) => {
        const found = findTeams(content, where).teams;
        return (found.length > 0 ? found : content.teams).map((t) => ({
          id: t.id,
          name: t.name,
          area: t.areas.map(nameOf).filter(Boolean).join(', '),
        }));
      },
    });
  }

  /** The answers with the team they lead to. */
  caseOf(answers: Answers): Case {
    const where = one(answers, 'where');
    const found = where ? findTeams(this.#content, where) : undefined;
    const only = found?.teams.length === 1 ? found.teams[0] : undefined;
    const chosen = this.#content.teams.find((t) => t.id === one(answers, 'team'));
    const asker = one(answers, 'asker');
    return { answers, found, team: only ?? chosen, forOther: asker !== '' && asker !== 'self' };
  }

  /** The pages this person is asked, in order. */
  stepsFor(c: Case): Step[] {
    return this.#steps.filter((s) => s.when?.(c) ?? true);
  }

  /** "Step 4 of 11": from 1. */
  progress(c: Case, id: string): { at: number; of: number } {
    const steps = this.stepsFor(c);
    return { at: Math.max(1, steps.findIndex((s) => s.id === id) + 1), of: steps.length };
  }

  /** The first page. */
  start(state: FormState): Next {
    return this.#show(state, 'who');
  }

  /** Takes a posted page and says what comes next. `go` is which button was pressed. */
  next(before: FormState, posted: Posted, go: string): Next {
    const state = this.#keep(before, posted);
    const c = this.caseOf(state.answers);
    if (go === 'back') return this.#show(state, this.#stepBefore(c, state.step));
    const change = /^change:([a-z]+)$/.exec(go)?.[1];
    if (go === 'drop') return this.#show({ ...state, about: undefined }, 'check');
    if (change && isStep(change)) return this.#show({ ...state, checked: true }, change);
    const step = this.#steps.find((s) => s.id === state.step);
    const errors = step ? errorsOf(step, c) : [];
    if (step && errors.length > 0) return { page: 'step', step, errors, state, case: c };
    const door = doorFor(c);
    if (door) return { page: 'door', door, state, case: c };
    if (state.step === 'check') return this.#send(state, c);
    if (state.checked) return this.#unfinished(state, c) ?? this.#show(state, 'check');
    return this.#show(state, this.#stepAfter(c, state.step));
  }

  /** The page again, with what could not be taken beside the fields it came from. */
  again(state: FormState, step: StepId): Next {
    return this.#show(state, step);
  }

  /**
   * What a page brought whose state can no longer be opened: a new form that holds it, and the words in it as
   * questions and answers, so that nothing someone has just typed is lost.
   */
  salvage(posted: Posted, now: number): { state: FormState; typed: { question: string; answer: string }[] } {
    const fields = this.#steps.flatMap((s) => s.fields);
    const answers: Record<string, string[]> = {};
    for (const { name } of fields) {
      const values = posted.get(name);
      if (values) answers[name] = cut(values);
    }
    const c = this.caseOf(answers);
    const typed = fields.flatMap((f) => {
      const answer = one(answers, f.name);
      return (f.kind === 'text' || f.kind === 'textarea') && answer
        ? [{ question: say(f.label, c), answer }]
        : [];
    });
    return { state: { ...newState(undefined, now), answers }, typed };
  }

  #send(state: FormState, c: Case): Next {
    return this.#unfinished(state, c) ?? { page: 'send', state, case: c, steps: this.stepsFor(c) };
  }

  /** The first page with something to mend, if any: an answer can make another question needed. */
  #unfinished(state: FormState, c: Case): Next | undefined {
    for (const step of this.stepsFor(c)) {
      const errors = errorsOf(step, c);
      if (errors.length > 0)
        return { page: 'step', step, errors, state: { ...state, step: step.id, checked: true }, case: c };
    }
    return undefined;
  }

  /** Puts what the page sent over what was there. A page's boxes that are all unticked send nothing, and count. */
  #keep(state: FormState, posted: Posted): FormState {
    const step = this.#steps.find((s) => s.id === state.step);
    const answers = { ...state.answers };
    const c = this.caseOf(answers);
    for (const field of step?.fields ?? []) {
      if (field.when && !field.when(c)) continue;
      const values = posted.get(field.name);
      if (values) answers[field.name] = cut(values);
      else if (field.kind === 'checkboxes' || field.kind === 'tick' || field.kind === 'radios')
        delete answers[field.name];
    }
    return { ...state, answers };
  }

  #stepBefore(c: Case, id: string): string {
    const steps = this.stepsFor(c);
    const i = steps.findIndex((s) => s.id === id);
    return steps[Math.max(0, i - 1)]?.id ?? 'who';
  }

  #stepAfter(c: Case, id: string): string {
    const steps = this.stepsFor(c);
    return steps[steps.findIndex((s) => s.id === id) + 1]?.id ?? 'check';
  }

  #show(state: FormState, id: string): Next {
    const c = this.caseOf(state.answers);
    const step = this.stepsFor(c).find((s) => s.id === id) ?? this.#steps[0];
    if (!step) throw new Error('The form has no pages');
    const next = { ...state, step: step.id };
    if (step.id === 'check')
      return { page: 'check', state: { ...next, checked: true }, case: c, steps: this.stepsFor(c) };
    return { page: 'step', step, errors: [], state: next, case: c };
  }
}
