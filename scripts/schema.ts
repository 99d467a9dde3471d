import { mkdir, writeFile } from 'node:fs/promises';
import { jsonSchemas, SCHEMA_FILES } from './lib/json-schema.ts';

/**
 * `npm run schema`: JSON Schemas of the content, so that an editor's program helps as they type. Written to
 * docs/schema, with the settings that tell VS Code which is for which file. Kept in the repository; a test holds them
 * to the schemas in src/schemas.
 */
const DIR = 'docs/schema';
await mkdir(DIR, { recursive: true });
await mkdir('.vscode', { recursive: true });
const schemas = await jsonSchemas();
for (const [name, schema] of schemas)
  await writeFile(`${DIR}/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
const files = Object.entries(SCHEMA_FILES)
  .filter(([, files]) => files.endsWith('.yaml'))
  .map(([name, files]) => [`./${DIR}/${name}.json`, files]);
await writeFile(
  '.vscode/settings.json',
  `${JSON.stringify({ 'yaml.schemas': Object.fromEntries(files) }, null, 2)}\n`,
);
console.log(`${schemas.size} schemas are in ${DIR}`);
