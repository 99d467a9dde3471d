import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Asset } from '#schemas/asset.ts';
import { TOPIC_IDS } from '#schemas/values.ts';
import type { SearchAnswer, SearchEngine } from '#search/contract.ts';

/** One judged query; see README.md. */
const query = z.strictObject({
  q: z.string(),
  needs: z.array(z.enum(TOPIC_IDS)).default([]),
  not: z.array(z.enum(TOPIC_IDS)).default([]),
  crisis: z.string().nullable().optional(),
  place: z.string().nullable().optional(),
  nothing: z.boolean().default(false),
  best: z.array(z.string()).default([]),
});
export type Query = z.infer<typeof query>;

const FOLDER = import.meta.dirname;

/** Every file of queries: `tuned.yaml` first, then the held-out ones. */
export async function readSuites(): Promise<{ name: string; queries: Query[] }[]> {
  const names = (await readdir(FOLDER)).filter((f) => f.endsWith('.yaml')).sort();
  names.sort((a, b) => Number(a.startsWith('heldout')) - Number(b.startsWith('heldout')));
  return Promise.all(
    names.map(async (name) => ({
      name,
      queries: z.array(query).parse(parse(await readFile(join(FOLDER, name), 'utf8'))),
    })),
  );
}

/** What one query got, and what was wrong with it. */
export interface Judged {
  query: Query;
  needs: string[];
  hits: string[];
  faults: string[];
}

export interface Scores {
  queries: number;
  judged: number;
  success3: number;
  ndcg10: number;
  coverage: number;
  falseNeeds: number;
  wrongFirst: number;
  crisisRecall: number;
  falsePanels: number;
  places: number;
  nonsenseEmpty: number;
}

const gradeOf = (q: Query, a: Asset | undefined): number => {
  if (!a) return 0;
  const wanted: readonly string[] = q.needs;
  const [main, ...rest] = a.topics;
  if (q.best.includes(a.id) || (main !== undefined && wanted.includes(main))) return 2;
  return rest.some((t) => wanted.includes(t)) ? 1 : 0;
};

const gain = (grades: readonly number[]) =>
  grades.reduce((sum, g, i) => sum + (2 ** g - 1) / Math.log2(i + 2), 0);

/** nDCG of the first ten, against the best ten that the whole directory could give. */
function ndcg(grades: readonly number[], all: readonly number[]): number {
  const ideal = gain([...all].sort((a, b) => b - a).slice(0, 10));
  return ideal === 0 ? 1 : gain(grades) / ideal;
}

class Tally {
  #sum = 0;
  #n = 0;
  add(value: number | boolean): void {
    this.#sum += Number(value);
    this.#n++;
  }
  /** The mean; `none` where nothing was counted. */
  mean = (none: number) => (this.#n === 0 ? none : this.#sum / this.#n);
  get n() {
    return this.#n;
  }
}

interface Tallies
  extends Record<
    | 'success'
    | 'ndcg'
    | 'coverage'
    | 'falseNeeds'
    | 'wrongFirst'
    | 'recall'
    | 'panels'
    | 'places'
    | 'nonsense',
    Tally
  > {}

function judgeCrisis(q: Query, answer: SearchAnswer, t: Tallies, faults: string[]): void {
  const got = answer.reading.crisis;
  if (q.crisis === 'any') return;
  if (q.crisis) {
    t.recall.add(got[0] === q.crisis);
    if (got[0] !== q.crisis) faults.push(`crisis ${q.crisis} not first: ${got.join(' ') || 'none'}`);
  } else {
    t.panels.add(got.length > 0);
    if (got.length > 0) faults.push(`false panel ${got.join(' ')}`);
  }
}

function judgeHits(
  q: Query,
  answer: SearchAnswer,
  assets: ReadonlyMap<string, Asset>,
  t: Tallies,
  faults: string[],
): void {
  const wanted: readonly string[] = q.needs;
  const needs = answer.reading.needs.map((n) => n.topic);
  const grades = answer.hits.map((h) => gradeOf(q, assets.get(h.id)));
  const success = grades.slice(0, 3).includes(2);
  t.success.add(success);
  t.ndcg.add(
    ndcg(
      grades,
      [...assets.values()].filter((a) => a.status !== 'closed').map((a) => gradeOf(q, a)),
    ),
  );
  const covered = needs.some((n) => wanted.includes(n)) || success;
  t.coverage.add(covered);
  const [first] = needs;
  t.wrongFirst.add(first !== undefined && !wanted.includes(first) && wanted.length > 0);
  if (!success) faults.push('no right answer in three');
  if (!covered) faults.push('not covered');
  if (first !== undefined && wanted.length > 0 && !wanted.includes(first)) faults.push(`first need ${first}`);
}

/** Asks an engine every query and judges the answers. `assets` are all listings of the content, by id. */
export async function measure(
  engine: SearchEngine,
  assets: ReadonlyMap<string, Asset>,
  queries: readonly Query[],
): Promise<{ scores: Scores; judged: Judged[] }> {
  const tally = () => new Tally();
  const t: Tallies = {
    success: tally(),
    ndcg: tally(),
    coverage: tally(),
    falseNeeds: tally(),
    wrongFirst: tally(),
    recall: tally(),
    panels: tally(),
    places: tally(),
    nonsense: tally(),
  };
  const judged: Judged[] = [];
  for (const q of queries) {
    const answer = await engine.search({
      q: q.q,
      literal: false,
      filters: {},
      facets: [],
      sort: 'relevance',
      page: 1,
      perPage: 10,
    });
    const faults: string[] = [];
    const needs = answer.reading.needs.map((n) => n.topic);
    judgeCrisis(q, answer, t, faults);
    const wrong = needs.filter((n) => q.nothing || q.not.includes(n));
    t.falseNeeds.add(wrong.length > 0);
    if (wrong.length > 0) faults.push(`false need ${wrong.join(' ')}`);
    if (q.nothing) {
      t.nonsense.add(answer.total === 0);
      if (answer.total > 0) faults.push(`nonsense found ${answer.total}`);
    }
    if (q.place !== undefined) {
      const place = answer.reading.place?.id ?? null;
      t.places.add(place === q.place);
      if (place !== q.place) faults.push(`place ${place} for ${q.place}`);
    }
    if ((!q.crisis || q.crisis === 'any') && (q.needs.length > 0 || q.best.length > 0))
      judgeHits(q, answer, assets, t, faults);
    judged.push({ query: q, needs, hits: answer.hits.map((h) => h.id), faults });
  }
  return {
    scores: {
      queries: queries.length,
      judged: t.success.n,
      success3: t.success.mean(1),
      ndcg10: t.ndcg.mean(1),
      coverage: t.coverage.mean(1),
      falseNeeds: t.falseNeeds.mean(0),
      wrongFirst: t.wrongFirst.mean(0),
      crisisRecall: t.recall.mean(1),
      falsePanels: t.panels.mean(0),
      places: t.places.mean(1),
      nonsenseEmpty: t.nonsense.mean(1),
    },
    judged,
  };
}
