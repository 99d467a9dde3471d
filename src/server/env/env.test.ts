import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '#server/env/env.ts';

const problems = (env: Record<string, string>) => {
  try {
    readSettings(env);
    return [];
  } catch (e) {
    if (e instanceof SettingsError) return e.problems;
    throw e;
  }
};

describe('settings', () => {
  it('needs nothing on a fresh clone', () => {
    expect(readSettings({ COLLECT: '' })).toMatchObject({
      COLLECT: false,
      VAR_DIR: 'var',
      SENDS_PER_HOUR: 60,
    });
  });

  it('lists everything wrong at once, and never a secret', () => {
    const all = problems({
      TRUSTED_PROXIES: 'two',
      COLLECT: 'maybe',
      DATABASE_URL: 'mysql://me:hunter2@db/x',
      PAGE_STATE_KEY: 'short-secret',
      WEBHOOK_URL: 'ftp://x.example.org',
    });
    expect(all).toHaveLength(5);
    expect(all).toContain('COLLECT should be yes or no. It is "maybe".');
    expect(all).toContain('DATABASE_URL should start with postgres://.');
    expect(all.join()).not.toMatch(/hunter2|short-secret/);
  });

  it('refuses a private key in the environment, whatever its name, and does not repeat it', () => {
    const all = problems({ TEAM_SECRET: 'AGE-SECRET-KEY-1QQQQ' });
    expect(all.join()).toContain('TEAM_SECRET holds a private key');
    expect(all.join()).not.toContain('1QQQQ');
  });

  it('names the setting that another one needs', () => {
    expect(problems({ NOTIFY_TO: 'team@example.org' })).toEqual([
      'NOTIFY_FROM is missing. NOTIFY_TO is set, and needs it: an e-mail address.',
      'SMTP_URL is missing. NOTIFY_TO is set, and needs it: smtp://user:password@host:587.',
    ]);
  });
});
