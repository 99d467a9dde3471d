import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SETTINGS, type SettingName, type Settings } from '#server/env/settings.ts';

/** What is wrong with the settings, all of it at once. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The settings need a change before the server can start:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const names = Object.keys(SETTINGS) as SettingName[];
const schema = z.object(
  Object.fromEntries(names.map((n) => [n, SETTINGS[n].schema])) as {
    [N in SettingName]: (typeof SETTINGS)[N]['schema'];
  },
);

/** Settings that make no sense without another. */
const NEEDS: readonly [SettingName, SettingName][] = [
  ['WEBHOOK_URL', 'WEBHOOK_SECRET'],
  ['NOTIFY_TO', 'NOTIFY_FROM'],
  ['NOTIFY_TO', 'SMTP_URL'],
];

/**
 * What the environment says of a setting. A secret may stand in a file of its own, named by the setting with _FILE, as
 * container platforms hand them out.
 */
function givenOf(name: SettingName, env: Record<string, string | undefined>): string | undefined {
  const file = 'secret' in SETTINGS[name] && SETTINGS[name].secret ? env[`${name}_FILE`] : undefined;
  if (env[name] || !file) return env[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new SettingsError([`${name}_FILE names a file that cannot be read: ${file}.`]);
  }
}

/** Any program of the same account can read the environment of a process, and crash reports carry it away. */
function refusePrivateKeys(env: Record<string, string | undefined>): void {
  const holding = Object.keys(env).filter((name) => /AGE-SECRET-KEY-/i.test(env[name] ?? ''));
  if (holding.length > 0)
    throw new SettingsError(
      holding.map(
        (name) =>
          `${name} holds a private key. Take it out of the environment, and keep it in a file on the team's own machine.`,
      ),
    );
}

/**
 * Reads the environment once. An empty value counts as not set. Throws SettingsError with every problem; a secret's
 * value is in none of them.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  refusePrivateKeys(env);
  const given = Object.fromEntries(
    names.flatMap((n) => {
      const value = givenOf(n, env);
      return value ? [[n, value]] : [];
    }),
  );
  const result = schema.safeParse(given);
  if (!result.success)
    throw new SettingsError(
      result.error.issues.map((i) => {
        const name = String(i.path[0]);
        const value = names.find((n) => n === name && 'secret' in SETTINGS[n] && SETTINGS[n].secret)
          ? ''
          : ` It is "${given[name] ?? ''}".`;
        return `${name} ${i.message}.${value}`;
      }),
    );
  const settings = result.data;
  const lacking = NEEDS.filter(([a, b]) => settings[a] !== undefined && settings[b] === undefined);
  if (lacking.length > 0)
    throw new SettingsError(
      lacking.map(([a, b]) => `${b} is missing. ${a} is set, and needs it: ${SETTINGS[b].format}.`),
    );
  return settings;
}
