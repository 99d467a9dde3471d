import { contentDir, readContent } from '#schemas/read.ts';
import { CrisisFinder } from '#search/analyse/crisis.ts';
import { crisisFeatures } from '#search/analyse/features.ts';
import { knowledgeOf, SAYINGS } from '#search/analyse/knowledge.ts';
import { Learned } from '#search/analyse/learned.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { documentsOf } from '#search/document.ts';
import { foldOf } from './folds.ts';

/**
 * How many ways of saying that one is in danger are found that nobody listed, and how often everyday words bring a
 * panel: a fifth of all sayings is taken out, the model made again, and those taken out are asked, at several
 * levels of certainty. `node scripts/authoring/cross-validate-crisis.ts [--show]`.
 */
const FOLDS = 5;
const LEVELS = [2, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2];
const NEAR_DANGER = ['abuse', 'homelessness', 'none'];

const { content } = await readContent(contentDir());
if (!content) throw new Error('the content cannot be read');
const documents = documentsOf(content);

const nobody = new Learned<string>({ classes: [], bias: [0], weights: new Map() });
let [danger, alike, everyday] = [0, 0, 0];
const found = LEVELS.map(() => 0);
const falseAlike = LEVELS.map(() => 0);
const falseEveryday = LEVELS.map(() => 0);
for (let fold = 0; fold < FOLDS; fold++) {
  const kept = ([, text]: readonly [string, string]) => foldOf(text, FOLDS) !== fold;
  const sayings = { needs: SAYINGS.needs.filter(kept), crisis: SAYINGS.crisis.filter(kept) };
  const knowledge = knowledgeOf(content, documents, [], sayings);
  const learned = new Learned(knowledge.danger);
  const finder = new CrisisFinder(knowledge.crisis, new Set(knowledge.realWords), nobody);
  const sure = (text: string): number => {
    const { tokens } = readWords(text);
    if (finder.find(tokens).length > 0) return 3;
    return tokens.length < 4 ? 0 : learned.guess(crisisFeatures(tokens)).reduce((sum, g) => sum + g.lean, 0);
  };
  const count = (tally: number[], text: string) => {
    const s = sure(text);
    LEVELS.forEach((level, i) => {
      if (s >= level) tally[i] = (tally[i] ?? 0) + 1;
    });
    if (process.argv.includes('--show') && tally !== found && s >= 0.8 && s < 2)
      console.log(s.toFixed(2), text);
  };
  for (const [panel, text] of SAYINGS.crisis) {
    if (foldOf(text, FOLDS) !== fold) continue;
    if (panel === 'none') alike++;
    else danger++;
    count(panel === 'none' ? falseAlike : found, text);
  }
  for (const [ids, text] of SAYINGS.needs) {
    if (foldOf(text, FOLDS) !== fold || ids.split(',').some((id) => NEAR_DANGER.includes(id))) continue;
    everyday++;
    count(falseEveryday, text);
  }
}
console.log(
  `${danger} ways of saying it, ${alike} look-alikes, ${everyday} everyday sayings; found by phrases alone, then with the model at each level:`,
);
LEVELS.forEach((level, i) => {
  const name = level === 2 ? 'phrases' : level.toFixed(2);
  console.log(
    `${name.padEnd(8)} found ${((found[i] ?? 0) / danger).toFixed(3)}  false: look-alikes ${falseAlike[i]}, everyday ${falseEveryday[i]}`,
  );
});
