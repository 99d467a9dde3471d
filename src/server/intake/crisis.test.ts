import { beforeAll, describe, expect, it } from 'vitest';
import { contentDir, readContent } from '#schemas/read.ts';
import { knowledgeOf } from '#search/analyse/knowledge.ts';
import { writeKnowledge } from '#search/analyse/knowledge-file.ts';
import { crisisReader } from '#server/intake/crisis.ts';

let words: string;
beforeAll(async () => {
  const { content } = await readContent(contentDir());
  if (!content) throw new Error('no content');
  // A handful of sentences instead of thousands: what is tried here is the reading in pieces, not the learning.
  const few = { needs: [['none', 'hello there'] as const], crisis: [['none', 'hello there'] as const] };
  words = writeKnowledge(knowledgeOf(content, [], [], few));
}, 60_000);

const fail = (e: unknown) => {
  throw e;
};

describe('someone’s own words', () => {
  it('are read for danger wherever in a long text it stands', () => {
    const read = crisisReader(words, fail);
    const filler = 'I like walking in the park with my neighbour on a Sunday. ';
    for (let n = 0; n < 12; n++)
      expect(
        read(`${filler.repeat(n)}Some nights I want to die. ${filler.repeat(3)}`),
        `after ${n}`,
      ).toContain('suicide');
  });

  it('never stop the form, even where they cannot be read', () => {
    const told: unknown[] = [];
    const read = crisisReader('not a words file', (e) => told.push(e));
    expect(read('I want to die')).toEqual([]);
    expect(told).toHaveLength(1);
    expect(crisisReader(undefined, fail)('I want to die')).toEqual([]);
  });
});
