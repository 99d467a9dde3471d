import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { IDENTITY, keyLines, RECIPIENT } from '#server/seal/age.ts';

/** The first line of every key file that was not made for real people. */
export const DEVELOPMENT =
  '# DEVELOPMENT KEY. Made by npm start on this machine. Never use it for real people.';
/** The file for teams that have none of their own. */
export const DEFAULT_KEYS = 'default';

/** Public keys by team, and what is wrong with the files. */
export interface TeamKeys {
  /** Keys of a team, or the default ones; empty where there are none. */
  of(team: string): readonly string[];
  problems: readonly string[];
  /** Files marked as made for development. */
  development: readonly string[];
}

/** Reads a folder of `<team>.txt` files. A private key in one of them is a problem, and its text is in no message. */
export function readTeamKeys(folder: string): TeamKeys {
  const problems: string[] = [];
  const development: string[] = [];
  const keys = new Map<string, string[]>();
  const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith('.txt')) : [];
  for (const f of files) {
    const text = readFileSync(join(folder, f), 'utf8');
    if (text.includes(DEVELOPMENT)) development.push(f);
    const lines = keyLines(text);
    if (lines.some((l) => IDENTITY.test(l)))
      problems.push(
        `${f} in TEAM_KEYS holds a private key. Take it off this machine; put only the age1… line here.`,
      );
    const wrong = lines.filter((l) => !IDENTITY.test(l) && !RECIPIENT.test(l)).length;
    if (wrong > 0)
      problems.push(`${f} in TEAM_KEYS has ${wrong} line(s) that are not keys. A key starts with age1.`);
    const good = lines.filter((l) => RECIPIENT.test(l));
    if (good.length > 0) keys.set(f.slice(0, -'.txt'.length), good);
  }
  return { of: (team) => keys.get(team) ?? keys.get(DEFAULT_KEYS) ?? [], problems, development };
}

/** Where `npm start` puts the development identity: beside, and not in, the folder of public keys. */
export const developmentIdentity = (varDir: string) => join(varDir, 'development-identity.txt');

/**
 * Makes a pair of development keys where there are no keys at all. The path of the identity, or null. Another process
 * makes them, so that not even on a developer's machine does the web process ever hold what opens a referral.
 */
export async function makeDevelopmentKeys(varDir: string, keysDir: string): Promise<string | null> {
  const publicKeys = join(keysDir, `${DEFAULT_KEYS}.txt`);
  if (existsSync(publicKeys)) return null;
  const identity = developmentIdentity(varDir);
  const maker = fileURLToPath(new URL('./make-development-keys.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [maker, identity, publicKeys]);
  return identity;
}
