import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { contentDir, readContent } from '#schemas/read.ts';
import type { SearchAnswer, SearchRequest } from '#search/contract.ts';
import { ENGINE_NAMES, openNamedEngine } from './lib/meilisearch.ts';

/**
 * `npm run search -- "words"`: what the site would find. `--json` prints one JSON object; `--json --stdin` reads a
 * query a line and prints a line for each, in order, an empty line too. `--engine meilisearch` asks the search server of
 * MEILISEARCH_URL.
 */
const HITS = 10;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    stdin: { type: 'boolean', default: false },
    literal: { type: 'boolean', default: false },
    engine: { type: 'string', default: ENGINE_NAMES[0] },
  },
});

const { content, problems } = await readContent(contentDir());
if (!content) {
  for (const p of problems) console.error(`${p.file}: ${p.field} ${p.message}`);
  process.exit(1);
}
if (problems.length > 0)
  console.error(`${problems.length} problems in the content; run npm run check for the list.`);

const engine = openNamedEngine(values.engine, content);
const assets = new Map(content.assets.map((a) => [a.id, a]));

function ask(q: string): Promise<SearchAnswer> {
  const request: SearchRequest = {
    q,
    literal: values.literal,
    filters: {},
    facets: [],
    sort: 'relevance',
    page: 1,
    perPage: HITS,
  };
  return engine.search(request);
}

async function asJson(q: string): Promise<string> {
  const { reading, total, hits } = await ask(q);
  return JSON.stringify({
    q,
    crisis: reading.crisis,
    needs: reading.needs.map((n) => n.topic),
    place: reading.place?.id ?? null,
    total,
    hits: hits.map((h) => {
      const a = assets.get(h.id);
      const place = a?.locations[0]?.place ?? a?.serviceArea?.places[0] ?? a?.serviceArea?.areas[0] ?? null;
      return {
        id: h.id,
        name: a?.name ?? '',
        topics: a?.topics ?? [],
        place,
        score: Math.round(h.score * 1000) / 1000,
      };
    }),
  });
}

async function asWords(q: string): Promise<string> {
  const { reading, total, hits } = await ask(q);
  const lines: string[] = [];
  if (reading.crisis.length > 0) lines.push(`Urgent help: ${reading.crisis.join(', ')}`);
  for (const n of reading.needs) lines.push(`Need: ${n.topic} (${n.weight}), from "${n.said}"`);
  if (reading.place) lines.push(`Place: ${reading.place.name}, from "${reading.place.said}"`);
  lines.push(total === 0 ? 'Nothing found.' : `${total} found.`);
  hits.forEach((h, i) => {
    const a = assets.get(h.id);
    lines.push(`${String(i + 1).padStart(2)}. ${a?.name} [${a?.topics.join(', ')}] ${h.score.toFixed(2)}`);
  });
  return lines.join('\n');
}

const answer = values.json ? asJson : asWords;
if (values.stdin) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    process.stdout.write(`${await answer(line)}\n`);
} else if (positionals.length > 0) console.log(await answer(positionals.join(' ')));
else {
  console.error('Say what to search for: npm run search -- "my husband died"');
  process.exit(2);
}
