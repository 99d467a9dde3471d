import { z } from 'zod';
import { parsePhone } from '#lib/phone.ts';
import { normalisePostcode } from '#lib/postcode.ts';

/**
 * The small building blocks of every record. Each message says what is wrong and how to mend it, because an
 * editor reads it with nothing else on the screen (`npm run check` adds the file and the field).
 */

const MARKUP = /<\/?[a-z!][^>]*>|&[a-z]+;|&#\d+;/i;

/** One line of plain text: no HTML, no line breaks, no spaces at the ends. `max` is in characters. */
export const line = (max = 200) =>
  z
    .string({ error: 'should be text. Write it in quotes if it starts with a number or a symbol' })
    .trim()
    .min(1, 'is empty. Write something, or take the line out')
    .max(max, { error: `is too long. Use ${max} characters or fewer` })
    .refine((s) => !MARKUP.test(s), 'has HTML in it. Use plain words only')
    .refine((s) => !/[\r\n]/.test(s), 'runs over more than one line. Put it on one line');

/** A short paragraph of plain text: no HTML. */
export const paragraph = (max = 600) =>
  z
    .string({ error: 'should be text' })
    .trim()
    .min(1, 'is empty. Write something, or take the line out')
    .max(max, { error: `is too long. Use ${max} characters or fewer` })
    .refine((s) => !MARKUP.test(s), 'has HTML in it. Use plain words only');

/** A file name without its ending, used as an id: lower case, digits and hyphens. */
export const slug = z
  .string({ error: 'should be an id, such as singing-for-breathing' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not an id. Use lower-case letters, digits and single hyphens');

/**
 * A calendar date, `YYYY-MM-DD` (ISO 8601), with no time and no zone. YAML readers hand over an unquoted date
 * as a `Date` at midnight UTC; both spellings are taken, so that an editor need not think about quotes.
 */
export const date = z.preprocess(
  (v) => (v instanceof Date && !Number.isNaN(v.getTime()) ? v.toISOString().slice(0, 10) : v),
  z.iso.date('is not a date that exists. Write it as year-month-day, such as 2026-11-21'),
);

/**
 * A time on the wall in Europe/London, `HH:MM` on the 24-hour clock; `24:00` is the end of a day. YAML 1.1
 * readers turn an unquoted 10:30 into the number 630 (base 60), which is turned back here.
 */
export const clock = z.preprocess(
  (v) =>
    typeof v === 'number' && Number.isInteger(v) && v >= 0 && v <= 1440
      ? `${String(Math.floor(v / 60)).padStart(2, '0')}:${String(v % 60).padStart(2, '0')}`
      : v,
  z
    .string({ error: 'is not a time. Write it on the 24-hour clock in quotes, such as "14:30"' })
    .regex(
      /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/,
      'is not a time. Write it on the 24-hour clock, such as "09:30" or "14:30"',
    ),
);

/** A UK postcode in its usual spacing, such as `WN7 1AB`. Source of the shape: BS 7666. */
export const postcode = z.string({ error: 'should be a postcode, such as WN7 1AB' }).transform((s, ctx) => {
  const found = normalisePostcode(s);
  if (found) return found;
  ctx.addIssue({ code: 'custom', message: `"${s}" cannot be a UK postcode. Check it, or take it out` });
  return z.NEVER;
});

/** A UK telephone number as people write it (10 or 11 digits), or a short code such as 116 123. */
export const phone = z
  .string({ error: 'should be a telephone number in quotes, such as "01632 960140"' })
  .refine(
    (s) => parsePhone(s) !== null,
    'cannot be a UK telephone number. It should have 10 or 11 digits and start with 0, or be a short number such as 116 123',
  );

/** A web address that starts with https:// or http://. */
export const url = z.string({ error: 'should be a web address, such as https://example.org' }).refine((s) => {
  try {
    const u = new URL(s);
    return (u.protocol === 'https:' || u.protocol === 'http:') && u.hostname.includes('.');
  } catch {
    return false;
  }
}, 'cannot be a web address. It should start with https:// and name a site, such as https://example.org');

/** An e-mail address. */
export const email = z.email('cannot be an e-mail address. It should look like name@example.org');

export const lat = z
  .number({ error: 'is missing or not a number. Give the latitude in degrees, such as 53.4966' })
  .min(49, 'is outside the UK. Latitude should be between 49 and 61; is it swapped with lng?')
  .max(61, 'is outside the UK. Latitude should be between 49 and 61; is it swapped with lng?');

export const lng = z
  .number({ error: 'is missing or not a number. Give the longitude in degrees, such as -2.5177' })
  .min(-9, 'is outside the UK. Longitude should be between -9 and 2; is it swapped with lat?')
  .max(2, 'is outside the UK. Longitude should be between -9 and 2; is it swapped with lat?');
