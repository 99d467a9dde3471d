/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by our server for on-demand pages; absent in `astro dev`, where there is nothing to store a form in. */
    refer?: import('#server/refer.ts').ReferRequest;
  }
}
