import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { TESTED } from '#search/meilisearch/settings.ts';
import { TESTED_POSTGRES } from '#server/db/postgres/postgres.ts';
import { readSettings } from '#server/env/env.ts';
import { SETTINGS, type SettingName } from '#server/env/settings.ts';
import { makeReady } from '#server/ready.ts';
import { recipientOf } from '#server/seal/age.ts';

/** The deployment files and the operators' guide, held to the code that they speak of. */
const text = (file: string) => readFileSync(file, 'utf8');
const EXAMPLE = text('deploy/example.env');

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
});
const names = z.record(z.string(), z.unknown());
const compose = z.looseObject({
  services: z.record(z.string(), service),
  volumes: names,
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

const given = new Map([...EXAMPLE.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(([, k = '', v = '']) => [k, v]));
/** What Compose makes of a file: `${NAME:-default}` filled in from example.env, anchors merged. */
const filled = (value: string) =>
  value.replace(
    /\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g,
    (_, name: string, otherwise = '') => given.get(name) || otherwise,
  );
const read = (file: string): unknown =>
  parse(text(file), (_, value: unknown) => (typeof value === 'string' ? filled(value) : value), {
    merge: true,
  });
const file = compose.parse(read('deploy/compose.yaml'));
const services = Object.entries(file.services);
const ours = services.filter(([, s]) => s.image === 'waymark');
const named = (name: string) => service.parse(file.services[name]);

/** Read from the environment outside the settings' table. PATH is the system's own. */
const OTHERS = new Set<string>();
for (const source of globSync(['src/**/*.{ts,tsx,astro}', 'scripts/**/*.{ts,mjs}', 'astro.config.mjs']))
  if (!source.endsWith('.test.ts'))
    for (const [, name = ''] of text(source).matchAll(/\benv(?:\.|\[['"])([A-Z][A-Z_]+)\b/g))
      OTHERS.add(name);
OTHERS.delete('PATH');
const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);
const isSecret = (name: string) => isSetting(name) && 'secret' in SETTINGS[name];
const bare = (name: string) => (isSecret(name.replace(/_FILE$/, '')) ? name.replace(/_FILE$/, '') : name);

describe('deploy/compose.yaml', () => {
  it('names the versions that the code was tested on, and pins every other', () => {
    const node = z
      .object({ dependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(text('package.json')));
    expect(text('deploy/Dockerfile')).toContain(`FROM node:${node.dependencies.node}-slim\n`);
    expect(named('search').image).toBe(`getmeili/meilisearch:v${TESTED}`);
    expect(named('database').image).toBe(`postgres:${TESTED_POSTGRES}-bookworm`);
    expect(named('proxy').image).toMatch(/^caddy:\d+\.\d+\.\d+$/);
  });

  it('sets only what the code reads', () => {
    expect(ours.length).toBeGreaterThan(5);
    for (const [name, s] of ours)
      for (const key of Object.keys(s.environment))
        expect(isSetting(bare(key)) || OTHERS.has(key), `${name} sets ${key}`).toBe(true);
  });

  it('holds no secret, and hands each out as a file to those who need it', () => {
    for (const [name, s] of services)
      for (const [key, value] of Object.entries(s.environment)) {
        expect(isSecret(key), `${name} has ${key} in plain text`).toBe(false);
        if (!/(PASSWORD|SECRET|TOKEN|_KEY)(_FILE)?$/.test(key)) continue;
        expect(key, name).toMatch(/_FILE$/);
        expect(value).toMatch(/^\/(run\/secrets|search-key)\//);
      }
    for (const [name, s] of services)
      for (const value of [...Object.values(s.environment), ...s.command]) {
        const used = /\/run\/secrets\/([\w-]+)/.exec(value)?.[1];
        if (used) expect(s.secrets, `${name} reads ${used}`).toContain(used);
      }
    const ignored = text('deploy/.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', 'secrets/', 'keys/']));
    expect(text('deploy/Dockerfile.dockerignore').split('\n')).toContain('*');
  });

  it('declares every volume, network and secret that is used, and makes every secret', () => {
    const used = (list: (s: z.infer<typeof service>) => string[]) =>
      [...new Set(services.flatMap(([, s]) => list(s)))].sort();
    const volumes = used((s) =>
      s.volumes.map((v) => v.split(':')[0] ?? '').filter((v) => /^[\w-]+$/.test(v)),
    );
    expect(volumes).toEqual(Object.keys(file.volumes).sort());
    expect(used((s) => s.networks)).toEqual(Object.keys(file.networks).sort());
    expect(used((s) => s.secrets)).toEqual(Object.keys(file.secrets).sort());
    for (const [name, { file: path }] of Object.entries(file.secrets)) {
      expect(path).toBe(`./secrets/${name}`);
      expect(text('deploy/prepare.sh')).toContain(`put ${name} `);
    }
    for (const path of used((s) => s.volumes).filter((v) => /^\.\/.*[a-z]:\/etc/.test(v)))
      expect(existsSync(join('deploy', path.split(':')[0] ?? ''))).toBe(true);
    for (const [, name = ''] of text('deploy/compose.yaml').matchAll(/\$\{([A-Z_]+)/g))
      expect([...given.keys()]).toContain(name);
  });

  it('keeps the master key with the indexer, and a private key with nobody', () => {
    const admin = services.filter(([, s]) => s.secrets.includes('search-master-key')).map(([name]) => name);
    expect(admin).toEqual(['index', 'search']);
    expect(JSON.stringify(file)).not.toContain('IDENTITY');
    const fhir = z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()) }));
    const { services: added } = z.looseObject({ services: fhir }).parse(read('deploy/compose.fhir.yaml'));
    const holders = Object.entries(added).filter(([, s]) => 'IDENTITY_FILE' in s.environment);
    expect(holders.map(([name]) => name)).toEqual(['delivery']);
    for (const s of Object.values(added))
      for (const key of Object.keys(s.environment)) expect(isSetting(bare(key)), key).toBe(true);
  });

  it('opens the proxy alone to the world, and lets the site reach nothing outside', () => {
    expect(services.filter(([, s]) => s.ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    for (const name of ['site', 'index', 'search', 'database', 'purge', 'staff'])
      for (const network of named(name).networks) expect(file.networks[network]?.internal, name).toBe(true);
  });

  it('runs scripts that are there', () => {
    for (const [name, s] of ours)
      for (const word of [...s.entrypoint, ...s.command].filter((w) => /\.(ts|sh)$/.test(w)))
        expect(existsSync(word), `${name} runs ${word}`).toBe(true);
  });
});

describe('the site of compose.yaml', () => {
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'waymark-deploy-'));
    const keys = join(dir, 'keys');
    mkdirSync(keys);
    writeFileSync(join(keys, 'default.txt'), await recipientOf(await generateX25519Identity()));
    const made = {
      'database-url': 'postgres://waymark:pass@database:5432/waymark',
      'page-state-key': 'x'.repeat(44),
      'webhook-secret': `whsec_${Buffer.alloc(32).toString('base64')}`,
      'smtp-url': '',
      key: 'search-key',
    };
    for (const [name, value] of Object.entries(made)) writeFileSync(join(dir, name), value);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('has settings that the server starts with', async () => {
    const here = (v: string) =>
      v.replace(/^\/(run\/secrets|search-key)/, dir).replace(/^\/keys$/, join(dir, 'keys'));
    const env = Object.fromEntries(Object.entries(named('site').environment).map(([k, v]) => [k, here(v)]));
    const settings = readSettings(env);
    expect(settings).toMatchObject({
      NODE_ENV: 'production',
      TRUSTED_PROXIES: 1,
      MEILISEARCH_KEY: 'search-key',
    });
    expect(settings.MEILISEARCH_ADMIN_KEY).toBeUndefined();
    const ready = await makeReady(settings, ['leigh']);
    expect(ready.targetOf('leigh').collect).toBe(true);
  });
});

describe('docs/guides/operators.md', () => {
  const rows = new Map(
    [...text('docs/guides/operators.md').matchAll(/^\| `([A-Z_]+)` \|(.*)\|(.*)\|(.*)\|$/gm)].map((m) => [
      m[1],
      m,
    ]),
  );

  it('has every setting that the code reads, and no other', () => {
    const all = new Set([...Object.keys(SETTINGS), ...OTHERS]);
    expect([...rows.keys()].sort()).toEqual([...all].sort());
  });

  it('gives the defaults that the code has', () => {
    for (const [name, { schema }] of Object.entries(SETTINGS)) {
      const { data } = schema.safeParse(undefined);
      if (data === undefined) continue;
      const value = typeof data === 'boolean' ? (data ? 'yes' : 'no') : String(data);
      expect(rows.get(name)?.[3]?.trim(), name).toBe(value);
    }
  });
});
