import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { fieldName } from '#schemas/problem.ts';
import { slug } from '#schemas/text.ts';
import type { Channel } from '#server/db/tables.ts';
import { SettingsError } from '#server/env/env.ts';
import type { Settings } from '#server/env/settings.ts';

/** Where one team wants its referrals. */
export interface Target {
  webhook?: { url: string; secret: string } | undefined;
  email?: { to: string } | undefined;
  fhir?: { url: string; token?: string | undefined } | undefined;
  collect: boolean;
}

const web = z.url({ protocol: /^https?$/, error: 'should be a web address' });
/** DELIVERY_FILE. Secrets stay out of it: it names the files that hold them. */
const deliveryFile = z.record(
  slug,
  z.strictObject({
    webhook: z.strictObject({ url: web, secretFile: z.string() }).optional(),
    email: z.strictObject({ to: z.email('should be an e-mail address') }).optional(),
    fhir: z.strictObject({ url: web, tokenFile: z.string().optional() }).optional(),
    collect: z.boolean().default(false),
  }),
);

const secretFrom = (file: string) => readFileSync(file, 'utf8').trim();

function fromFile(file: string): Map<string, Target> {
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (e) {
    throw new SettingsError([
      `DELIVERY_FILE cannot be read: ${e instanceof Error ? e.message.split('\n')[0] : ''}`,
    ]);
  }
  const result = deliveryFile.safeParse(data);
  if (!result.success)
    throw new SettingsError(
      result.error.issues.map((i) => `DELIVERY_FILE: ${fieldName(i.path)} ${i.message}`),
    );
  return new Map(
    Object.entries(result.data).map(([team, t]) => [
      team,
      {
        webhook: t.webhook && { url: t.webhook.url, secret: secretFrom(t.webhook.secretFile) },
        email: t.email,
        fhir: t.fhir && { url: t.fhir.url, token: t.fhir.tokenFile && secretFrom(t.fhir.tokenFile) },
        collect: t.collect,
      },
    ]),
  );
}

/** Where each team's referrals go: its entry in DELIVERY_FILE, or the settings for all. Throws SettingsError. */
export function readTargets(s: Settings): (team: string) => Target {
  const own = s.DELIVERY_FILE ? fromFile(s.DELIVERY_FILE) : new Map<string, Target>();
  const common: Target = {
    webhook: s.WEBHOOK_URL && s.WEBHOOK_SECRET ? { url: s.WEBHOOK_URL, secret: s.WEBHOOK_SECRET } : undefined,
    email: s.NOTIFY_TO ? { to: s.NOTIFY_TO } : undefined,
    fhir: s.FHIR_URL ? { url: s.FHIR_URL, token: s.FHIR_TOKEN } : undefined,
    collect: s.COLLECT,
  };
  return (team) => own.get(team) ?? common;
}

/** The outbox rows a referral to this target needs. */
export function channelsOf(target: Target): Channel[] {
  const all: [Channel, boolean][] = [
    ['webhook', target.webhook !== undefined],
    ['email', target.email !== undefined],
    ['fhir', target.fhir !== undefined],
    ['collect', target.collect],
  ];
  return all.flatMap(([channel, wanted]) => (wanted ? [channel] : []));
}

/** True where the referral itself gets to somebody. An e-mail alone only says that there is one. */
export const reaches = (t: Target) => t.webhook !== undefined || t.fhir !== undefined || t.collect;
