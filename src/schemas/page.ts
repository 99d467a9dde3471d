import { z } from 'zod';
import { date, line } from '#schemas/text.ts';

/** A page of prose: about, privacy, accessibility. A file in content/pages. */
export const page = z.strictObject({
  title: line(80),
  summary: line(200),
  updated: date,
});
export type Page = z.infer<typeof page> & { id: string; body: string };
