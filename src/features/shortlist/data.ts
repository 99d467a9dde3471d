import type { FilesAt } from './files.ts';

/** A link-worker team as a leaflet names it. */
export interface TeamView {
  id: string;
  name: string;
  phone: string;
  hours: string;
  areas: string[];
}

/** What the list page is told by the build, in a block of JSON in the page itself. */
export interface ListData extends FilesAt {
  siteName: string;
  /** The number to ring where no team is known, and when it is answered. */
  phone: string;
  phoneHours: string;
  teams: TeamView[];
  demonstration: boolean;
  /** Where the pictures of the map come from, by name. */
  mapFrom: string;
}
