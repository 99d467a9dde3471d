import { readFileSync } from 'node:fs';
import { IDENTITY, keyLines } from '#server/seal/age.ts';

/**
 * The private keys in a file that `age-keygen` made. Never taken from an argument, which other users of the machine
 * can see and the shell writes to its history. The text of a wrong file is in no message.
 */
export function readIdentities(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`The identity file ${file} cannot be read. Check its name, and that it is yours`);
  }
  return identitiesIn(text, `The identity file ${file}`);
}

/** Private keys in text; `whose` begins the message where there is none. */
export function identitiesIn(text: string, whose: string): string[] {
  const found = keyLines(text).filter((l) => IDENTITY.test(l));
  if (found.length === 0)
    throw new Error(`${whose} holds no private key. It should have a line that starts with AGE-SECRET-KEY-1`);
  return found;
}

/** Asks for a private key without showing it. Refuses where there is nobody to ask. */
export async function promptIdentity(): Promise<string[]> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY)
    throw new Error(
      'Nothing to open it with. Give --identity FILE, or set IDENTITY_FILE, or run this in a terminal',
    );
  stderr.write('Paste the private key (it will not show): ');
  stdin.setRawMode(true);
  stdin.resume();
  let typed = '';
  try {
    for await (const chunk of stdin) {
      const text = String(chunk);
      if (text.includes('\u0003')) throw new Error('Stopped');
      typed += text;
      if (/[\r\n]/.test(text)) break;
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
  return identitiesIn(typed.trim(), 'What you pasted');
}
