import { z } from 'zod';
import { lat, lng } from '#schemas/text.ts';

/** The index of the imported postcode files. content/postcodes/index.json, written by `npm run places:import`. */
export const postcodeIndex = z.strictObject({
  /** The day of the import, YYYY-MM-DD. */
  made: z.iso.date(),
  /** The files it was made from, by name. */
  from: z.array(z.string()),
  outcodes: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]?$/),
      /** The middle of its postcodes, degrees WGS 84. */
      lat,
      lng,
      /** How many postcodes its file holds. */
      count: z.int().min(1),
      /** False where some of its postcodes lie outside the deployment's area and were left out. */
      whole: z.boolean(),
    }),
  ),
});
export type PostcodeIndex = z.infer<typeof postcodeIndex>;
