import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reaches, readTargets, type Target } from '#server/delivery/targets.ts';
import { SettingsError } from '#server/env/env.ts';
import type { Settings } from '#server/env/settings.ts';
import {
  developmentIdentity,
  makeDevelopmentKeys,
  readTeamKeys,
  type TeamKeys,
} from '#server/seal/team-keys.ts';

/** What the intake stands on: keys to seal to and places to deliver to, for every team. */
export interface Ready {
  keys: TeamKeys;
  targetOf(team: string): Target;
  /** Lines for the log: what was made for development. */
  notes: string[];
}

/** The folder of public keys. */
export const keysDir = (s: Settings) => s.TEAM_KEYS ?? join(s.VAR_DIR, 'keys');

/**
 * Checks that every team can be sealed to and reached. Throws SettingsError, naming each setting to change, where
 * not. Outside production, missing keys are made and missing delivery becomes collecting, so that a fresh clone works.
 */
export async function makeReady(s: Settings, teams: readonly string[]): Promise<Ready> {
  const problems: string[] = [];
  const notes: string[] = [];
  const production = s.NODE_ENV === 'production';
  if (s.IDENTITY_FILE)
    problems.push(
      'IDENTITY_FILE is set. The web server must hold nothing that opens a referral. Set it only for the staff tool and the delivery worker.',
    );
  if (
    !production &&
    readTeamKeys(keysDir(s)).of('').length === 0 &&
    teams.some((t) => readTeamKeys(keysDir(s)).of(t).length === 0)
  ) {
    const file = await makeDevelopmentKeys(s.VAR_DIR, keysDir(s));
    if (file)
      notes.push(`Made development keys. Open referrals with: npm run referrals -- list --identity ${file}`);
  }
  const keys = readTeamKeys(keysDir(s));
  problems.push(...keys.problems);
  if (production && keys.development.length > 0)
    problems.push(
      `${keys.development.join(', ')} in ${keysDir(s)} was made for development. Make real keys with age-keygen, off this machine, and put the age1… line there.`,
    );
  if (production && existsSync(developmentIdentity(s.VAR_DIR)))
    problems.push(
      `${developmentIdentity(s.VAR_DIR)} opens referrals, and the web server could read it. Take it off this machine.`,
    );
  const keyless = teams.filter((t) => keys.of(t).length === 0);
  if (keyless.length > 0)
    problems.push(
      `There is no key for ${keyless.join(', ')}. Run age-keygen on the team's own machine and put its age1… line in ${keysDir(s)}/default.txt (TEAM_KEYS).`,
    );
  const common = readTargets(s);
  const targetOf = (team: string): Target => {
    const target = common(team);
    return production || reaches(target) ? target : { ...target, collect: true };
  };
  const stranded = teams.filter((t) => !reaches(targetOf(t)));
  if (stranded.length > 0)
    problems.push(
      `Referrals to ${stranded.join(', ')} would reach nobody. Set WEBHOOK_URL and WEBHOOK_SECRET, or FHIR_URL, or COLLECT=yes and run the staff tool.`,
    );
  if (s.DELIVERY_WORKER === 'server' && teams.some((t) => targetOf(t).fhir))
    problems.push(
      'FHIR delivery opens referrals, so the web server may not do it. Set DELIVERY_WORKER=separate and run: npm run referrals -- deliver.',
    );
  if (problems.length > 0) throw new SettingsError(problems);
  return { keys, targetOf, notes };
}
