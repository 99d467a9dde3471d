import type { Team } from '#schemas/team.ts';

export const MEETS_WORDS: Record<Team['meets'][number], string> = {
  phone: 'by phone',
  video: 'by video call',
  'face-to-face': 'face to face',
  'home-visit': 'at your home',
};

export const REFERRER_WORDS: Record<Team['referrers'][number], string> = {
  self: 'You can ask for yourself',
  'friend-or-family': 'A friend or someone in your family can ask for you',
  'gp-practice': 'Your GP surgery can refer you',
  council: 'The council can refer you',
  hospital: 'The hospital can refer you',
  hospice: 'The hospice can refer you',
  'voluntary-sector': 'A charity or community group can refer you',
};
