import { z } from 'zod';
import { date, line, slug } from '#schemas/text.ts';

/** How it helped someone. A file in content/stories; the markdown is the story. */
export const story = z.strictObject({
  title: line(100),
  summary: line(200),
  /** Who it is about, as agreed with them: "Alan, 58, Atherton". */
  who: line(80),
  topics: z.array(slug).min(1),
  /** Listings that were part of it. */
  assets: z.array(slug).default([]),
  area: slug,
  /** The words the person would like others to hear. */
  quote: line(240).optional(),
  published: date,
  demonstration: z.boolean().default(false),
});
export type Story = z.infer<typeof story> & { id: string; body: string };
