import { createHash } from 'node:crypto';
import { daysBetween } from '#lib/dates.ts';
import type { TopicId } from '#schemas/topic.ts';
import {
  type FILTERED,
  SEARCHED,
  type SearchDocument,
  type SearchedField,
  textOf,
} from '#search/document.ts';
import { stemsOf } from '#search/stems.ts';
import { SHAPE } from '#search/version.ts';

/** The fields that filters read, as the server holds them. */
type Filtered = Pick<SearchDocument, (typeof FILTERED)[keyof typeof FILTERED]>;

/**
 * A listing as the search server holds it: the stems of its words, what filters and orders read, and no text. Both
 * sides speak in the analyser's stems, so that "letters" meets "letter" and a slip is the same slip on either engine.
 */
export interface ServerDocument extends Filtered {
  id: string;
  /** Tells whether the listing has to be sent again. */
  hash: string;
  /** Its main need. */
  main: TopicId | '';
  /** The stems of each searched field, in order. */
  words: Record<SearchedField, string>;
  paused: 0 | 1;
  /** Days since 1970 of its last check. */
  checked: number;
  /** Its first venue that may be shown. The site's own table knows the others. */
  _geo?: { lat: number; lng: number };
}

/** What the one record of the about index says. */
export interface About {
  id: 'about';
  indexVersion: string;
  documents: number;
  /** Hash of the settings that the index was built with. */
  settings: string;
}

export const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** All search documents as they are sent. */
export function serverDocuments(documents: readonly SearchDocument[]): ServerDocument[] {
  const seen = new Map<string, string>();
  return documents.map((d) => serverDocument(d, seen));
}

/** A point the server takes. One bad point would make it refuse the whole batch. */
const isPoint = (p: { lat: number; lng: number }) => Math.abs(p.lat) <= 90 && Math.abs(p.lng) <= 180;

/** The stems of each field. `seen` spares reading again what many listings say alike: kinds, venues. */
function wordsOf(d: SearchDocument, seen: Map<string, string>): ServerDocument['words'] {
  const words = (field: SearchedField) => {
    const text = textOf(d, field);
    const known = seen.get(text) ?? stemsOf(text).join(' ');
    seen.set(text, known);
    return known;
  };
  return {
    name: words('name'),
    kind: words('kind'),
    activities: words('activities'),
    summary: words('summary'),
    organisation: words('organisation'),
    venues: words('venues'),
    keywords: words('keywords'),
  };
}

/**
 * A search document as it is sent. Its hash is of what the stems are made from, and the stems are made when they are
 * first asked for: to find the one listing of ten thousand that has changed, none of the others has to be read.
 */
export function serverDocument(d: SearchDocument, seen: Map<string, string> = new Map()): ServerDocument {
  const point = d.points[0];
  const facts: Omit<ServerDocument, 'hash' | 'words'> = {
    id: d.id,
    main: d.topics[0] ?? '',
    topics: d.topics,
    days: d.days,
    times: d.times,
    cost: d.cost,
    access: d.access,
    formats: d.formats,
    audience: d.audience,
    ages: d.ages,
    languages: d.languages,
    places: d.places,
    paused: d.paused ? 1 : 0,
    checked: daysBetween('1970-01-01', d.checked),
    ...(point && isPoint(point) && { _geo: { lat: point.lat, lng: point.lng } }),
  };
  const texts = SEARCHED.map((field) => textOf(d, field));
  let words: ServerDocument['words'] | undefined;
  return {
    ...facts,
    hash: hashOf([SHAPE, facts, texts]),
    get words() {
      words ??= wordsOf(d, seen);
      return words;
    },
  };
}
