import type { TopicId } from '#schemas/topic.ts';
import type { Learned } from '#search/analyse/learned.ts';
import type { Lexicon, Match } from '#search/analyse/lexicon.ts';
import type { Token } from '#search/analyse/normalise.ts';
import { LIGHT, NEGATORS, WEAK } from '#search/analyse/words.ts';
import type { ReadNeed } from '#search/contract.ts';

/** More needs than this in one line are noise. */
const MAX_NEEDS = 5;
/** A need this far below the best one is noise. */
const SHARE_OF_BEST = 0.4;
const HINT = 0.45;

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

/** A match is turned round if a negator outside it reaches it. */
function isTurned(m: Match, tokens: readonly Token[], turned: readonly boolean[]): boolean {
  return m.at.some((i) => turned[i]) && !m.at.some((i) => NEGATORS.has(tokens[i]?.word ?? ''));
}

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

function fromLexicon(tokens: readonly Token[], turned: readonly boolean[], lexicon: Lexicon) {
  const all = lexicon.match(tokens);
  const barred = all.filter((m) => m.kind === 'unless');
  const open = all.filter(
    (m) =>
      m.kind !== 'unless' &&
      !barred.some((b) => b.topic === m.topic && b.size >= m.size && m.at.some((p) => b.at.includes(p))),
  );
  const matches = longest(open);
  const kept = matches.filter((m) => !isTurned(m, tokens, turned));
  const evidence = (m: Match): Evidence => ({ topic: m.topic, weight: worth(m), ...spanOf(m) });
  return {
    phrases: kept.filter((m) => m.kind === 'phrase').map(evidence),
    hints: kept.filter((m) => m.kind === 'hint').map(evidence),
    barred,
  };
}

/** Two pieces of evidence for one need strengthen each other, and never pass 1. */
const join = (a: number, b: number) => 1 - (1 - a) * (1 - b * 0.5);

/**
 * The needs in the words, best first. The lexicon speaks first; hints count where something else agrees; what was
 * learned from the lexicon and the listings speaks for the words nobody listed.
 */
export function readNeeds(
  text: string,
  tokens: readonly Token[],
  turned: readonly boolean[],
  lexicon: Lexicon,
  learned: Learned,
): ReadNeed[] {
  const { phrases, hints, barred } = fromLexicon(tokens, turned, lexicon);
  const shut = new Set(barred.flatMap((b) => b.at.map((p) => `${b.topic} ${p}`)));
  const telling = tokens.map((t, i) => !turned[i] && (t.caps || (!LIGHT.has(t.word) && !WEAK.has(t.word))));
  const guesses = learned.guess(tokens, telling, (topic, i) => shut.has(`${topic} ${i}`));
  const found = new Map<TopicId, Evidence>();
  const add = (e: Evidence) => {
    const had = found.get(e.topic);
    if (!had) found.set(e.topic, e);
    else if (e.weight > had.weight) found.set(e.topic, { ...e, weight: join(e.weight, had.weight) });
    else found.set(e.topic, { ...had, weight: join(had.weight, e.weight) });
  };
  for (const e of phrases) add(e);
  const sure = phrases.length > 0;
  for (const h of hints) {
    const agreed =
      found.has(h.topic) ||
      hints.some((o) => o !== h && o.topic === h.topic && o.from !== h.from) ||
      guesses.some((g) => g.topic === h.topic && g.lean > learned.agrees);
    if (agreed) add({ ...h, weight: h.weight * (sure ? HINT : HINT + 0.2) });
  }
  for (const g of guesses)
    if (g.lean >= (sure ? learned.extra : learned.alone)) add({ ...g, weight: sure ? 0.35 : 0.6 });
  const best = Math.max(0, ...[...found.values()].map((e) => e.weight));
  return [...found.values()]
    .filter((e) => e.weight >= best * SHARE_OF_BEST)
    .sort((a, b) => b.weight - a.weight || a.from - b.from || (a.topic < b.topic ? -1 : 1))
    .slice(0, MAX_NEEDS)
    .map((e) => ({
      topic: e.topic,
      weight: Math.round(e.weight * 100) / 100,
      said: text.slice(tokens[e.from]?.from ?? 0, tokens[e.to]?.to ?? 0),
    }));
}
