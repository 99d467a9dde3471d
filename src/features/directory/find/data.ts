import type { CrisisView } from '#ui/crisis-panel/Panel.tsx';

/** What the find page is told by the build, in a block of JSON in the page itself. */
export interface FindData {
  /** Addresses of the search files of this build. */
  words: string;
  index: string;
  /** How many card files there are. */
  shards: number;
  version: string;
  /** Who the pictures of the map come from, to be named beside its button. */
  mapFrom: string;
  phone: { text: string; href: string; hours: string };
  crises: (CrisisView & { topics: string[] })[];
  /** Where a group that is missing can be told of; undefined on a site of files alone. */
  tellUs?: string | undefined;
  topics: Record<string, { label: string; inline: string }>;
  languages: Record<string, string>;
  /** A search server that browsers ask themselves, on a site of files alone. */
  searchServer?: { url: string; key: string; index: string } | undefined;
}
