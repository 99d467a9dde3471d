/**
 * The closed lists of the records, without the schemas: what runs in a browser needs the words and not Zod.
 */

export { WEEKDAYS } from '#lib/schedule/types.ts';

/** The 26 needs, fixed. Each is a file in content/topics with the same name and has a painted mark. */
export const TOPIC_IDS = [
  'loneliness',
  'bereavement',
  'mental-wellbeing',
  'money',
  'benefits',
  'legal',
  'food',
  'housing',
  'homelessness',
  'work',
  'learning',
  'volunteering',
  'caring',
  'relationships',
  'parenting',
  'young-people',
  'addiction',
  'abuse',
  'asylum',
  'long-term-conditions',
  'disability',
  'dementia',
  'active',
  'nature',
  'creative',
  'transport',
] as const;

/** What can be known of a building or a group. The order is the order on the page. */
export const ACCESS_FEATURES = [
  'step-free',
  'accessible-toilet',
  'hearing-loop',
  'bsl',
  'parking',
  'public-transport',
  'quiet-space',
  'assistance-dogs',
  'large-print',
  'carers-welcome',
] as const;

/** How someone takes part. */
export const FORMATS = ['in-person', 'online', 'phone', 'home-visit'] as const;

/** Who a listing is especially for. A closed list, because it is a filter; add a word here to add a choice. */
export const AUDIENCES = [
  'women',
  'men',
  'carers',
  'veterans',
  'lgbt',
  'older-people',
  'young-people',
  'parents',
  'families',
  'deaf-people',
  'disabled-people',
  'autistic-people',
  'refugees',
  'ethnic-minorities',
  'faith',
  'prison-leavers',
] as const;

export const JOINING = ['drop-in', 'book', 'self-refer', 'referral-only', 'waiting-list'] as const;
