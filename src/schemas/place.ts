import { z } from 'zod';
import { lat, line, lng, slug } from '#schemas/text.ts';

/** A neighbourhood or town. A file in content/places. */
export const place = z.strictObject({
  name: line(60),
  /** The area of site.yaml it lies in. */
  area: slug,
  /** What else people call it, common misspellings included: "Ashton", "Hindley Green". */
  otherNames: z.array(line(60)).default([]),
  /** Its centre, degrees WGS 84. */
  lat,
  lng,
  /** Outward postcodes that reach into it: WN7. */
  outcodes: z
    .array(z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]?$/, 'is not an outward postcode, such as WN7'))
    .default([]),
  /** One sentence: where it is and what it is near. */
  about: line(200).optional(),
});
export type Place = z.infer<typeof place> & { id: string };
