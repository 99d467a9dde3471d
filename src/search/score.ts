import type { TopicId } from '#schemas/topic.ts';
import type { ReadNeed } from '#search/contract.ts';

/**
 * The one scoring function, and the one rule of what is worth showing. Both engines gather the same evidence for a
 * listing, each in its own way, and ask here; so the same words give the same order whichever answers.
 */
export interface Evidence {
  /** How well the words match its text, 0 to 1: 1 is every word in its name. */
  text: number;
  /** How much of what the words say it has at all, 0 to 1, rare words counting for more. */
  share: number;
  /** How many of the words it has. */
  words: number;
  /** How well the terms that the needs added match its text, 0 to 1. */
  expanded: number;
  /** Its needs, main one first. */
  topics: readonly TopicId[];
  /** Metres from the place that was read or given; 0 where it reaches that place without a venue. */
  metres?: number;
  paused: boolean;
  overdue: boolean;
}

const WEIGHT = { need: 1, text: 0.6, expanded: 0.25 };
/** A listing that is mainly about a need comes before one that also helps with it. */
const GRADE = [1, 0.6, 0.5] as const;
const LAST_GRADE = 0.4;
const DEMOTE = { paused: 0.3, overdue: 0.8 };
/** Nearness halves every so many metres, down to a floor: the right help further off beats the wrong help near by. */
const NEAR_HALF_M = 3000;
const NEAR_FLOOR = 0.5;

/** How far a listing answers the needs: each need's weight by how central it is to the listing. */
export function liftOf(needs: readonly ReadNeed[], topics: readonly TopicId[]): number {
  let lift = 0;
  for (const n of needs) {
    const at = topics.indexOf(n.topic);
    if (at >= 0) lift += n.weight * (GRADE[at] ?? LAST_GRADE);
  }
  return lift;
}

/** The score by which listings are ordered; comparable within one answer. */
export function scoreOf(e: Evidence, needs: readonly ReadNeed[]): number {
  const lift = liftOf(needs, e.topics);
  const said = WEIGHT.need * lift + WEIGHT.text * e.text + WEIGHT.expanded * e.expanded;
  const near = e.metres === undefined ? 1 : NEAR_FLOOR + (1 - NEAR_FLOOR) * 0.5 ** (e.metres / NEAR_HALF_M);
  return said * near * (e.paused ? DEMOTE.paused : 1) * (e.overdue ? DEMOTE.overdue : 1);
}

const ENOUGH = { share: 0.45, words: 2, besideNeeds: 0.75 };

/**
 * Whether a listing is an answer at all, so that sorting by distance or date brings up no weak match: it helps with
 * a need that was read, or it has enough of the words. Where a need was read, words alone must match nearly whole.
 */
export function relevantEnough(e: Evidence, needs: readonly ReadNeed[]): boolean {
  if (needs.length > 0) return liftOf(needs, e.topics) > 0 || e.share >= ENOUGH.besideNeeds;
  return e.share >= ENOUGH.share || e.words >= ENOUGH.words;
}
