import { crisisFeatures } from '#search/analyse/features.ts';
import type { Learned } from '#search/analyse/learned.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { SlipIndex } from '#search/analyse/slip.ts';
import { stem } from '#search/analyse/stem.ts';

/** The words of one crisis panel: as an editor writes them, or compiled to plain words. */
export interface CrisisWords {
  id: string;
  rank: number;
  phrases: readonly string[];
  unless: readonly string[];
}

/** Each phrase as plain words with one space between, the empty ones dropped. */
export function compileCrisis({ id, rank, phrases, unless }: CrisisWords): CrisisWords {
  const compile = (all: readonly string[]) =>
    [
      ...new Set(
        all.map((p) =>
          strip(readWords(p).tokens)
            .map((t) => t.raw)
            .join(' '),
        ),
      ),
    ].filter((p) => p !== '');
  return { id, rank, phrases: compile(phrases), unless: compile(unless) };
}

/** Words that change nothing here. They are dropped from the phrases and from what was typed alike. */
const EMPTY = new Set(
  `a an the to of i im ive am so just really actually honestly literally seriously genuinely truly basically please
   fucking fuckin fuckn fkn fking effing bloody flipping proper totally absolutely completely kinda like tae o
   constantly`
    .trim()
    .split(/\s+/),
);

/** After "sick of living" these say where or how, and then it is about a home, not a life. */
const WHERE = new Set(
  'in on with at next near above below alone together apart off out under hand between by from there together somewhere'.split(
    ' ',
  ),
);
/** … but not where these follow: "sick of living in pain". */
const STILL = new Set('pain fear hell agony misery world body life'.split(' '));
const LIVING = /^(living|livin|live)$/;
/** Slips are forgiven in shorter words than elsewhere, because missing one is worse. */
const CRISIS_SLIP_MIN = 4;
/** Fewer words than this are left to the phrases: "bad chest" is no sentence. */
const SENTENCE = 4;
/**
 * How sure it must be that there is danger of some kind; the likeliest kind is shown. By
 * scripts/authoring/cross-validate-crisis.ts this finds three in ten of what the phrases miss, for a panel more in every
 * eighty everyday searches. A panel too many is a line to step over; one too few may be the one that was needed.
 */
const DANGER = 0.6;

interface Compiled {
  crisis: CrisisWords;
  words: string[];
  unless: boolean;
}

interface Span {
  crisis: CrisisWords;
  from: number;
  to: number;
}

const strip = (tokens: readonly Token[]) => {
  const kept = tokens.filter((t) => !EMPTY.has(t.raw));
  return kept.length > 0 ? kept : [...tokens];
};

/**
 * Finds the words that mean someone may be in danger. Each phrase is matched as written and, where that cannot be
 * taken for one of the phrases that only look like it, in its other forms ("strangles me" for "strangled me").
 */
export class CrisisFinder {
  readonly #byFirst = new Map<string, Compiled[]>();
  readonly #vocabulary = new Set<string>();
  readonly #slips: SlipIndex;
  readonly #realWords: ReadonlySet<string>;
  readonly #learned: Learned<string>;

  /** `all` as made by compileCrisis. */
  constructor(all: readonly CrisisWords[], realWords: ReadonlySet<string>, learned: Learned<string>) {
    this.#realWords = realWords;
    this.#learned = learned;
    const add = (crisis: CrisisWords, words: string[], unless: boolean) => {
      const [first] = words;
      if (first === undefined) return;
      for (const w of words) this.#vocabulary.add(w);
      const list = this.#byFirst.get(first);
      if (list) list.push({ crisis, words, unless });
      else this.#byFirst.set(first, [{ crisis, words, unless }]);
    };
    for (const c of all) {
      for (const p of c.phrases) {
        const words = p.split(' ');
        add(c, words, false);
        if (words.length > 1)
          add(
            c,
            words.map((w) => `~${stem(w)}`),
            false,
          );
      }
      for (const p of c.unless) add(c, p.split(' '), true);
    }
    this.#slips = new SlipIndex(
      [...this.#vocabulary].filter((w) => !w.startsWith('~')),
      CRISIS_SLIP_MIN,
    );
  }

  /** Every word of every phrase, as typed. */
  get vocabulary(): Iterable<string> {
    return [...this.#vocabulary].filter((w) => !w.startsWith('~'));
  }

  /** Ids of the panels to show, most important first. */
  find(all: readonly Token[]): string[] {
    const tokens = strip(all);
    const options = tokens.map((t) => this.#options(t));
    const spans: Span[] = [];
    const excuses: Span[] = [];
    tokens.forEach((_, from) => {
      for (const key of options[from] ?? [])
        for (const c of this.#byFirst.get(key) ?? [])
          if (c.words.every((w, i) => options[from + i]?.has(w)))
            (c.unless ? excuses : spans).push({ crisis: c.crisis, from, to: from + c.words.length });
    });
    const real = spans.filter(
      (s) =>
        !excuses.some((e) => e.crisis === s.crisis && e.from <= s.from && e.to >= s.to) &&
        !aboutAHome(tokens, s),
    );
    const found = [...new Set(real.map((s) => s.crisis))];
    if (found.length === 0) return this.#unlisted(all, new Set(excuses.map((e) => e.crisis.id)));
    return found.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1)).map((c) => c.id);
  }

  /** Danger in words that no phrase lists: only in a sentence, and only where it is more likely than not. */
  #unlisted(tokens: readonly Token[], excused: ReadonlySet<string>): string[] {
    if (tokens.length < SENTENCE) return [];
    const guesses = this.#learned.guess(crisisFeatures(tokens)).filter((g) => !excused.has(g.label));
    const [likeliest] = guesses;
    const danger = guesses.reduce((sum, g) => sum + g.lean, 0);
    return likeliest && danger >= DANGER ? [likeliest.label] : [];
  }

  #options(t: Token): Set<string> {
    const found = new Set([t.raw, `~${t.stem}`]);
    if (!this.#vocabulary.has(t.raw) && !this.#realWords.has(t.raw))
      for (const w of this.#slips.near(t.raw)) if (w[0] === t.raw[0]) found.add(w);
    return found;
  }
}

function aboutAHome(tokens: readonly Token[], s: Span): boolean {
  const next = tokens[s.to];
  if (!LIVING.test(tokens[s.to - 1]?.raw ?? '') || !next || next.breaks || !WHERE.has(next.raw)) return false;
  return !tokens.slice(s.to + 1, s.to + 4).some((t) => STILL.has(t.raw));
}
