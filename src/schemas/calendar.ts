import { z } from 'zod';
import { date, line, slug, url } from '#schemas/text.ts';

/** Bank holidays of one nation: content/calendar/bank-holidays-<nation>.yaml. */
export const bankHolidays = z.strictObject({
  nation: z.enum(['england', 'scotland', 'wales', 'northern-ireland']),
  /** Where the dates were read. */
  source: url,
  checked: date,
  days: z.array(z.strictObject({ date, name: line(80) })).min(1),
});
export type BankHolidays = z.infer<typeof bankHolidays>;

/** School terms of one area, as ranges of dates, first and last day included: content/calendar/terms-<area>.yaml. */
export const terms = z.strictObject({
  area: slug,
  source: url.optional(),
  checked: date,
  terms: z
    .array(
      z.strictObject({ name: line(60), from: date, until: date }).refine((t) => t.from <= t.until, {
        path: ['until'],
        message: 'is before the term begins. Swap the dates',
      }),
    )
    .min(1),
});
export type Terms = z.infer<typeof terms>;
