import { z } from 'zod';
import { access } from '#schemas/access.ts';
import { openingHours, session } from '#schemas/session.ts';
import { date, email, lat, line, lng, paragraph, phone, postcode, slug, url } from '#schemas/text.ts';
import { AUDIENCES, FORMATS, JOINING } from '#schemas/values.ts';

/** A place where it happens. */
export const location = z
  .strictObject({
    /** The venue's name: "Shuttle Lane Hall". */
    name: line(120),
    /** Street and town, without the postcode. */
    address: line(200).optional(),
    postcode: postcode.optional(),
    lat: lat.optional(),
    lng: lng.optional(),
    /** The id of a file in content/places. */
    place: slug,
    /** How to find the door, the bus stop, the parking. */
    gettingThere: paragraph(400).optional(),
    /**
     * True hides everything but the place: no address, postcode, coordinate or venue name reaches any file that
     * a browser can fetch (refuges, safe houses).
     */
    sensitive: z.boolean().default(false),
  })
  .superRefine((l, ctx) => {
    if (l.sensitive) return;
    for (const field of ['lat', 'lng'] as const)
      if (l[field] === undefined)
        ctx.addIssue({
          code: 'custom',
          path: [field],
          message: `is missing. Add the ${field === 'lat' ? 'latitude' : 'longitude'}, or mark the location sensitive: true, or use serviceArea if there is no venue`,
        });
  });
export type Location = z.infer<typeof location>;

/** What it costs. Unknown is a value: nobody is told "free" by default. */
export const cost = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('free'), note: line(160).optional() }),
    z.strictObject({ type: z.literal('donation'), note: line(160).optional() }),
    z.strictObject({
      type: z.literal('amount'),
      /** Pounds, as a number: 3 or 2.5. */
      amount: z.number({ error: 'should be a number of pounds, such as 3 or 2.5' }).positive(),
      /** What the amount buys: "a session", "a month". */
      per: line(40).optional(),
      note: line(160).optional(),
    }),
    z.strictObject({ type: z.literal('unknown'), note: line(160).optional() }),
  ],
  { error: 'should say its type: free, donation, amount or unknown' },
);

/**
 * One group or service (an asset). The front matter of a file in content/assets; the file name is its id and the
 * markdown below is its description. Names follow Open Referral UK where it has the field.
 */
