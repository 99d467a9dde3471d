import type { Team } from '#schemas/team.ts';
import type { FoundTeams } from './find-team.ts';

/** What has been typed so far, by field, as the browser sent it: kept even where it is wrong, so nothing is lost. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export const one = (answers: Answers, name: string): string => answers[name]?.[0]?.trim() ?? '';
export const all = (answers: Answers, name: string): readonly string[] => answers[name] ?? [];

/** A form on its way: its answers, whom they are about, and the team they lead to. */
export interface Case {
  answers: Answers;
  /** True where someone fills it in for another. */
  forOther: boolean;
  /** What their surgery, town or postcode led to. */
  found: FoundTeams | undefined;
  /** Undefined until the team is known. */
  team: Team | undefined;
}

/** Words in two forms: to the person, and about the person. */
export type Wording = string | { self: string; other: string };
export const say = (w: Wording, { forOther }: Pick<Case, 'forOther'>): string =>
  typeof w === 'string' ? w : forOther ? w.other : w.self;
