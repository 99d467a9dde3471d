import { longDate } from '#lib/dates.ts';
import { milesInWords, walkInWords } from '#lib/geo.ts';
import { pounds, sentence } from '#lib/text.ts';
import type { AccessFeature } from '#schemas/access.ts';
import type { Asset, Audience, Cost, Format, Joining } from '#schemas/asset.ts';
import type { AgeBand } from '#search/contract.ts';

/** The words of the directory: every value of a listing as a visitor reads it. One table each. */

export const ACCESS_WORDS: Record<AccessFeature, string> = {
  'step-free': 'Step-free way in',
  'accessible-toilet': 'Toilet for wheelchair users',
  'hearing-loop': 'Hearing loop',
  bsl: 'British Sign Language',
  parking: 'Parking',
  'public-transport': 'Bus or train nearby',
  'quiet-space': 'Quiet room',
  'assistance-dogs': 'Assistance dogs',
  'large-print': 'Large print',
  'carers-welcome': 'Carers can come too',
};

export const ANSWER_WORDS = { yes: 'Yes', partly: 'Partly', no: 'No', unknown: 'Not known' } as const;

export const FORMAT_WORDS: Record<Format, string> = {
  'in-person': 'In person',
  online: 'Online',
  phone: 'By phone',
  'home-visit': 'At your home',
};

export const AUDIENCE_WORDS: Record<Audience, string> = {
  women: 'Women',
  men: 'Men',
  carers: 'Carers',
  veterans: 'People who served in the forces',
  lgbt: 'LGBT+ people',
  'older-people': 'Older people',
  'young-people': 'Young people',
  parents: 'Parents',
  families: 'Families',
  'deaf-people': 'Deaf people',
  'disabled-people': 'Disabled people',
  'autistic-people': 'Autistic people',
  refugees: 'Refugees and people seeking asylum',
  'ethnic-minorities': 'People from ethnic minorities',
  faith: 'People of a faith',
  'prison-leavers': 'People leaving prison',
};

export const AGE_WORDS: Record<AgeBand, string> = {
  'under-11': 'Under 11',
  '11-17': '11 to 17',
  '18-25': '18 to 25',
  '26-64': '26 to 64',
  '65-plus': '65 and over',
};

const JOIN_WORDS: Record<Joining, string> = {
  'drop-in': 'Just turn up',
  book: 'Book first',
  'self-refer': 'Ask to join yourself',
  'referral-only': 'Someone needs to refer you',
  'waiting-list': 'There is a waiting list',
};

/** "£3 a week", "Free", "Pay what you can", "Not known". Unknown is never shown as free. */
export function costWords(cost: Cost): string {
  if (cost.type === 'free') return 'Free';
  if (cost.type === 'donation') return 'Pay what you can';
  if (cost.type === 'unknown') return 'Not known';
  return cost.per ? `${pounds(cost.amount)} ${cost.per}` : pounds(cost.amount);
}

/** How to join in a few words, and the one thing more that matters: the number, who refers, the wait. */
export function joinWords(asset: Pick<Asset, 'joining' | 'contact'>): { join: string; more?: string } {
  const { how, by, wait } = asset.joining;
  const { phone, text } = asset.contact;
  if (how === 'referral-only') return { join: JOIN_WORDS[how], more: by ? sentence(by) : undefined };
  if (how === 'waiting-list')
    return { join: JOIN_WORDS[how], more: wait ? `The wait is ${wait}` : undefined };
  if (how === 'drop-in') return { join: JOIN_WORDS[how] };
  if (phone) return { join: text === phone ? 'Phone or text first' : 'Phone first', more: phone };
  if (text) return { join: 'Text first', more: text };
  return { join: JOIN_WORDS[how] };
}

/** "18 and over", "11 to 25", "Up to 5"; undefined where no ages are given, which is not "all ages". */
export function ageWords(ages: Asset['ages']): string | undefined {
  if (ages?.min !== undefined && ages.max !== undefined) return `${ages.min} to ${ages.max}`;
  if (ages?.min !== undefined) return `${ages.min} and over`;
  if (ages?.max !== undefined) return `Up to ${ages.max}`;
  return undefined;
}

/** "0.4 miles away, about 10 minutes' walk". Miles are always in a straight line: the pages say so once. */
export function awayWords(metres: number): string {
  const walk = walkInWords(metres);
  return `${milesInWords(metres)} away${walk ? `, ${walk}` : ''}`;
}

/** "Checked 3 November 2026", "Last checked …" where it is late, "Not confirmed yet" where nobody has. */
export function checkedWords({ date, confirmed }: Asset['checked'], late: boolean): string {
  if (!confirmed) return `Not confirmed yet. Written ${longDate(date)}`;
  return `${late ? 'Last checked' : 'Checked'} ${longDate(date)}`;
}