export const asset = z
  .strictObject({
    /** The name people use, with the place if there are several: "Singing for Breathing, Tyldesley". */
    name: line(100),
    /** What kind of thing it is, in two or three words: "Singing group", "Drop-in café", "Helpline". */
    kind: line(40),
    /** Four to six characters, stable for life, never used again. `npm run check` proposes a free one. */
    code: z
      .string({ error: 'is missing. Give it four to six characters, such as k7pm' })
      .regex(
        /^[a-hjkmnp-z2-9]{4,6}$/,
        'should be four to six lower-case letters or digits, without 0, 1, i, l and o, which people misread',
      ),
    /** Ids it had before: each still works, as a redirect. */
    formerIds: z.array(slug).default([]),
    /** One or two short sentences in plain words, at most 160 characters. */
    summary: line(160),
    /** The id of a file in content/organisations. */
    organisation: slug,
    /** Needs it helps with: ids of files in content/topics, the main one first. */
    topics: z.array(slug).min(1, 'is empty. Name at least one need from content/topics').max(6),
    /** What people do there, in free words: "health walk", "singing for breathing". */
    activities: z.array(line(60)).default([]),
    status: z.enum(['active', 'paused', 'closed'], { error: 'should be active, paused or closed' }),
    /** Why it is paused or closed. */
    statusReason: line(200).optional(),
    /** The day it is expected back, if paused; the day it ended, if closed. */
    statusDate: date.optional(),
    formats: z.array(z.enum(FORMATS, { error: `should be one of ${FORMATS.join(', ')}` })).min(1, 'is empty'),
    locations: z.array(location).default([]),
    /** Where it reaches people without a venue: whole areas (ids in site.yaml), places, or the whole country. */
    serviceArea: z
      .strictObject({
        areas: z.array(slug).default([]),
        places: z.array(slug).default([]),
        national: z.boolean().default(false),
        note: line(160).optional(),
      })
      .optional(),
    sessions: z.array(session).default([]),
    openingHours: z.array(openingHours).default([]),
    /** True where people are seen at times they arrange. */
    byAppointment: z.boolean().default(false),
    /** Anything about times that the rules above cannot say. */
    timesNote: line(200).optional(),
    cost,
    ages: z
      .strictObject({ min: z.int().min(0).max(120).optional(), max: z.int().min(0).max(120).optional() })
      .refine((a) => a.min === undefined || a.max === undefined || a.min <= a.max, {
        path: ['max'],
        message: 'is lower than min. Swap them',
      })
      .optional(),
    audience: z.array(z.enum(AUDIENCES, { error: `should be one of ${AUDIENCES.join(', ')}` })).default([]),
    /** Who it suits, one plain sentence each: "You get out of breath, or feel anxious about it." */
    suits: z.array(line(200)).default([]),
    /** What to check before going: "If you use oxygen at home, ask your nurse first." */
    checkFirst: z.array(line(240)).default([]),
    joining: z.strictObject({
      how: z.enum(JOINING, { error: `should be one of ${JOINING.join(', ')}` }),
      /** Who can refer, if referral-only: "a GP, social worker or link worker". */
      by: line(120).optional(),
      /** How long the wait is, as known: "about 3 weeks". */
      wait: line(80).optional(),
      /** What to do, step by step, each with a short title. */
      steps: z.array(z.strictObject({ do: line(80), detail: line(200).optional() })).default([]),
    }),
    access,
    /** Languages other than English, as BCP 47 tags: pl, ar, ur, bfi (BSL), gd. */
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'is not a language tag, such as pl or ar'))
      .default([]),
    contact: z
      .strictObject({
        /** Who to ask for. */
        name: line(60).optional(),
        phone: phone.optional(),
        /** A number that takes text messages. */
        text: phone.optional(),
        email: email.optional(),
        url: url.optional(),
        /** When someone answers: "Monday to Friday, 9am to 4pm". */
        hours: line(120).optional(),
      })
      .default({}),
    /** When the facts were last confirmed, and by what role: "link worker", "the group". */
    checked: z.strictObject({
      date,
      by: line(60),
      how: line(80).optional(),
      /** False where the facts were written down from what is published and nobody has confirmed them: the page says so. */
      confirmed: z.boolean().default(true),
    }),
    /** The day it was first listed. "What's new" shows it for two months. */
    added: date.optional(),
    /** Months until the next check is due. */
    reviewMonths: z.int().min(1).max(24).default(6),
    /** True on listings invented for demonstration: the page says so. */
    demonstration: z.boolean().default(false),
    /** True where sharing needs care (abuse, addiction, sexual health): neutral titles, no preview. */
    discreet: z.boolean().default(false),
  })
  .superRefine((a, ctx) => {
    const refuse = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: 'custom', path, message });
    if (a.status === 'closed' && (a.sessions.length > 0 || a.openingHours.length > 0))
      refuse(['sessions'], 'are given, but the listing is closed. Take the sessions and opening hours out');
    if (a.status !== 'active' && !a.statusReason)
      refuse(['statusReason'], `is missing. Say why the listing is ${a.status}`);
    if (a.formats.includes('in-person') && a.locations.length === 0 && !a.serviceArea)
      refuse(['locations'], 'are empty, but people meet in person. Add a location, or a serviceArea');
    if (a.locations.length === 0 && !a.serviceArea)
      refuse(['serviceArea'], 'is missing. Say which area it reaches, since there is no location');
    if (a.joining.how === 'referral-only' && !a.joining.by)
      refuse(['joining', 'by'], 'is missing. Say who can refer');
    if (!a.contact.phone && !a.contact.text && !a.contact.email && !a.contact.url && a.status !== 'closed')
      refuse(['contact'], 'gives no way to get in touch. Add a phone, text, email or url');
    const venues = new Set(a.locations.map((l) => l.name));
    a.sessions.forEach((s, i) => {
      if (s.at && !venues.has(s.at))
        refuse(['sessions', i, 'at'], `names "${s.at}", which is not one of this listing's locations`);
    });
  });

/** An asset as read from a file: every default filled in. `id` is the file name; `description` the markdown. */
export type Asset = z.infer<typeof asset> & { id: string; description: string };
export type Cost = z.infer<typeof cost>;
export type Format = (typeof FORMATS)[number];
export type Audience = (typeof AUDIENCES)[number];
export type Joining = (typeof JOINING)[number];
