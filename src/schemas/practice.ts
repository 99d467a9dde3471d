import { z } from 'zod';
import { line, postcode, slug } from '#schemas/text.ts';

/** A GP surgery and the team that covers it. A file in content/practices. */
export const practice = z.strictObject({
  name: line(100),
  address: line(200),
  postcode,
  place: slug,
  /** The team that covers it: an id in content/teams. */
  team: slug,
  /** NHS ODS code, where it is a real surgery. */
  ods: z
    .string()
    .regex(/^[A-Z0-9]{5,6}$/)
    .optional(),
  demonstration: z.boolean().default(false),
});
export type Practice = z.infer<typeof practice> & { id: string };
