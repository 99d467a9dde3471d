import { generateX25519Identity } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { armoured, IDENTITY, keyLines, open, RECIPIENT, recipientOf, seal } from '#server/seal/age.ts';

describe('sealing', () => {
  it('opens for either of two teams, and for nobody else', async () => {
    const [a, b, stranger] = await Promise.all([1, 2, 3].map(() => generateX25519Identity()));
    if (!a || !b || !stranger) throw new Error('no identities');
    const sealed = await seal('my husband died', [await recipientOf(a), await recipientOf(b)]);
    expect(await open(sealed, [a])).toBe('my husband died');
    expect(await open(sealed, [b])).toBe('my husband died');
    await expect(open(sealed, [stranger])).rejects.toThrow();
    expect(Buffer.from(sealed).includes('husband')).toBe(false);
    expect(armoured(sealed)).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  });

  it('refuses text that was changed on the way, and refuses to seal to nobody', async () => {
    const id = await generateX25519Identity();
    const sealed = await seal('x', [await recipientOf(id)]);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    await expect(open(sealed, [id])).rejects.toThrow();
    await expect(seal('x', [])).rejects.toThrow('no key');
  });

  it('reads key files as age-keygen writes them', async () => {
    const id = await generateX25519Identity();
    expect(keyLines(`# created: today\n\n${id}\n`)).toEqual([id]);
    expect(id).toMatch(IDENTITY);
    expect(await recipientOf(id)).toMatch(RECIPIENT);
  });
});
