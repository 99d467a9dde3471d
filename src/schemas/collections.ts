import { asset } from '#schemas/asset.ts';
import { bankHolidays, terms } from '#schemas/calendar.ts';
import { crisis } from '#schemas/crisis.ts';
import { organisation } from '#schemas/organisation.ts';
import { page } from '#schemas/page.ts';
import { place } from '#schemas/place.ts';
import { practice } from '#schemas/practice.ts';
import { story } from '#schemas/story.ts';
import { team } from '#schemas/team.ts';
import { topic } from '#schemas/topic.ts';

/**
 * Every collection of the content folder: where its files lie and the schema each must meet. Astro's content
 * layer, the plain reader and the editor's JSON Schema are all made from this table.
 */
export const COLLECTIONS = {
  assets: { folder: 'assets', pattern: '*.md', schema: asset },
  organisations: { folder: 'organisations', pattern: '*.yaml', schema: organisation },
  topics: { folder: 'topics', pattern: '*.yaml', schema: topic },
  crisis: { folder: 'crisis', pattern: '*.yaml', schema: crisis },
  places: { folder: 'places', pattern: '*.yaml', schema: place },
  teams: { folder: 'teams', pattern: '*.yaml', schema: team },
  practices: { folder: 'practices', pattern: '*.yaml', schema: practice },
  stories: { folder: 'stories', pattern: '*.md', schema: story },
  pages: { folder: 'pages', pattern: '*.md', schema: page },
  bankHolidays: { folder: 'calendar', pattern: 'bank-holidays-*.yaml', schema: bankHolidays },
  terms: { folder: 'calendar', pattern: 'terms-*.yaml', schema: terms },
} as const;
export type CollectionName = keyof typeof COLLECTIONS;
