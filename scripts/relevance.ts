import { parseArgs } from 'node:util';
import { contentDir, readContent } from '#schemas/read.ts';
import { measure, readSuites, type Scores } from '../tests/relevance/measure.ts';
import { ENGINE_NAMES, openNamedEngine } from './lib/meilisearch.ts';

/** `npm run relevance`: how well people's words are understood. `--faults` lists every query that went wrong, and
 * `--engine meilisearch` asks the search server of MEILISEARCH_URL. */
const { values } = parseArgs({
  options: {
    faults: { type: 'boolean', default: false },
    engine: { type: 'string', default: ENGINE_NAMES[0] },
  },
});

const ROWS: [keyof Scores, string][] = [
  ['queries', 'queries'],
  ['judged', 'judged on their answers'],
  ['success3', 'success@3'],
  ['ndcg10', 'nDCG@10'],
  ['coverage', 'coverage'],
  ['falseNeeds', 'false needs'],
  ['wrongFirst', 'wrong first need'],
  ['crisisRecall', 'crisis recall'],
  ['falsePanels', 'false crisis panels'],
  ['places', 'places right'],
  ['nonsenseEmpty', 'nonsense empty'],
];

const { content } = await readContent(contentDir());
if (!content) {
  console.error('The content cannot be read; run npm run check for the reasons.');
  process.exit(1);
}
const engine = openNamedEngine(values.engine, content);
const assets = new Map(content.assets.map((a) => [a.id, a]));
const suites = await readSuites();
const results = await Promise.all(
  suites.map(async (s) => ({ name: s.name, ...(await measure(engine, assets, s.queries)) })),
);

const width = 26;
console.log(`${''.padEnd(width)}${results.map((r) => r.name.replace('.yaml', '').padStart(18)).join('')}`);
for (const [key, label] of ROWS) {
  const cells = results.map(({ scores }) => {
    const v = scores[key];
    return (key === 'queries' || key === 'judged' ? String(v) : v.toFixed(3)).padStart(18);
  });
  console.log(`${label.padEnd(width)}${cells.join('')}`);
}
const held = results.filter((r) => r.name.startsWith('heldout')).reduce((n, r) => n + r.scores.queries, 0);
const all = results.reduce((n, r) => n + r.scores.queries, 0);
console.log(
  `\n${held} of ${all} queries (${Math.round((held / all) * 100)} %) are held out: nothing was tuned on them.`,
);
if (values.faults)
  for (const r of results) {
    console.log(`\n${r.name}`);
    for (const j of r.judged)
      if (j.faults.length > 0) console.log(`  ${j.query.q}  [${j.needs.join(' ')}]  ${j.faults.join('; ')}`);
  }
