import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { COLLECTIONS } from '#schemas/collections.ts';
import { site } from '#schemas/site.ts';

type Json = z.core.JSONSchema.BaseSchema;

/** Doc comments of a schema file, by field; `in` has those of the fields inside it. */
interface Docs {
  [field: string]: { says?: string; in: Docs };
}

const FIELD = /^(\s+)'?([\w-]+)'?:/;
const OPENS = /^(?:export )?const (\w+) =/;

/**
 * The doc comments of a schema file, for each constant in it. Our files are formatted by one tool, so that a field
 * stands on a line of its own and what is inside it stands further in.
 */
export function docsOf(source: string): Map<string, Docs> {
  const all = new Map<string, Docs>();
  let open: { indent: number; docs: Docs }[] = [];
  let says = '';
  let comment: string | undefined;
  for (const line of source.split('\n')) {
    const text = line.trim();
    if (text.startsWith('/**')) comment = '';
    if (comment !== undefined) {
      comment += ` ${text.replace(/^\/\*\*|\*\/$|^\*(?!\/)/g, '').trim()}`;
      if (!text.endsWith('*/')) continue;
      says = comment.trim();
      comment = undefined;
      continue;
    }
    const constant = OPENS.exec(line)?.[1];
    const field = FIELD.exec(line);
    if (constant) {
      const docs: Docs = {};
      all.set(constant, docs);
      open = [{ indent: -1, docs }];
    } else if (field?.[1] && field[2]) {
      const indent = field[1].length;
      while (open.length > 1 && (open.at(-1)?.indent ?? 0) >= indent) open.pop();
      const entry = { ...(says && { says }), in: {} };
      const parent = open.at(-1)?.docs;
      // The first of a name is the one at the top; options of a call come later and further in.
      if (parent && !parent[field[2]]) parent[field[2]] = entry;
      open.push({ indent, docs: entry.in });
    }
    if (text) says = '';
  }
  return all;
}

const isSchema = (v: unknown): v is Json => v !== null && typeof v === 'object' && !Array.isArray(v);

/** Puts what the schema file says of a field beside it, wherever the field's own schema is nested. */
function explain(schema: Json, docs: Docs): void {
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    if (isSchema(part)) explain(part, docs);
  if (isSchema(schema.items)) explain(schema.items, docs);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const doc = docs[name];
    if (!doc || !isSchema(field)) continue;
    if (doc.says) field.description ??= doc.says;
    explain(field, doc.in);
  }
}

/** A schema as editors can use it: what may be written, before defaults. What reads two spellings shows the usual one. */
function convert(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (!(zodSchema instanceof z.ZodPipe)) return;
      const { in: from, out } = zodSchema.def;
      if (from._zod.def.type === 'transform')
        Object.assign(jsonSchema, z.toJSONSchema(out, { io: 'input', unrepresentable: 'any' }));
      delete jsonSchema.$schema;
    },
  });
}

/** Which file of src/schemas each schema is in, and the constant's name there. */
const SOURCES: Record<string, [file: string, constant: string]> = {
  bankHolidays: ['calendar', 'bankHolidays'],
  terms: ['calendar', 'terms'],
  assets: ['asset', 'asset'],
  organisations: ['organisation', 'organisation'],
  topics: ['topic', 'topic'],
  crisis: ['crisis', 'crisis'],
  places: ['place', 'place'],
  teams: ['team', 'team'],
  practices: ['practice', 'practice'],
  stories: ['story', 'story'],
  pages: ['page', 'page'],
  site: ['site', 'site'],
};

/** JSON Schema (draft 2020-12) of every kind of content file, by the name of the file it is kept in. */
export async function jsonSchemas(): Promise<Map<string, Json>> {
  const made = new Map<string, Json>();
  const schemas: [string, z.ZodType][] = Object.entries(COLLECTIONS).map(([name, c]) => [name, c.schema]);
  for (const [name, schema] of [...schemas, ['site', site] as const]) {
    const [file, constant] = SOURCES[name] ?? [name, name];
    const docs = docsOf(await readFile(`src/schemas/${file}.ts`, 'utf8'));
    const json = convert(schema);
    explain(json, docs.get(constant) ?? {});
    if (name === 'assets') {
      // Parts that a listing is made of have constants, and doc comments, of their own.
      for (const [field, part, from] of [
        ['locations', 'location', 'asset'],
        ['sessions', 'repeating', 'session'],
        ['sessions', 'common', 'session'],
      ] as const) {
        const parts = docsOf(await readFile(`src/schemas/${from}.ts`, 'utf8')).get(part) ?? {};
        const inside = json.properties?.[field];
        if (isSchema(inside)) explain(inside, parts);
      }
    }
    made.set(name, json);
  }
  return made;
}

/** Which content files each schema is for, as editors with a YAML language server are told. */
export const SCHEMA_FILES: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(COLLECTIONS).map(([name, c]) => [name, `content/${c.folder}/${c.pattern}`]),
  ),
  site: 'content/site.yaml',
};
