import { createHash } from 'node:crypto';
import { daysBetween } from '#lib/dates.ts';
import type { Content } from '#schemas/read.ts';
import { knowledgeOf } from '#search/analyse/knowledge.ts';
import { frontCoded, writeKnowledge } from '#search/analyse/knowledge-file.ts';
import type { FilterName } from '#search/contract.ts';
import {
  documentsOf,
  SEARCHABLE,
  SEARCHED,
  type SearchDocument,
  textOf,
  valuesOf,
} from '#search/document.ts';
import { FORMAT, facetsBy, type IndexFile, type PackedFacet } from '#search/embedded/format.ts';
import { END, pack, zigzag } from '#search/pack.ts';
import { knownDaysOf } from '#search/soonest.ts';
import { stemsOf } from '#search/stems.ts';
import { versionOf } from '#search/version.ts';

/** A file for the browser: the site serves it as `/search/<name>`. */
export interface SearchFile {
  name: string;
  body: string;
}

export interface BuiltSearch {
  indexVersion: string;
  words: SearchFile;
  index: SearchFile;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Makes both files that the search needs. Pure: the same content gives the same bytes, whatever the day. */
export function buildSearch(content: Content): BuiltSearch {
  const plain = documentsOf(content);
  const documents = clustered(plain);
  const index = packIndex(documents, content);
  const terms = termsOf(documents);
  const words = writeKnowledge(knowledgeOf(content, documents, terms.keys()));
  const indexVersion = versionOf(content, plain);
  const body = JSON.stringify({ ...index, indexVersion });
  return {
    indexVersion,
    words: { name: `words-${hash(words)}.json`, body: words },
    index: { name: `index-${hash(body)}.json`, body },
  };
}

/** Listings that share words stand together, which makes the gaps between them small. */
function clustered(documents: readonly SearchDocument[]): SearchDocument[] {
  const key = (d: SearchDocument) => `${d.topics[0] ?? ''}|${d.kind}|${d.meets[0] ?? ''}|${d.id}`;
  const keyed = documents.map((d) => ({ d, k: key(d) }));
  return keyed.sort((a, b) => (a.k < b.k ? -1 : 1)).map(({ d }) => d);
}

type Posting = Map<number, 1 | 2 | 3>;

/** Each stem with its listings and the best level of field that it stands in. */
function termsOf(documents: readonly SearchDocument[]): Map<string, Posting> {
  const terms = new Map<string, Posting>();
  documents.forEach((d, n) => {
    for (const field of SEARCHED) {
      const level = SEARCHABLE[field];
      for (const stem of stemsOf(textOf(d, field))) {
        const posting: Posting = terms.get(stem) ?? new Map();
        if (level > (posting.get(n) ?? 0)) posting.set(n, level);
        terms.set(stem, posting);
      }
    }
  });
  return terms;
}

function packFacet(documents: readonly SearchDocument[], filter: FilterName): PackedFacet {
  const count = new Map<string, number>();
  const keys = documents.map((d) => valuesOf(d, filter).join('\n'));
  for (const k of keys) count.set(k, (count.get(k) ?? 0) + 1);
  const sets = [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([k]) => k);
  const listed = sets.map((k) => (k === '' ? [] : k.split('\n')));
  const values = [...new Set(listed.flat())].sort();
  const valueNo = new Map(values.map((v, i) => [v, i]));
  const setNo = new Map(sets.map((k, i) => [k, i]));
  return {
    values,
    sets: listed.map((set) => pack(set.map((v) => valueNo.get(v) ?? 0)) + END).join(''),
    of: pack(keys.map((k) => setNo.get(k) ?? 0)),
  };
}

const tenThousandths = (degrees: number, from: number) => Math.round((degrees - from) * 10_000);

function packIndex(documents: readonly SearchDocument[], content: Content): Omit<IndexFile, 'indexVersion'> {
  const { places } = content;
  const placeNo = new Map(places.map((p, i) => [p.id, i]));
  const points = documents.flatMap((d) => [
    d.points.length,
    ...d.points.flatMap((p) => {
      const n = placeNo.get(p.place) ?? 0;
      const at = places[n];
      const off = (a: number, b: number) => zigzag(tenThousandths(a, 0) - tenThousandths(b, 0));
      return [n, off(p.lat, at?.lat ?? 0), off(p.lng, at?.lng ?? 0)];
    }),
  ]);
  const since = documents.map((d) => d.checked).sort()[0] ?? '2026-01-01';
  const schedules = [...new Set(documents.map((d) => d.schedule))];
  const scheduleNo = new Map(schedules.map((s, i) => [s, i]));
  const terms = [...termsOf(documents)].sort(([a], [b]) => (a < b ? -1 : 1));
  const facet = (f: FilterName) => packFacet(documents, f);
  return {
    format: FORMAT,
    count: documents.length,
    ids: documents.map((d) => d.id).join('\n'),
    facets: facetsBy(facet),
    places: {
      ids: places.map((p) => p.id),
      lat: pack(places.map((p) => tenThousandths(p.lat, 49))),
      lng: pack(places.map((p) => tenThousandths(p.lng, -9))),
    },
    points: pack(points),
    since,
    checked: pack(documents.map((d) => daysBetween(since, d.checked))),
    due: pack(documents.map((d) => daysBetween(d.checked, d.due))),
    paused: pack(documents.map((d) => (d.paused ? 1 : 0))),
    schedules,
    schedule: pack(documents.map((d) => scheduleNo.get(d.schedule) ?? 0)),
    known: knownDaysOf(content),
    terms: frontCoded(terms.map(([t]) => t)),
    postings: terms.map(([, p]) => packPosting(p) + END).join(''),
  };
}

function packPosting(p: Posting): string {
  let before = -1;
  const entries = [...p].sort(([a], [b]) => a - b);
  return pack(
    entries.map(([n, level]) => {
      const gap = n - before - 1;
      before = n;
      return gap * 3 + level - 1;
    }),
  );
}
