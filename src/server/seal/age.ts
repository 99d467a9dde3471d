import { armor, Decrypter, Encrypter, identityToRecipient } from 'age-encryption';

/** A public key that age understands: `age1…`. */
export const RECIPIENT = /^age1[02-9ac-hj-np-z]{58,}$/;
/** A private one: `AGE-SECRET-KEY-1…`. It never reaches the web process. */
export const IDENTITY = /^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{58,}$/;

/** Lines of a key file that are neither empty nor a comment, as `age-keygen` writes them. */
export function keyLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((l) => l.trim())
    .filter((l) => l !== '' && !l.startsWith('#'));
}

/** Seals text to every recipient, so that any one of the identities opens it. Binary age v1 format. */
export async function seal(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new Error('There is no key to seal to');
  const encrypter = new Encrypter();
  for (const r of recipients) encrypter.addRecipient(r);
  return encrypter.encrypt(text);
}

/** Opens what `seal` made. Throws where none of the identities fits, or the text was changed. */
export async function open(sealed: Uint8Array, identities: readonly string[]): Promise<string> {
  const decrypter = new Decrypter();
  for (const i of identities) decrypter.addIdentity(i);
  return decrypter.decrypt(sealed, 'text');
}

/** The sealed bytes as the text block that mail, JSON and `age -d` take. */
export const armoured = (sealed: Uint8Array): string => armor.encode(sealed);

/** The public key of an identity. */
export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity);

/** A short name for a key in lists and audits: its first and last letters, which give nothing away. */
export const keyName = (recipient: string) => `${recipient.slice(0, 10)}…${recipient.slice(-6)}`;
