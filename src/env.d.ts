/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by our server for on-demand pages; absent in `astro dev`, where there is nothing to store a form in. */
    refer?: import('#server/refer.ts').ReferRequest;
    /** Set by our server for a search that was sent without scripts. */
    search?: import('#server/search/plain.ts').PlainSearch;
  }
}
