import { parseArgs } from 'node:util';
import { contentDir, readContent } from '#schemas/read.ts';
import { Analyser } from '#search/analyse/analyse.ts';
import common from '#search/analyse/data/common-words.json' with { type: 'json' };
import { needFeatures } from '#search/analyse/features.ts';
import { knowledgeOf, SAYINGS } from '#search/analyse/knowledge.ts';
import { Learned } from '#search/analyse/learned.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { documentsOf } from '#search/document.ts';
import { chance } from '../../tests/bench/corpus.ts';
import { foldOf } from './folds.ts';

/**
 * How well needs are read in words that are not in the lexicon: a fifth of the phrases is taken out, everything is
 * made again from the rest, and the phrases taken out are asked. Beside it, how often a need is read in three
 * ordinary words picked by chance, where there should be none. Run when a rule or a number of src/search/analyse
 * changes: `node scripts/authoring/cross-validate.ts`. `--on sayings` takes out sayings instead of phrases, and
 * `--without` leaves all sayings untaught.
 */
const { values } = parseArgs({
  options: {
    folds: { type: 'string', default: '5' },
    set: { type: 'string', multiple: true, default: [] },
    show: { type: 'string', default: '0' },
    on: { type: 'string', default: 'phrases' },
    without: { type: 'boolean', default: false },
  },
});
const FOLDS = Number(values.folds);
const CHANCE = 2000;

/** `--set mix=0.6` tries another number than the usual one. */
const thresholds = Object.fromEntries(values.set.map((s) => s.split('=')).map(([k, v]) => [k, Number(v)]));

const { content } = await readContent(contentDir());
if (!content) throw new Error('the content cannot be read');
const documents = documentsOf(content);

const onSayings = values.on === 'sayings';
const labels = new Map<string, Set<string>>();
if (onSayings) for (const [ids, text] of SAYINGS.needs) labels.set(text, new Set(ids.split(',')));
else
  for (const t of content.topics)
    for (const p of t.phrases) labels.set(p, (labels.get(p) ?? new Set()).add(t.id));

let [model, asked, covered, wrongFirst, none, falseNeeds] = [0, 0, 0, 0, 0, 0];
const shown: string[] = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const topics = content.topics.map((t) => ({
    ...t,
    phrases: t.phrases.filter((p) => onSayings || foldOf(p, FOLDS) !== fold),
  }));
  const needs = SAYINGS.needs.filter(
    ([, text]) => !values.without && (!onSayings || foldOf(text, FOLDS) !== fold),
  );
  const knowledge = knowledgeOf({ ...content, topics }, documents, [], { ...SAYINGS, needs });
  const learned = new Learned(knowledge.learned);
  const analyser = new Analyser(knowledge, thresholds);
  for (const [phrase, wanted] of labels) {
    if (foldOf(phrase, FOLDS) !== fold || !phrase.trim().includes(' ') || wanted.has('none')) continue;
    const guess = learned.guess(needFeatures(readWords(phrase).tokens))[0];
    if (guess && wanted.has(guess.label)) model++;
    const needs = analyser.read(phrase).needs.map((n) => n.topic);
    asked++;
    if (needs.some((n) => wanted.has(n))) covered++;
    const [first] = needs;
    if (first === undefined) none++;
    else if (!wanted.has(first)) wrongFirst++;
    if (
      shown.length < Number(values.show) &&
      foldOf(`${phrase}!`, FOLDS) === 0 &&
      (first === undefined || !wanted.has(first))
    )
      shown.push(`${phrase} [${[...wanted].join(' ')}] read ${needs.join(' ') || 'nothing'}`);
  }
  const words = common.words.split(' ');
  const random = chance(fold + 1);
  for (let i = 0; i < CHANCE / FOLDS; i++) {
    const q = Array.from({ length: 3 }, () => words[Math.floor(random() * words.length)]).join(' ');
    if (analyser.read(q).needs.length > 0) falseNeeds++;
  }
}
const share = (n: number, of = asked) => (n / of).toFixed(3);
console.log(
  `${asked} phrases of two words or more, ${FOLDS} folds: the model alone right ${share(model)}; a right need ${share(covered)}, wrong first ${share(wrongFirst)}, none ${share(none)}; a need in three words by chance ${share(falseNeeds, CHANCE)}`,
);
for (const s of shown) console.log(`  ${s}`);
