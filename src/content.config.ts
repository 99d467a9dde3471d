import { defineCollection } from 'astro:content';
import { resolve } from 'node:path';
import { glob } from 'astro/loaders';
import { COLLECTIONS } from '#schemas/collections.ts';
import { contentDir } from '#schemas/read.ts';

/** The loader of one collection: the files that the plain reader (schemas/read.ts) reads, from the same folder. */
const files = ({ folder, pattern }: { folder: string; pattern: string }) =>
  glob({ base: resolve(contentDir(), folder), pattern });

export const collections = {
  assets: defineCollection({ loader: files(COLLECTIONS.assets), schema: COLLECTIONS.assets.schema }),
  organisations: defineCollection({
    loader: files(COLLECTIONS.organisations),
    schema: COLLECTIONS.organisations.schema,
  }),
  topics: defineCollection({ loader: files(COLLECTIONS.topics), schema: COLLECTIONS.topics.schema }),
  crisis: defineCollection({ loader: files(COLLECTIONS.crisis), schema: COLLECTIONS.crisis.schema }),
  places: defineCollection({ loader: files(COLLECTIONS.places), schema: COLLECTIONS.places.schema }),
  teams: defineCollection({ loader: files(COLLECTIONS.teams), schema: COLLECTIONS.teams.schema }),
  practices: defineCollection({ loader: files(COLLECTIONS.practices), schema: COLLECTIONS.practices.schema }),
  stories: defineCollection({ loader: files(COLLECTIONS.stories), schema: COLLECTIONS.stories.schema }),
  bankHolidays: defineCollection({
    loader: files(COLLECTIONS.bankHolidays),
    schema: COLLECTIONS.bankHolidays.schema,
  }),
  terms: defineCollection({ loader: files(COLLECTIONS.terms), schema: COLLECTIONS.terms.schema }),
  pages: defineCollection({ loader: files(COLLECTIONS.pages), schema: COLLECTIONS.pages.schema }),
};
