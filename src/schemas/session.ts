import { z } from 'zod';
import { clock, date, line } from '#schemas/text.ts';
import { WEEKDAYS } from '#schemas/values.ts';

export const weekday = z.enum(WEEKDAYS, {
  error: `should be a day of the week in lower case: ${WEEKDAYS.join(', ')}`,
});
export type Weekday = z.infer<typeof weekday>;

/** What every kind of session has. Times are wall-clock times in Europe/London, always. */
const common = {
  /** What this session is called, where a listing has several: "Beginners". */
  label: line(60).optional(),
  /** Start time, such as "14:00". */
  start: clock,
  /** End time, later the same day. */
  end: clock,
  /** The name of the location it happens at, where a listing has several. */
  at: line(120).optional(),
};

const repeating = {
  ...common,
  /** First day on which it can happen. */
  from: date.optional(),
  /** Last day on which it can happen. */
  until: date.optional(),
  /** True where it stops for school holidays (dates in content/calendar). */
  termTime: z.boolean().default(false),
  /** What happens on a bank holiday of the place's own nation. */
  bankHolidays: z
    .enum(['runs', 'off', 'unknown'], { error: 'should be runs, off or unknown' })
    .default('unknown'),
  /** Dates on which it does not happen, known from the start: a summer break. */
  except: z.array(date).default([]),
  /** Dates called off, each with the reason people should read. */
  cancelled: z.array(z.strictObject({ date, reason: line(120) })).default([]),
  /** Dates added to the pattern; times default to the session's own. */
  extra: z.array(z.strictObject({ date, start: clock.optional(), end: clock.optional() })).default([]),
};

/** Which one of a month: 1 to 5, or "last". A fifth Monday exists in some months only, and is skipped in the rest. */
export const monthlyWeek = z.union([z.int().min(1).max(5), z.literal('last')], {
  error: 'should be 1, 2, 3, 4, 5 or last',
});

/**
 * One session rule of a listing. `weekly`: every such day. `fortnightly`: every second week, counted from the
 * dated `first`. `monthly`: by weekday, "second Tuesday" is `week: 2`. `dates`: a plain list of dates.
 */
export const session = z
  .discriminatedUnion(
    'repeats',
    [
      z.strictObject({ repeats: z.literal('weekly'), day: weekday, ...repeating }),
      z.strictObject({ repeats: z.literal('fortnightly'), first: date, ...repeating }),
      z.strictObject({ repeats: z.literal('monthly'), week: monthlyWeek, day: weekday, ...repeating }),
      z.strictObject({
        repeats: z.literal('dates'),
        dates: z.array(date).min(1, 'has no dates. Add one'),
        ...common,
      }),
    ],
    { error: 'should say how it repeats: weekly, fortnightly, monthly or dates' },
  )
  .superRefine((s, ctx) => {
    if (s.end <= s.start)
      ctx.addIssue({
        code: 'custom',
        path: ['end'],
        message: `ends (${s.end}) before it starts (${s.start}). Swap them, or use the 24-hour clock`,
      });
    if (s.repeats !== 'dates' && s.from && s.until && s.until < s.from)
      ctx.addIssue({
        code: 'custom',
        path: ['until'],
        message: `stops (${s.until}) before it begins (${s.from}). Swap them`,
      });
  });
export type Session = z.infer<typeof session>;

/** Hours when a door or a phone line is open. `24:00` as `closes` means the end of the day. */
export const openingHours = z
  .strictObject({ days: z.array(weekday).min(1, 'names no day'), opens: clock, closes: clock })
  .refine((h) => h.closes > h.opens, {
    path: ['closes'],
    message: 'closes before it opens. Write two lines if it runs past midnight',
  });
export type OpeningHours = z.infer<typeof openingHours>;
