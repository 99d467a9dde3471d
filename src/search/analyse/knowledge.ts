import { metresBetween } from '#lib/geo.ts';
import type { Content } from '#schemas/read.ts';
import type { TopicId } from '#schemas/topic.ts';
import { TOPIC_IDS } from '#schemas/values.ts';
import type { Knowledge } from '#search/analyse/analyse.ts';
import { CrisisFinder, type CrisisWords, compileCrisis } from '#search/analyse/crisis.ts';
import sayingsFile from '#search/analyse/data/sayings.json' with { type: 'json' };
import { crisisFeatures, needFeatures } from '#search/analyse/features.ts';
import type { Spot } from '#search/analyse/gazetteer.ts';
import type { Example } from '#search/analyse/learn.ts';
import { learnOnce } from '#search/analyse/learn-once.ts';
import { Learned } from '#search/analyse/learned.ts';
import { compileLexicon, type TopicWords } from '#search/analyse/lexicon-compile.ts';
import { readWords } from '#search/analyse/normalise.ts';
import { confusable } from '#search/analyse/real-words.ts';
import { stem } from '#search/analyse/stem.ts';
import type { SearchDocument } from '#search/document.ts';

/** How far around a place the words "in Leigh" reach, in metres: five miles. */
const PLACE_RADIUS_M = 8000;
/** How many terms a need adds to the search. */
const EXPAND = 8;

/** Whole sentences with what they stand for; made by scripts/authoring/sayings.ts. */
export interface Sayings {
  /** Ids of needs with commas between, or "none". */
  needs: (readonly [labels: string, text: string])[];
  /** Id of a panel, or "none" for what only looks like it. */
  crisis: (readonly [panel: string, text: string])[];
}

const pairs = (rows: readonly (readonly string[])[]) => rows.map(([a = '', b = '']) => [a, b] as const);
export const SAYINGS: Sayings = { needs: pairs(sayingsFile.needs), crisis: pairs(sayingsFile.crisis) };

const isTopic = (id: string): id is TopicId => (TOPIC_IDS as readonly string[]).includes(id);

/** Makes all that is known of words from the content. `terms`: the stems of the listings. */
export function knowledgeOf(
  content: Content,
  documents: readonly SearchDocument[],
  terms: Iterable<string>,
  sayings: Sayings = SAYINGS,
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
    learned: learnOnce(TOPIC_IDS, examplesOf(topics, documents, content, sayings), needFeatures),
    danger: learnOnce(
      crisis.map((c) => c.id),
      dangersOf(content, topics, crisis, sayings),
      crisisFeatures,
    ),
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
  sayings: Sayings,
): Example<TopicId>[] {
  const byText = new Map<string, Set<TopicId>>();
  for (const t of topics) for (const p of t.phrases) byText.set(p, (byText.get(p) ?? new Set()).add(t.id));
  const examples: Example<TopicId>[] = [...byText].map(([text, ids]) => ({
    text,
    labels: [...ids],
    weight: 1,
  }));
  for (const [labels, text] of sayings.needs)
    examples.push({ text, labels: labels.split(',').filter(isTopic), weight: 1 });
  for (const t of topics) {
    for (const text of t.hints) examples.push({ text, labels: [t.id], weight: HINT_WEIGHT });
    for (const text of t.unless) examples.push({ text, labels: [], weight: HINT_WEIGHT });
  }
  for (const d of documents)
    for (const text of [d.name, d.kind, d.summary, d.activities.join(' '), d.keywords.join(' ')])
      examples.push({ text, labels: d.topics.slice(0, 1), weight: LISTING_WEIGHT });
  for (const a of content.assets)
    for (const text of [...a.locations.map((l) => l.gettingThere), a.timesNote, a.cost.note])
      if (text) examples.push({ text, labels: [], weight: HINT_WEIGHT });
  for (const c of content.crisis)
    for (const text of c.unless) examples.push({ text, labels: [], weight: LISTING_WEIGHT });
  return examples;
}

/** Needs whose own phrases speak of danger, and so teach nothing of its absence. */
const NEAR_DANGER: ReadonlySet<string> = new Set(['abuse', 'homelessness']);
const SAID_WEIGHT = 2;
const PHRASE_WEIGHT = 0.5;

/** What the model of danger is taught: its phrases and sayings, and that all other talk of needs is none. */
function dangersOf(
  content: Content,
  topics: readonly TopicWords[],
  crisis: readonly CrisisWords[],
  sayings: Sayings,
): Example<string>[] {
  const examples: Example<string>[] = [];
  for (const c of content.crisis) {
    for (const text of c.phrases) examples.push({ text, labels: [c.id], weight: PHRASE_WEIGHT });
    for (const text of c.unless) examples.push({ text, labels: [], weight: PHRASE_WEIGHT });
  }
  const known = new Set(crisis.map((c) => c.id));
  for (const [panel, text] of sayings.crisis)
    examples.push({ text, labels: known.has(panel) ? [panel] : [], weight: SAID_WEIGHT });
  const listed = new CrisisFinder(
    crisis,
    new Set(),
    new Learned({ classes: [], bias: [0], weights: new Map() }),
  );
  const calm = (text: string) => listed.find(readWords(text).tokens).length === 0;
  const others = [
    ...topics.filter((t) => !NEAR_DANGER.has(t.id)).flatMap((t) => [...t.phrases, ...t.unless]),
    ...sayings.needs
      .filter(([ids]) => !ids.split(',').some((id) => NEAR_DANGER.has(id)))
      .map(([, text]) => text),
  ];
  for (const text of others) if (calm(text)) examples.push({ text, labels: [], weight: 1 });
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
