import type { Team } from '#schemas/team.ts';
import { type Case, one } from './answers.ts';

type Reason = Team['otherDoors'][number]['when'];

/** Where someone goes who does not fit: always somewhere. */
export interface Door {
  title: string;
  says: string;
  href: string;
  label: string;
  /** The team's number, to ask a person about it. */
  team: Pick<Team, 'name' | 'contact'> | undefined;
  urgent: boolean;
}

/** The site's own doors, where a team has written none for the situation. */
const FALLBACK: Record<Reason, { title: string; says: string; href: string; label: string }> = {
  'under-age': {
    title: 'Another team can help with that',
    says: 'This team works with adults. There is help for children and young people too.',
    href: '/needs/young-people/',
    label: 'Find help for young people',
  },
  'over-age': {
    title: 'Another team can help with that',
    says: 'This team works with younger people. There is help near you all the same.',
    href: '/find/',
    label: 'Find help near you',
  },
  'outside-area': {
    title: 'That is outside our area',
    says: 'Most GP surgeries have a link worker. Phone your own surgery and ask for the social prescribing link worker.',
    href: '/places/',
    label: 'See where we cover',
  },
  medical: {
    title: 'A doctor or nurse is the right person for that',
    says: 'Link workers do not give medical help. Phone the GP surgery, or NHS 111 if it cannot wait.',
    href: 'tel:111',
    label: 'Phone NHS 111',
  },
  urgent: {
    title: 'Please talk to someone now',
    says: 'A link worker takes some days to phone. For help today, these people can act now.',
    href: '/urgent-help/',
    label: 'Get urgent help',
  },
  other: {
    title: 'Please phone the team',
    says: 'This form is not the right way for you to reach this team. They will gladly talk to you.',
    href: '/find/',
    label: 'Find help near you',
  },
};

function door(team: Team | undefined, reason: Reason): Door {
  const own = team?.otherDoors.find((d) => d.when === reason);
  const fallback = FALLBACK[reason];
  return {
    title: fallback.title,
    says: own?.says ?? fallback.says,
    href: own?.href ?? fallback.href,
    label: own?.label ?? fallback.label,
    team,
    urgent: reason === 'urgent',
  };
}

/** The right door for someone who does not fit the team's criteria; undefined where they do. */
export function doorFor(c: Case): Door | undefined {
  const { team, answers } = c;
  if (c.found?.elsewhere || (one(answers, 'team') === 'elsewhere' && c.found?.teams.length !== 1))
    return door(team, 'outside-area');
  if (!team) return undefined;
  const need = one(answers, 'fits.need');
  if (need === 'urgent') return door(team, 'urgent');
  if (one(answers, 'fits.age') === 'no' && (team.criteria.minAge ?? team.criteria.maxAge) !== undefined)
    return door(team, team.criteria.minAge !== undefined ? 'under-age' : 'over-age');
  if (one(answers, 'fits.registered') === 'no' && team.criteria.registeredPractice)
    return door(team, 'outside-area');
  if (need === 'medical' && team.criteria.nonMedical) return door(team, 'medical');
  const asker = one(answers, 'asker');
  const takes =
    asker === 'professional'
      ? team.referrers.some((r) => r !== 'self' && r !== 'friend-or-family')
      : asker === '' || team.referrers.some((r) => r === asker);
  return takes ? undefined : door(team, 'other');
}
