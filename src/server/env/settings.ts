import { z } from 'zod';
import { readUrls } from '#search/meilisearch/urls.ts';

/** One setting of the server: the record for the code, the operators' guide and the log alike. */
interface Setting<T> {
  /** What it is for, in a sentence an operator can act on. */
  doc: string;
  /** How to write it. */
  format: string;
  /** True keeps the value out of every log and message. */
  secret?: boolean;
  schema: z.ZodType<T>;
}

const setting = <T>(s: Setting<T>) => s;
const text = z.string().trim().min(1);
const file = text;
const web = z.url({ protocol: /^https?$/, error: 'should be a web address that starts with https://' });
const yes = (fallback: boolean) =>
  z
    .enum(['yes', 'no'], { error: 'should be yes or no' })
    .default(fallback ? 'yes' : 'no')
    .transform((v) => v === 'yes');
const whole = (min: number, max: number, fallback: number) =>
  z.coerce
    .number({ error: `should be a whole number from ${min} to ${max}` })
    .int(`should be a whole number from ${min} to ${max}`)
    .min(min, `should be a whole number from ${min} to ${max}`)
    .max(max, `should be a whole number from ${min} to ${max}`)
    .default(fallback);

const tryUrls = (value: string) => {
  try {
    return readUrls(value);
  } catch {
    return undefined;
  }
};

/** Every setting that the server reads, by its name in the environment. */
export const SETTINGS = {
  NODE_ENV: setting({
    doc: 'production refuses to start until keys and a way to deliver are set; anything else makes development keys.',
    format: 'production, development or test; development if not set',
    schema: z
      .enum(['production', 'development', 'test'], { error: 'should be production, development or test' })
      .default('development'),
  }),
  REFERRALS: setting({
    doc: 'no turns the online form off: its pages then give the telephone numbers of the teams.',
    format: 'yes or no; yes if not set',
    schema: yes(true),
  }),
  VAR_DIR: setting({
    doc: 'Folder for what the server writes: the SQLite file, and development keys.',
    format: 'a path; var if not set',
    schema: file.default('var'),
  }),
  DATABASE_URL: setting({
    doc: 'Where referrals are kept. A PostgreSQL address, or not set for a SQLite file in VAR_DIR.',
    format: 'postgres://user:password@host:5432/name',
    secret: true,
    schema: z.url({ protocol: /^postgres(ql)?$/, error: 'should start with postgres://' }).optional(),
  }),
  TEAM_KEYS: setting({
    doc: 'Folder of public keys: one file for each team, named after it (leigh.txt), or default.txt for all the rest. Each line is a key made by age-keygen; put in two while you change keys.',
    format: 'a path; keys in VAR_DIR if not set',
    schema: file.optional(),
  }),
  COLLECT: setting({
    doc: 'yes says that staff collect referrals with the staff tool. Referrals that wait longer than ALARM_MINUTES raise an alarm.',
    format: 'yes or no; no if not set',
    schema: yes(false),
  }),
  DELIVERY_FILE: setting({
    doc: 'A YAML file of where each team wants its referrals, where teams differ. Its entries come before the WEBHOOK_, NOTIFY_ and FHIR_ settings.',
    format: 'a path',
    schema: file.optional(),
  }),
  WEBHOOK_URL: setting({
    doc: 'Where each sealed referral is posted.',
    format: 'https://…',
    schema: web.optional(),
  }),
  WEBHOOK_SECRET: setting({
    doc: 'Signs each webhook, by the Standard Webhooks specification.',
    format: 'whsec_ and 24 to 64 bytes in base64',
    secret: true,
    schema: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'should be whsec_ and 24 to 64 bytes in base64')
      .optional(),
  }),
  NOTIFY_TO: setting({
    doc: 'Who gets an e-mail that a referral has come in. It carries the reference and nothing else.',
    format: 'an e-mail address',
    schema: z.email('should be an e-mail address').optional(),
  }),
  NOTIFY_FROM: setting({
    doc: 'Whom that e-mail is from.',
    format: 'an e-mail address',
    schema: z.email('should be an e-mail address').optional(),
  }),
  SMTP_URL: setting({
    doc: 'The mail server.',
    format: 'smtp://user:password@host:587',
    secret: true,
    schema: z.url({ protocol: /^smtps?$/, error: 'should start with smtp:// or smtps://' }).optional(),
  }),
  FHIR_URL: setting({
    doc: 'The base of a FHIR R4 server that takes each referral as a transaction. Needs IDENTITY_FILE, so it is sent by a delivery worker of its own and never by the web server.',
    format: 'https://…',
    schema: web.optional(),
  }),
  FHIR_TOKEN: setting({
    doc: 'A bearer token for that server.',
    format: 'text',
    secret: true,
    schema: text.optional(),
  }),
  DELIVERY_WORKER: setting({
    doc: 'Whether the web server delivers as well, or a worker of its own does (npm run referrals -- deliver).',
    format: 'server or separate; server if not set',
    schema: z.enum(['server', 'separate'], { error: 'should be server or separate' }).default('server'),
  }),
  IDENTITY_FILE: setting({
    doc: 'The private key, for the staff tool and a delivery worker. The web server refuses to start where it is set.',
    format: 'a path',
    schema: file.optional(),
  }),
  PAGE_STATE_KEY: setting({
    doc: 'Seals the answers that travel from page to page of the form. Set it where there are several servers, or so that a restart does not send people back to the start.',
    format: '32 characters or more, at random',
    secret: true,
    schema: z.string().min(32, 'should be 32 characters or more').optional(),
  }),
  MEILISEARCH_URL: setting({
    doc: 'The search server. Several addresses are full copies of one another. Without it, the site searches in the browser alone.',
    format: 'http://host:7700; a comma between several',
    schema: text
      .refine((v) => tryUrls(v) !== undefined, 'should be http://host:7700, with a comma between several')
      .optional(),
  }),
  MEILISEARCH_KEY: setting({
    doc: 'The search key that npm run index makes. It may search this index and nothing else.',
    format: 'text',
    secret: true,
    schema: text.optional(),
  }),
  MEILISEARCH_ADMIN_KEY: setting({
    doc: 'The master key or an admin key of the search server, for npm run index alone. The web server needs none.',
    format: 'text',
    secret: true,
    schema: text.optional(),
  }),
  MEILISEARCH_INDEX: setting({
    doc: 'The name of the index on the search server, where several sites share one.',
    format: 'small letters, numbers and hyphens; waymark if not set',
    schema: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'should be small letters, numbers and hyphens')
      .max(60, 'should be 60 characters or fewer')
      .default('waymark'),
  }),
  SEARCHES_PER_MINUTE: setting({
    doc: 'The most searches that one address may send in a minute. A surgery or a library behind one address sends many.',
    format: 'a whole number; 600 if not set',
    schema: whole(1, 1_000_000, 600),
  }),
  TRUSTED_PROXIES: setting({
    doc: 'How many proxies of yours stand in front. Addresses in X-Forwarded-For are counted from the right; nothing further left is believed.',
    format: 'a whole number; 0 if not set',
    schema: whole(0, 10, 0),
  }),
  SENDS_PER_HOUR: setting({
    doc: 'The most forms one address may send in an hour. A surgery behind one address sends many.',
    format: 'a whole number; 60 if not set',
    schema: whole(1, 100_000, 60),
  }),
  ALARM_MINUTES: setting({
    doc: 'How long a referral may wait to be delivered or collected before it is an alarm.',
    format: 'a whole number of minutes; 60 if not set',
    schema: whole(1, 10_080, 60),
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [N in SettingName]: z.infer<(typeof SETTINGS)[N]['schema']> };
