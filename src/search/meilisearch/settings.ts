import type { Settings } from 'meilisearch';
import { SLIP_MIN } from '#search/analyse/slip.ts';
import { FILTERED, SEARCHED } from '#search/document.ts';

/** The server version that everything here was tested on. An older one is refused. */
export const TESTED = '1.50.0';

/** After this many milliseconds a query stops and gives what it has. The browser gives up at 1,500. */
export const CUTOFF_MS = 800;

/** The names of the two indexes of a deployment: the listings, and one record that says what they are. */
export interface IndexNames {
  listings: string;
  about: string;
}

export const namesOf = (base: string): IndexNames => ({ listings: base, about: `${base}-about` });

/** Filters are matched whole; nothing is searched inside a facet, and nothing is compared. */
const EQUAL = { facetSearch: false, filter: { equality: true, comparison: false } };

/**
 * The settings of the listings' index, all of them from the one definition in document.ts. Every field that is not
 * named here is stored and never matched, filtered or shown.
 */
export function listingSettings(): Settings {
  return {
    searchableAttributes: SEARCHED.map((f) => `words.${f}`),
    // An allow-list. The words are what the shared scoring function reads; no text of a listing is stored at all.
    displayedAttributes: ['id', 'words'],
    filterableAttributes: [
      { attributePatterns: ['id', 'main', ...Object.values(FILTERED)], features: EQUAL },
      // By its bare name: the server does not take a pattern for the point.
      '_geo',
    ],
    sortableAttributes: ['paused', 'checked', 'id', '_geo'],
    // `sort` first makes an asked-for order exact; without a sort it has no part.
    rankingRules: ['sort', 'words', 'typo', 'attribute', 'exactness', 'proximity'],
    // One slip a word, in words as long as the analyser's; never two, and never in a number.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: SLIP_MIN, twoTypos: 255 },
      disableOnNumbers: true,
    },
    // Little words are left out on both sides by the analyser; synonyms are spelling tables there too (words.ts).
    stopWords: [],
    synonyms: {},
    proximityPrecision: 'byAttribute',
    facetSearch: false,
    faceting: { maxValuesPerFacet: 10_000 },
    pagination: { maxTotalHits: 1_000_000 },
    searchCutoffMs: CUTOFF_MS,
  };
}

export const aboutSettings = (): Settings => ({
  searchableAttributes: ['id'],
  displayedAttributes: ['indexVersion', 'documents'],
  filterableAttributes: [],
  sortableAttributes: [],
});
