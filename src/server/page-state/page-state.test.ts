import { describe, expect, it } from 'vitest';
import { pageState, STATE_MS } from '#server/page-state/page-state.ts';

const state = pageState('a secret that is at least thirty-two characters');

describe('page state', () => {
  it('comes back as it went, and says nothing on the way', () => {
    const sealed = state.seal('refer', { name: 'Canary Wharf 7731' });
    expect(state.open('refer', sealed)).toEqual({ ok: true, value: { name: 'Canary Wharf 7731' } });
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Canary');
    expect(sealed).toMatch(/^[\w-]+$/);
  });

  it('is never the same text twice', () => {
    expect(state.seal('refer', 1)).not.toBe(state.seal('refer', 1));
  });

  it('expires, and says that it did', () => {
    const sealed = state.seal('refer', 1, 1_000_000);
    expect(state.open('refer', sealed, 1_000_000 + STATE_MS - 2000)).toEqual({ ok: true, value: 1 });
    expect(state.open('refer', sealed, 1_000_000 + STATE_MS + 1)).toEqual({ ok: false, why: 'expired' });
  });

  it.each([
    ['another form', (s: string) => state.open('report', s)],
    ['another key', (s: string) => pageState().open('refer', s)],
    ['another expiry', (s: string) => state.open('refer', `${s.slice(0, 8)}A${s.slice(9)}`)],
    [
      'a changed letter',
      (s: string) => state.open('refer', s.slice(0, 40) + (s[40] === 'A' ? 'B' : 'A') + s.slice(41)),
    ],
    ['half of it', (s: string) => state.open('refer', s.slice(0, 50))],
    ['nothing', () => state.open('refer', '')],
    ['junk', () => state.open('refer', '{"name":"x"}')],
  ])('does not open for %s', (_, open) => {
    expect(open(state.seal('refer', { a: 1 }))).toEqual({ ok: false, why: 'broken' });
  });
});
