import type { TopicId } from '#schemas/topic.ts';
import { CrisisFinder, type CrisisWords } from '#search/analyse/crisis.ts';
import { Gazetteer, type Spot, withoutPlace } from '#search/analyse/gazetteer.ts';
import { Learned, type LearnedTable } from '#search/analyse/learned.ts';
import { Lexicon } from '#search/analyse/lexicon.ts';
import type { Phrase } from '#search/analyse/lexicon-compile.ts';
import { readNeeds, type Thresholds, USUAL } from '#search/analyse/needs.ts';
import { readWords, type Token } from '#search/analyse/normalise.ts';
import { LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';
import type { Reading } from '#search/contract.ts';

/** All that is known of words: made from the content, carried to the browser as words-<hash>.json. */
export interface Knowledge {
  phrases: Phrase[];
  crisis: CrisisWords[];
  spots: Spot[];
  /** Ordinary words that are one slip from a word of the lexicon or of a crisis phrase. */
  realWords: string[];
  learned: LearnedTable<TopicId>;
  /** What was learned of danger, for what no phrase lists. */
  danger: LearnedTable<string>;
  /** The words that listings use for each need, most telling first. */
  expansions: Partial<Record<TopicId, string[]>>;
}

/** Reads a person's words: what they need, where, and whether they are in danger. */
export class Analyser {
  readonly #lexicon: Lexicon;
  readonly #crisis: CrisisFinder;
  readonly #gazetteer: Gazetteer;
  readonly #learned: Learned<TopicId>;
  readonly #thresholds: Thresholds;
  readonly #expansions: Knowledge['expansions'];
  readonly #real: ReadonlySet<string>;

  constructor(k: Knowledge, thresholds: Partial<Thresholds> = {}) {
    const real = new Set(k.realWords);
    this.#real = real;
    this.#thresholds = { ...USUAL, ...thresholds };
    this.#lexicon = new Lexicon(k.phrases, real);
    this.#crisis = new CrisisFinder(k.crisis, real, new Learned(k.danger));
    this.#learned = new Learned(k.learned);
    this.#gazetteer = new Gazetteer(
      k.spots,
      (w) => this.isReal(w) || this.#lexicon.knows(w) || this.#learned.knows(w),
    );
    this.#expansions = k.expansions;
  }

  /** Whether a word is an ordinary one, and so no slip of another. */
  isReal(word: string): boolean {
    return this.#real.has(word) || LIGHT.has(word) || WEAK.has(word);
  }

  /**
   * Reads at most MAX_QUERY characters. Total: any text gives a reading, in time linear in its length. `literal`
   * reads crisis only, and leaves every word to be matched as it stands.
   */
  read(q: string, literal = false): Reading {
    const { text, tokens } = readWords(q);
    const crisis = this.#crisis.find(tokens);
    if (literal) return { needs: [], crisis, words: tokens.map((t) => t.raw), expandedWith: [] };
    const found = this.#gazetteer.find(tokens);
    const rest = this.#lexicon.fit(found ? withoutPlace(tokens, found) : tokens);
    const { needs, turned } = readNeeds(text, rest, this.#lexicon, this.#learned, this.#thresholds);
    const words = content(rest, turned);
    const expandedWith = [...new Set(needs.flatMap((n) => this.#expansions[n.topic] ?? []))];
    const reading: Reading = { needs, crisis, words, expandedWith };
    if (found) {
      const { id, name, lat, lng, radiusM } = found.spot;
      reading.place = { id, name, said: said(text, tokens, found.from, found.to), radiusM, lat, lng };
    }
    return reading;
  }
}

const said = (text: string, tokens: readonly Token[], from: number, to: number) =>
  text.slice(tokens[from]?.from ?? 0, tokens[to - 1]?.to ?? 0);

/** The words to match as they stand: telling ones, or all if there are none. */
function content(tokens: readonly Token[], turned: readonly boolean[]): string[] {
  const kept = tokens.filter((t, i) => !turned[i] && !NEGATORS.has(t.word));
  const telling = kept.filter((t) => (!LIGHT.has(t.word) && !WEAK.has(t.word)) || t.caps);
  return [...new Set((telling.length > 0 ? telling : kept).map((t) => t.raw))];
}
