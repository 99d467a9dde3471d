import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { recipientOf } from '#server/seal/age.ts';
import { DEVELOPMENT } from '#server/seal/team-keys.ts';

/** A process of its own: writes a new identity to the first file named, and its public key to the second. */
const [identityFile = '', publicFile = ''] = process.argv.slice(2);
const identity = await generateX25519Identity();
for (const file of [identityFile, publicFile]) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
writeFileSync(identityFile, `${DEVELOPMENT}\n${identity}\n`, { mode: 0o600 });
writeFileSync(publicFile, `${DEVELOPMENT}\n${await recipientOf(identity)}\n`);
