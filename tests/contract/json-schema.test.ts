import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { jsonSchemas } from '../../scripts/lib/json-schema.ts';

let made: Awaited<ReturnType<typeof jsonSchemas>>;
beforeAll(async () => {
  made = await jsonSchemas();
});

it('the schemas in docs/schema are those of src/schemas (npm run schema writes them)', async () => {
  for (const [name, schema] of made)
    expect(JSON.parse(await readFile(`docs/schema/${name}.json`, 'utf8')), name).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
});

it('an editor is told what a field is for, and what is missing', () => {
  const asset = made.get('assets');
  expect(asset?.required).toEqual(
    expect.arrayContaining(['name', 'code', 'organisation', 'topics', 'checked']),
  );
  // What has a default need not be written.
  expect(asset?.required).not.toContain('formerIds');
  const properties = JSON.parse(JSON.stringify(asset?.properties));
  expect(properties.code.description).toMatch(/stable for life/);
  expect(properties.locations.items.properties.sensitive.description).toMatch(
    /^True hides everything but the place/,
  );
  expect(properties.status.enum).toEqual(['active', 'paused', 'closed']);
});

it('dates and times, which are read in two spellings, show the one to write', () => {
  const terms = JSON.parse(JSON.stringify(made.get('terms')));
  expect(terms.properties.checked).toMatchObject({ type: 'string', format: 'date' });
});
