import { metresBetween } from '#lib/geo.ts';
import type { Content } from '#schemas/read.ts';
import type { TopicId } from '#schemas/topic.ts';
import { TOPIC_IDS } from '#schemas/values.ts';
import type { Knowledge } from '#search/analyse/analyse.ts';
import { compileCrisis } from '#search/analyse/crisis.ts';
import type { Spot } from '#search/analyse/gazetteer.ts';
import { type Example, learn } from '#search/analyse/learn.ts';
import { compileLexicon, type TopicWords } from '#search/analyse/lexicon-compile.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { confusable } from '#search/analyse/real-words.ts';
import { stem } from '#search/analyse/stem.ts';
import type { SearchDocument } from '#search/document.ts';

/** How far around a place the words "in Leigh" reach, in metres: five miles. */
const PLACE_RADIUS_M = 8000;
/** How many terms a need adds to the search. */
const EXPAND = 8;

const isTopic = (id: string): id is TopicId => (TOPIC_IDS as readonly string[]).includes(id);

/** Makes all that is known of words from the content. `terms`: the stems of the listings. */
export function knowledgeOf(
  content: Content,
  documents: readonly SearchDocument[],
  terms: Iterable<string>,
): Knowledge {
  const topics: TopicWords[] = content.topics.flatMap((t) => (isTopic(t.id) ? [{ ...t, id: t.id }] : []));
  const phrases = compileLexicon(topics);
  const crisis = content.crisis.map(compileCrisis);
  const vocabulary = new Set<string>(terms);
  for (const p of phrases) for (const s of p.stems) vocabulary.add(s);
  const spots = spotsOf(content, documents);
  for (const s of spots) for (const n of s.names) vocabulary.add(n.toLowerCase());
  const typed = new Set(crisis.flatMap((c) => [...c.phrases, ...c.unless].flatMap((p) => p.split(' '))));
  return {
    phrases,
    crisis,
    spots,
    realWords: confusable(vocabulary, typed),
    learned: learn(examplesOf(topics, documents, content)),
    expansions: expansionsOf(topics, documents),
  };
}

/** Places first, then whole areas under their full name and, where no place has it, their short one. */
function spotsOf(content: Content, documents: readonly SearchDocument[]): Spot[] {
  const owner = outcodeOwners(content, documents);
  const places = content.places.map(
    (p): Spot => ({
      id: p.id,
      name: p.name,
      radiusM: PLACE_RADIUS_M,
      lat: p.lat,
      lng: p.lng,
      names: [p.name, ...p.otherNames],
      outcodes: p.outcodes.filter((code) => owner.get(code) === p.id),
    }),
  );
  const areas = content.site.areas.map((a): Spot => {
    const [south, west, north, east] = a.bounds;
    const radiusM = Math.round(metresBetween({ lat: south, lng: west }, { lat: north, lng: east }) / 2);
    const names = [a.name, a.name.replace(/ (City|Borough|District|County)$/, '')];
    return { id: a.id, name: a.name, radiusM, lat: a.lat, lng: a.lng, names, outcodes: [] };
  });
  return [...places, ...areas];
}

/**
 * The place that an outcode means: of the places that share it, one that names it first, and of those the one with
 * the most listings, which is where people go.
 */
function outcodeOwners(content: Content, documents: readonly SearchDocument[]): Map<string, string> {
  const listings = new Map<string, number>();
  for (const d of documents) for (const id of d.meets) listings.set(id, (listings.get(id) ?? 0) + 1);
  const best = new Map<string, { id: string; rank: number }>();
  for (const p of content.places)
    p.outcodes.forEach((code, i) => {
      const rank = (listings.get(p.id) ?? 0) - i * 10_000;
      const had = best.get(code);
      if (!had || rank > had.rank) best.set(code, { id: p.id, rank });
    });
  return new Map([...best].map(([code, { id }]) => [code, id]));
}

const LISTING_WEIGHT = 0.3;
const HINT_WEIGHT = 0.5;

/** What the model is taught: phrases and hints mean their need, "unless" phrases and directions mean nothing. */
function examplesOf(
  topics: readonly TopicWords[],
  documents: readonly SearchDocument[],
  content: Content,
): Example[] {
  const byText = new Map<string, Set<TopicId>>();
  for (const t of topics) for (const p of t.phrases) byText.set(p, (byText.get(p) ?? new Set()).add(t.id));
  const examples: Example[] = [...byText].map(([text, ids]) => ({ text, topics: [...ids], weight: 1 }));
  for (const t of topics) {
    for (const text of t.hints) examples.push({ text, topics: [t.id], weight: HINT_WEIGHT });
    for (const text of t.unless) examples.push({ text, topics: [], weight: HINT_WEIGHT });
  }
  for (const d of documents)
    for (const text of [d.name, d.kind, d.summary, d.activities.join(' '), d.keywords.join(' ')])
      examples.push({ text, topics: d.topics.slice(0, 1), weight: LISTING_WEIGHT });
  for (const a of content.assets)
    for (const text of [...a.locations.map((l) => l.gettingThere), a.timesNote, a.cost.note])
      if (text) examples.push({ text, topics: [], weight: HINT_WEIGHT });
  for (const c of content.crisis)
    for (const text of c.unless) examples.push({ text, topics: [], weight: LISTING_WEIGHT });
  return examples;
}

/**
 * The words that listings use for each need, to find those that help without naming it: one-word phrases of the
 * lexicon that stand far more often in the need's own listings than in the rest.
 */
function expansionsOf(
  topics: readonly TopicWords[],
  documents: readonly SearchDocument[],
): Knowledge['expansions'] {
  const stems = documents.map(
    (d) =>
      new Set(
        readWords([d.name, d.kind, d.summary, ...d.activities, ...d.keywords].join(' '), 4000).tokens.map(
          (t) => t.stem,
        ),
      ),
  );
  const df = new Map<string, number>();
  for (const set of stems) for (const s of set) df.set(s, (df.get(s) ?? 0) + 1);
  const out: Knowledge['expansions'] = {};
  for (const t of topics) {
    const own = stems.filter((_, i) => documents[i]?.topics[0] === t.id);
    const said = new Map<string, string>();
    for (const p of t.phrases) if (!p.trim().includes(' ')) said.set(stem(p.toLowerCase()), p.toLowerCase());
    const scored = [...said].map(([s, raw]) => {
      const here = own.filter((set) => set.has(s)).length;
      return { raw, score: here / Math.max(1, df.get(s) ?? 0) > 0.4 ? here : 0 };
    });
    scored.sort((a, b) => b.score - a.score || (a.raw < b.raw ? -1 : 1));
    out[t.id] = scored
      .filter((x) => x.score > 0)
      .slice(0, EXPAND)
      .map((x) => x.raw);
  }
  return out;
}
