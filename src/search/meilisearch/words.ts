import { SLIP_MIN } from '#search/analyse/slip.ts';
import { stem } from '#search/analyse/stem.ts';
import { idf, PREFIX_MIN } from '#search/embedded/terms.ts';
import type { Query, Server } from '#search/meilisearch/pool.ts';

/** A word as it is asked of the server, in a form that matches what the embedded engine would. */
export interface AskedWord {
  word: string;
  stem: string;
  /** How it is written in a query; undefined where the server has nothing like it. */
  form: string | undefined;
  /** How many listings have it. */
  listings: number;
  /** `whole`: as it stands; `open`: still being typed, so a beginning counts; `slip`: one letter off. */
  how: 'whole' | 'open' | 'slip';
}

/** A word in quotes is matched whole: no slip, no beginning. One in the open is forgiven a slip. */
const whole = (text: string) => `"${text}"`;

/** The most words whose counts are remembered: a few megabytes. */
const REMEMBERED = 50_000;

/**
 * Finds out how to ask for each word: as it stands where the listings have it, as a slip of another where they do
 * not. An ordinary word is never taken for a slip. Counts are remembered for one version of the index.
 */
export class WordBook {
  readonly #isReal: (word: string) => boolean;
  readonly #listings = new Map<string, number>();

  constructor(isReal: (word: string) => boolean) {
    this.#isReal = isReal;
  }

  /** Asks for two lists at once: the words typed, of which the last may be unfinished, and the terms of the needs. */
  async ask(
    [words, terms]: readonly [words: readonly string[], terms: readonly string[]],
    typing: boolean,
    server: Server,
  ): Promise<[AskedWord[], AskedWord[]]> {
    const planned = words.map((w, i) => ({
      word: w,
      forms: this.#plan(w, typing && i === words.length - 1),
    }));
    const added = terms.map((w) => ({ word: w, forms: this.#plan(w, false) }));
    const forms = [...planned, ...added].flatMap((p) => p.forms.map((f) => f.form));
    await this.#learn(
      [...new Set(forms)].filter((f) => !this.#listings.has(f)),
      server,
    );
    const choose = ({ word, forms }: (typeof planned)[number]): AskedWord => {
      for (const { form, how } of forms) {
        const listings = this.#listings.get(form) ?? 0;
        if (listings > 0) return { word, stem: stem(word), form, listings, how };
      }
      return { word, stem: stem(word), form: undefined, listings: 0, how: 'whole' };
    };
    const answer: [AskedWord[], AskedWord[]] = [planned.map(choose), added.map(choose)];
    while (this.#listings.size > REMEMBERED) this.#listings.delete(this.#listings.keys().next().value ?? '');
    return answer;
  }

  /** Finds out how many listings each form has. */
  async #learn(forms: readonly string[], server: Server): Promise<void> {
    if (forms.length === 0) return;
    const replies = await server.many(
      forms.map((q): Query => ({ q, limit: 0, matchingStrategy: 'all', attributesToRetrieve: ['id'] })),
    );
    forms.forEach((form, i) => {
      this.#listings.set(form, replies[i]?.total ?? 0);
    });
  }

  /** The forms of a word, best first. */
  #plan(word: string, open: boolean): { form: string; how: AskedWord['how'] }[] {
    const s = stem(word);
    const forms: { form: string; how: AskedWord['how'] }[] = [];
    // Too short for the server to forgive a slip in it, so that in the open only its beginning counts.
    if (open && s === word && s.length < SLIP_MIN && s.length >= PREFIX_MIN)
      forms.push({ form: s, how: 'open' });
    for (const text of new Set([s, word])) forms.push({ form: whole(text), how: 'whole' });
    if (open && word.length >= PREFIX_MIN) forms.push({ form: word, how: 'open' });
    // The blank after it says that the word is finished.
    if (!this.#isReal(word)) forms.push({ form: `${s} `, how: 'slip' });
    return forms;
  }
}

/** What each word weighs, of all of them: rare words say more. */
export function weightsOf(asked: readonly AskedWord[], count: number): number[] {
  const weights = asked.map((a) => idf(count, a.listings));
  const all = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => (all === 0 ? 0 : w / all));
}
