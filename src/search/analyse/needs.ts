import type { TopicId } from '#schemas/topic.ts';
import { needFeatures } from '#search/analyse/features.ts';
import type { Learned } from '#search/analyse/learned.ts';
import type { Lexicon, Match } from '#search/analyse/lexicon.ts';
import { negated } from '#search/analyse/negation.ts';
import type { Token } from '#search/analyse/normalise.ts';
import { NEGATORS } from '#search/analyse/words.ts';
import type { ReadNeed } from '#search/contract.ts';

/** More needs than this in one line are noise. */
const MAX_NEEDS = 5;
/** A need this far below the best one is noise. */
const SHARE_OF_BEST = 0.4;
const HINT = 0.45;

/** How the two witnesses are weighed. Chosen by scripts/authoring/cross-validate.ts. */
export interface Thresholds {
  /** How sure the learned guess must be to stand alone, and to stand beside needs that the lexicon saw. */
  alone: number;
  extra: number;
  /** How much it must lean to a hint's need for the hint to count. */
  agrees: number;
  /** Its share of a need's weight, the lexicon having the rest. */
  mix: number;
  /** A listed need with less weight than this is not believed. */
  doubt: number;
}

export const USUAL: Thresholds = { alone: 0.2, extra: 0.15, agrees: 0.2, mix: 0.5, doubt: 0.3 };

interface Evidence {
  topic: TopicId;
  weight: number;
  /** First and last token that showed it. */
  from: number;
  to: number;
}

/** What each match is worth: one telling word 0.8, two or more 1, less for slips and for words stepped over. */
const worth = (m: Match) => (m.size >= 2 ? 1 : 0.8) * 0.9 ** m.slips * 0.85 ** m.gaps;

const spanOf = (m: Match) => ({ from: Math.min(...m.at), to: Math.max(...m.at) });

/** Keeps the longest: a match whose every word lies in a longer one is part of that, whichever need it names. */
function longest(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => b.size - a.size || a.gaps - b.gaps || a.slips - b.slips);
  return sorted.filter((m, i) => {
    const inside = (big: Match) =>
      (big.size > m.size || (big.slips === 0 && m.slips > 0 && big.size === m.size)) &&
      m.at.every((p) => big.at.includes(p));
    return !sorted.slice(0, i).some(inside);
  });
}

/** What the lexicon sees. `turned` are the words that a "not" outside every phrase turns round. */
interface Listed {
  phrases: Evidence[];
  hints: Evidence[];
  barred: Match[];
  turned: boolean[];
}

const holds = (big: Match, small: Match) =>
  big.size > small.size && small.at.every((p) => big.at.includes(p));

function fromLexicon(tokens: readonly Token[], lexicon: Lexicon): Listed {
  const all = lexicon.match(tokens);
  const barred = all.filter(
    (m) => m.kind === 'unless' && !all.some((o) => o.kind === 'phrase' && o.topic === m.topic && holds(o, m)),
  );
  const open = all.filter(
    (m) =>
      m.kind !== 'unless' &&
      !barred.some((b) => b.topic === m.topic && b.size >= m.size && m.at.some((p) => b.at.includes(p))),
  );
  const matches = longest(open);
  const negators = (m: Match) => m.at.filter((i) => NEGATORS.has(tokens[i]?.word ?? ''));
  const turned = negated(tokens, new Set(matches.filter((m) => m.kind === 'phrase').flatMap(negators)));
  const kept = matches.filter((m) => negators(m).length > 0 || !m.at.some((i) => turned[i]));
  const evidence = (m: Match): Evidence => ({ topic: m.topic, weight: worth(m), ...spanOf(m) });
  return {
    phrases: kept.filter((m) => m.kind === 'phrase').map(evidence),
    hints: kept.filter((m) => m.kind === 'hint').map(evidence),
    barred,
    turned,
  };
}

/** The strongest phrase for each need; a second one adds a little. */
function gather(all: readonly Evidence[]): Map<TopicId, Evidence> {
  const found = new Map<TopicId, Evidence>();
  for (const e of all) {
    const had = found.get(e.topic);
    const best = had && had.weight >= e.weight ? had : e;
    const other = had ? Math.min(had.weight, e.weight) : 0;
    found.set(e.topic, { ...best, weight: 1 - (1 - best.weight) * (1 - other * 0.5) });
  }
  return found;
}

/**
 * The needs in the words, best first. Two witnesses are heard: the lexicon, which knows phrases, and what was
 * learned, which knows how words go together. A need that only one of them sees must be seen clearly. `turned` says
 * which words a "not" turns round.
 */
export function readNeeds(
  text: string,
  tokens: readonly Token[],
  lexicon: Lexicon,
  learned: Learned<TopicId>,
  thresholds: Thresholds = USUAL,
): { needs: ReadNeed[]; turned: boolean[] } {
  const { phrases, hints, barred, turned } = fromLexicon(tokens, lexicon);
  const shut = new Set(barred.flatMap((b) => b.at.map((p) => `${b.topic} ${p}`)));
  const upright = needFeatures(tokens).filter((f) => !turned[f.at]);
  const guesses = learned.guess(upright, (topic, i) => shut.has(`${topic} ${i}`));
  const lean = new Map(guesses.map((g) => [g.label, g.lean]));
  const { alone, extra, agrees, mix, doubt } = thresholds;
  const listed = gather([
    ...phrases,
    ...hints
      .filter((h) => (lean.get(h.topic) ?? 0) > agrees || phrases.some((p) => p.topic === h.topic))
      .map((h) => ({ ...h, weight: h.weight * HINT })),
  ]);
  const found = [...listed.values()]
    .map((e) => ({ ...e, weight: (1 - mix) * e.weight + mix * (lean.get(e.topic) ?? 0) }))
    .filter((e) => e.weight >= doubt);
  for (const { label, lean: sure, from, to } of guesses)
    if (!found.some((e) => e.topic === label) && sure >= (found.length > 0 ? extra : alone))
      found.push({ topic: label, weight: sure * mix, from, to });
  const best = Math.max(0, ...found.map((e) => e.weight));
  const needs = found
    .filter((e) => e.weight >= best * SHARE_OF_BEST)
    .sort((a, b) => b.weight - a.weight || a.from - b.from || (a.topic < b.topic ? -1 : 1))
    .slice(0, MAX_NEEDS)
    .map((e) => ({
      topic: e.topic,
      weight: Math.round((e.weight / Math.max(best, 0.5)) * 100) / 100,
      said: text.slice(tokens[e.from]?.from ?? 0, tokens[e.to]?.to ?? 0),
    }));
  return { needs, turned };
}
