import type { Crisis } from '#schemas/crisis.ts';
import { CrisisFinder, compileCrisis } from '#search/analyse/crisis.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { confusable } from '#search/analyse/real-words.ts';

/** The reader of a search takes some two hundred characters; a page of someone's own words is read in pieces. */
const PIECE = 160;
const OVERLAP = 40;

function pieces(text: string): string[] {
  const all: string[] = [];
  for (let i = 0; i < text.length; i += PIECE - OVERLAP) all.push(text.slice(i, i + PIECE));
  return all;
}

/** Finds the words that can mean danger, with the reading the search uses. Ids of content/crisis, the worst first. */
export function crisisReader(crises: readonly Crisis[]): (text: string) => string[] {
  const compiled = crises.map(compileCrisis);
  const typed = new Set(compiled.flatMap((c) => [...c.phrases, ...c.unless].flatMap((p) => p.split(' '))));
  const finder = new CrisisFinder(compiled, new Set(confusable(new Set(), typed)));
  const order = [...crises].sort((a, b) => a.rank - b.rank).map((c) => c.id);
  return (text) => {
    const found = new Set(pieces(text).flatMap((p) => finder.find(readWords(p).tokens)));
    return order.filter((id) => found.has(id));
  };
}
