import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '#server/env/env.ts';
import { makeReady } from '#server/ready.ts';
import { recipientOf } from '#server/seal/age.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waymark-ready-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const settings = (env: Record<string, string> = {}) => readSettings({ VAR_DIR: dir, ...env });
const production = (env: Record<string, string> = {}) => settings({ NODE_ENV: 'production', ...env });
const putKey = async (name: string, text?: string) => {
  mkdirSync(join(dir, 'keys'), { recursive: true });
  writeFileSync(join(dir, 'keys', name), text ?? `${await recipientOf(await generateX25519Identity())}\n`);
};

describe('starting', () => {
  it('works on a fresh clone, with keys marked as development ones and kept from then on', async () => {
    const first = await makeReady(settings(), ['leigh']);
    expect(first.notes[0]).toContain('development-identity.txt');
    expect(first.targetOf('leigh').collect).toBe(true);
    expect(readFileSync(join(dir, 'development-identity.txt'), 'utf8')).toMatch(/^# DEVELOPMENT KEY/);
    const second = await makeReady(settings(), ['leigh']);
    expect(second.notes).toEqual([]);
    expect(second.keys.of('leigh')).toEqual(first.keys.of('leigh'));
  });

  it('refuses in production with no key and nobody to deliver to, naming both, and makes nothing', async () => {
    const started = makeReady(production(), ['leigh', 'wigan']);
    await expect(started).rejects.toThrow(
      /no key for leigh, wigan[\s\S]*TEAM_KEYS[\s\S]*reach nobody[\s\S]*COLLECT=yes/,
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  it('refuses development keys in production', async () => {
    await makeReady(settings(), ['leigh']);
    await expect(makeReady(production({ COLLECT: 'yes' }), ['leigh'])).rejects.toThrow(
      'made for development',
    );
  });

  it('refuses in production to stand beside the identity of an earlier try, with real keys or not', async () => {
    await makeReady(settings(), ['leigh']);
    await putKey('default.txt');
    await expect(makeReady(production({ COLLECT: 'yes' }), ['leigh'])).rejects.toThrow(
      'development-identity.txt opens referrals',
    );
  });

  it('refuses an identity, in a setting or among the keys, without repeating it', async () => {
    const identity = await generateX25519Identity();
    await putKey('default.txt', identity);
    await expect(makeReady(production({ COLLECT: 'yes' }), ['leigh'])).rejects.toThrow('holds a private key');
    await expect(makeReady(production({ COLLECT: 'yes' }), ['leigh'])).rejects.not.toThrow(identity);
    await putKey('default.txt');
    const held = production({ COLLECT: 'yes', IDENTITY_FILE: 'x' });
    await expect(makeReady(held, ['leigh'])).rejects.toThrow('IDENTITY_FILE is set');
  });

  it('refuses an e-mail as the only way, since it carries no referral', async () => {
    await putKey('default.txt');
    const env = { NOTIFY_TO: 'a@example.org', NOTIFY_FROM: 'b@example.org', SMTP_URL: 'smtp://localhost' };
    await expect(makeReady(production(env), ['leigh'])).rejects.toThrow('reach nobody');
  });

  it('refuses to send FHIR from the web server', async () => {
    await putKey('leigh.txt');
    await expect(makeReady(production({ FHIR_URL: 'https://fhir.example.org' }), ['leigh'])).rejects.toThrow(
      'DELIVERY_WORKER=separate',
    );
  });
});
