import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/usr/lib/chromium/chromium'];

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
  } catch {
    return false;
  }
}

/**
 * A Chromium that starts: the one CHROMIUM names, Playwright's own, or one on the PATH. Undefined where there is none.
 */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((n) => join(dir, n)));
  return [chromium.executablePath(), ...onPath, ...USUAL].find((file) => file && runs(file));
}

const attempt = (command: string, args: string[], say: (line: string) => void) => {
  say(`No Chromium was found. Trying: ${command} ${args.join(' ')}`);
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
  } catch (error) {
    say(`  that did not work: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
};

/**
 * A Chromium that starts, installed where there was none: the ordinary way, then Debian's package where we are root.
 * Throws, saying what to do, where neither works.
 */
export function ensureBrowser(say: (line: string) => void): string {
  const ways: [string, string[]][] = [['npx', ['playwright', 'install', 'chromium']]];
  if (process.getuid?.() === 0) {
    ways.push(['apt-get', ['update']], ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']]);
  }
  for (const [command, args] of [undefined, ...ways].flatMap((w) => (w ? [w] : []))) {
    const found = findBrowser();
    if (found) return found;
    attempt(command, args, say);
  }
  const found = findBrowser();
  if (found) return found;
  throw new Error(
    'The journeys need Chromium, and none could be found or installed. Install Chromium or Chrome, or set CHROMIUM to where it is.',
  );
}
