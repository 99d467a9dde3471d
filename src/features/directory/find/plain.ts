import type { Reading, SearchAnswer, SearchRequest } from '#search/contract.ts';
import { cardFiles } from './card-files.ts';
import type { Tools } from './look.ts';
import type { Places } from './places.ts';
import { type FindState, stateFromHash } from './state.ts';

/** What a server gives the find page to answer a search that was sent without scripts. */
export interface PlainServer {
  ask(request: SearchRequest): Promise<SearchAnswer>;
  read(q: string, literal: boolean): Promise<Reading>;
  /** A file of the build, by its path on the site. Rejects where there is none. */
  file(path: string): Promise<string>;
}

/** The state of a form, read as the address of the live page is: what cannot be read is left out. */
export function stateFromForm(posted: ReadonlyMap<string, readonly string[]>): FindState {
  const params = new URLSearchParams();
  for (const [name, values] of posted) for (const value of values) params.append(name, value);
  return stateFromHash(`#${params}`);
}

/** `fetch` for the site's own files, read from the build. */
export const fetchFrom =
  (server: PlainServer): typeof fetch =>
  async (input) => {
    const path = String(input).replace(/[?#].*$/, '');
    try {
      return new Response(await server.file(path));
    } catch {
      return new Response(null, { status: 404 });
    }
  };

/** The tools of a search, with a server's own engine and files in place of a browser's. */
export function plainTools(server: PlainServer, shards: number, locate: Places['locate']): Tools {
  return {
    search: {
      search: server.ask,
      read: server.read,
      warm: async () => undefined,
      close: () => undefined,
    },
    files: cardFiles(shards, '', fetchFrom(server)),
    places: { locate, here: async () => ({ ok: false, says: '' }) },
    openMap: async () => undefined,
  };
}
