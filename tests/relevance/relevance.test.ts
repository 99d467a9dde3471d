import { beforeAll, describe, expect, it } from 'vitest';
import { readContent } from '#schemas/read.ts';
import { localEngine } from '#search/embedded/local.ts';
import { measure, readSuites, type Scores } from './measure.ts';

/** Always the project's own content: the queries are judged against it. */
const CONTENT = 'content';

const scores = new Map<string, Scores>();
beforeAll(async () => {
  const { content } = await readContent(CONTENT);
  if (!content) throw new Error('the content cannot be read');
  const { engine } = localEngine(content);
  const assets = new Map(content.assets.map((a) => [a.id, a]));
  for (const s of await readSuites()) scores.set(s.name, (await measure(engine, assets, s.queries)).scores);
}, 60_000);

const of = (name: string): Scores => {
  const s = scores.get(name);
  if (!s) throw new Error(`no file ${name}`);
  return s;
};

describe('relevance', () => {
  it('has at least 200 queries, a third of them held out', () => {
    const all = [...scores].map(([name, s]) => ({ name, n: s.queries }));
    const total = all.reduce((sum, s) => sum + s.n, 0);
    const held = all.filter((s) => s.name.startsWith('heldout')).reduce((sum, s) => sum + s.n, 0);
    expect(total).toBeGreaterThanOrEqual(200);
    expect(held / total).toBeGreaterThanOrEqual(1 / 3);
  });

  describe.each(['tuned.yaml', 'written-first.yaml'])('%s', (name) => {
    it('finds what people mean', () => {
      expect(of(name).success3).toBeGreaterThanOrEqual(0.95);
      expect(of(name).ndcg10).toBeGreaterThanOrEqual(0.85);
      expect(of(name).coverage).toBeGreaterThanOrEqual(0.95);
      expect(of(name).places).toBe(1);
    });
    it('reads nothing that is not there', () => {
      expect(of(name).falseNeeds).toBeLessThanOrEqual(0.02);
      expect(of(name).wrongFirst).toBeLessThanOrEqual(0.04);
      expect(of(name).nonsenseEmpty).toBe(1);
    });
    it('misses no crisis, and hardly ever sees one in a figure of speech', () => {
      expect(of(name).crisisRecall).toBe(1);
      expect(of(name).falsePanels).toBeLessThanOrEqual(0.01);
    });
  });

  it('does not fall back on words it was never tuned on', () => {
    for (const [name, s] of scores)
      if (name.startsWith('heldout')) {
        expect(s.success3, name).toBeGreaterThanOrEqual(0.88);
        expect(s.coverage, name).toBeGreaterThanOrEqual(0.92);
        expect(s.crisisRecall, name).toBeGreaterThanOrEqual(0.75);
        // An eighth of them are written to look like danger and be none.
        expect(s.falsePanels, name).toBeLessThanOrEqual(0.04);
      }
  });
});
