import { Analyser } from '#search/analyse/analyse.ts';
import { readKnowledge } from '#search/analyse/knowledge-file.ts';

/** The reader of a search takes some two hundred characters; a page of someone's own words is read in pieces. */
const PIECE = 160;
const OVERLAP = 40;

function pieces(text: string): string[] {
  const all: string[] = [];
  for (let i = 0; i < text.length; i += PIECE - OVERLAP) all.push(text.slice(i, i + PIECE));
  return all;
}

/**
 * Finds the words that can mean danger, with the reading the search uses. `words` is the body of the build's words
 * file: learning it again would take many seconds. Ids of content/crisis. A fault in the reading is told to `broken`
 * and finds nothing: it must never stand between a person and the form.
 */
export function crisisReader(
  words: string | undefined,
  broken: (error: unknown) => void,
): (text: string) => string[] {
  let analyser: Analyser | undefined;
  let order: string[] = [];
  try {
    const knowledge = words === undefined ? undefined : readKnowledge(words);
    analyser = knowledge && new Analyser(knowledge);
    order = (knowledge?.crisis ?? []).toSorted((a, b) => a.rank - b.rank).map((c) => c.id);
  } catch (e) {
    broken(e);
  }
  return (text) => {
    try {
      const found = new Set(pieces(text).flatMap((p) => analyser?.read(p, true).crisis ?? []));
      return order.filter((id) => found.has(id));
    } catch (e) {
      broken(e);
      return [];
    }
  };
}
