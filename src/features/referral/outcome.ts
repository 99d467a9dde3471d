import { londonDate } from '#lib/dates.ts';
import type { Team } from '#schemas/team.ts';
import { type Answers, type Case, one } from './answers.ts';
import {
  type FormState,
  Journey,
  type JourneyContent,
  type Next,
  newState,
  PURPOSE,
  readState,
} from './journey.ts';
import { payloadOf } from './payload.ts';
import { replyBy } from './reply-by.ts';
import type { Step } from './steps.ts';
import { TROUBLE, type Trouble, type Why } from './trouble.ts';

type Posted = ReadonlyMap<string, readonly string[]>;

/** What the form needs of the server, said here so that a feature imports nothing of it. */
export interface FormServer {
  state: {
    seal(purpose: string, value: unknown): string;
    open(purpose: string, sealed: string): { ok: true; value: unknown } | { ok: false; why: string };
  };
  crisesIn(text: string): string[];
  send(
    values: unknown,
    sending: { formId: string; startedAt: number; honeypot: boolean },
    address: string,
  ): Promise<{ ok: true; accepted: { reference: string; at: number } } | { ok: false; why: Why }>;
}

/** The listing a form was opened from. */
export interface Listing {
  id: string;
  name: string;
  /** True where the page must not say its name. */
  discreet: boolean;
}

export interface FormContent extends JourneyContent {
  /** The listing with this code. A code, not a name, because the form's address may be read by someone else. */
  listing(code: string): Listing | undefined;
  /** Bank holidays where a team works. */
  holidays(team: Team): ReadonlySet<string>;
}

/**
 * The page to show and its status. `crises` are panels to show first; `seen` is true where the page before showed
 * them in full, so that a reminder will do.
 */
export type Outcome = { status: number; crises: string[]; seen: boolean } & (
  | { page: 'step' | 'door' | 'check'; next: Next; sealed: string; trouble?: Trouble }
  | {
      page: 'done';
      reference: string;
      team: Team;
      case: Case;
      steps: Step[];
      by: string;
      sealedEquality: string;
    }
  | {
      page: 'lost';
      why: 'expired' | 'refused';
      message: string;
      /** A new form with what the last page brought, and its words. */
      sealed?: string;
      typed?: { question: string; answer: string }[];
    }
);

/** Everything someone wrote freely, for the reading of crisis words. */
const OWN_WORDS = ['needs.words', 'reach.timesNote', 'support.communicationNote', 'support.access'];
const ownWords = (answers: Answers) => OWN_WORDS.map((n) => one(answers, n)).join('\n');

/** The form from the outside: a request comes in, a page goes out. */
export class ReferForm {
  readonly #journey: Journey;
  readonly #content: FormContent;
  readonly #server: FormServer;

  constructor(content: FormContent, server: FormServer) {
    this.#journey = new Journey(content);
    this.#content = content;
    this.#server = server;
  }

  progress(next: Next): { at: number; of: number } {
    return this.#journey.progress(next.case, next.state.step);
  }

  /** A fresh form; `about` is the id of the listing it was opened from. */
  start(about: string | null): Outcome {
    const known = about && this.#content.listing(about) ? about : undefined;
    return this.#page(this.#journey.start(newState(known, Date.now())), 200);
  }

  /** Takes a posted page. */
  async take(posted: Posted, address: string): Promise<Outcome> {
    const opened = this.#server.state.open(PURPOSE, posted.get('state')?.[0] ?? '');
    const state = opened.ok ? readState(opened.value) : undefined;
    if (!state) return this.#expired(posted);
    const before = this.#crisesIn(state.answers);
    const go = posted.get('go')?.[0] ?? 'next';
    const next = this.#journey.next(state, posted, go === 'again' ? `change:${state.step}` : go);
    if (go === 'again' && next.page === 'step')
      return this.#page({ ...next, state: { ...next.state, checked: state.checked } }, 200, before);
    if (next.page === 'send') return this.#send(next, posted, address);
    return this.#page(next, next.page === 'step' && next.errors.length > 0 ? 422 : 200, before);
  }

  /** The listing a form was opened from, to be shown before it is sent. */
  listing({ state }: Next): Listing | undefined {
    return state.about === undefined ? undefined : this.#content.listing(state.about);
  }

  #crisesIn(answers: Answers): string[] {
    return this.#server.crisesIn(ownWords(answers));
  }

  #expired(posted: Posted): Outcome {
    const { state, typed } = this.#journey.salvage(posted, Date.now());
    return {
      page: 'lost',
      status: 409,
      crises: this.#crisesIn(state.answers),
      seen: false,
      why: 'expired',
      message:
        'This form was open for a long time. To keep what you wrote private, its earlier pages are closed now. Nothing was sent.',
      sealed: this.#server.state.seal(PURPOSE, state),
      typed,
    };
  }

  async #send(
    { state, case: c, steps }: { state: FormState; case: Case; steps: Step[] },
    posted: Posted,
    address: string,
  ): Promise<Outcome> {
    const crises = this.#crisesIn(c.answers);
    const listing = state.about === undefined ? undefined : this.#content.listing(state.about);
    const asset = listing && { id: listing.id, name: listing.name };
    const honeypot = (posted.get('website')?.[0] ?? '') !== '';
    const sent = await this.#server.send(
      payloadOf(steps, c, { urgent: crises, asset }),
      { formId: state.id, startedAt: state.at, honeypot },
      address,
    );
    if (!sent.ok || !c.team) {
      const trouble = TROUBLE[sent.ok ? 'invalid' : sent.why];
      return { ...this.#page(this.#journey.again(state, 'check'), trouble.status, crises), trouble };
    }
    const { reference, at } = sent.accepted;
    return {
      page: 'done',
      status: 200,
      crises,
      seen: false,
      reference,
      team: c.team,
      case: c,
      steps,
      by: replyBy(londonDate(new Date(at)), c.team.replyDays, this.#content.holidays(c.team)),
      sealedEquality: this.#server.state.seal('equality', { team: c.team.id }),
    };
  }

  #page(next: Next, status: number, before: readonly string[] = []) {
    const crises = this.#crisesIn(next.state.answers);
    const seen = crises.every((id) => before.includes(id));
    const page = next.page === 'send' ? 'check' : next.page;
    return { page, status, crises, seen, next, sealed: this.#server.state.seal(PURPOSE, next.state) };
  }
}
