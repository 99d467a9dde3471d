import { Meilisearch, MeilisearchApiError, MeilisearchRequestError } from 'meilisearch';
import { hostOf } from '#search/meilisearch/urls.ts';

/** Where the search servers are, and the key that opens them. */
export interface Connection {
  /** One address, or several full copies. */
  urls: readonly string[];
  key: string;
  /** Name of the index of listings. */
  index: string;
}

/**
 * A client of one server. Node's fetch asks for gzip, and the server's chunked reply to a multi-search then waits for
 * 40 ms on a kept-alive connection: asking for `identity` takes an answer from 44 ms to 2 ms.
 */
export function clientOf(host: string, apiKey: string, timeout: number): Meilisearch {
  const headers = { 'accept-encoding': 'identity' };
  return new Meilisearch({ host, apiKey, timeout, requestInit: { headers } });
}

const EXPLAINED: Record<string, string> = {
  missing_authorization_header:
    'asks for a key and was given none. Set the key in MEILISEARCH_ADMIN_KEY, or the file it is in.',
  invalid_api_key:
    'does not know this key, or the key may not do this. Give the indexer the master key or an admin key, and the site the search key that the indexer makes.',
  index_not_found: 'has no index yet. Run npm run index.',
  invalid_search_filter: 'has an index with other settings. Run npm run index -- --rebuild.',
  invalid_search_sort: 'has an index with other settings. Run npm run index -- --rebuild.',
  no_space_left_on_device: 'has no room left on its disk. Free some, then run npm run index again.',
  too_many_open_files: 'may not open enough files. Raise its limit (ulimit -n), then try again.',
};

const NETWORK: Record<string, string> = {
  ECONNREFUSED: 'does not answer. Is it running, and is the port right?',
  ENOTFOUND: 'has a name that cannot be found. Is it spelt right?',
  EAI_AGAIN: 'has a name that cannot be looked up just now. Is the network up?',
  ETIMEDOUT: 'does not answer in time. Is it reachable from here?',
  ECONNRESET: 'broke off. Was it stopped? Run the command again once it is back.',
  CERT_HAS_EXPIRED: 'has a certificate that has run out.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for.',
};

const codeOf = (e: unknown): string => {
  if (e instanceof Error && e.cause !== undefined && !('code' in e)) return codeOf(e.cause);
  return typeof e === 'object' && e !== null && 'code' in e ? String(e.code) : '';
};

/** What went wrong with a server in a sentence, with what to do. Holds no key and no words that were searched for. */
export function explain(url: string, e: unknown): string {
  const who = `The search server at ${hostOf(url)}`;
  if (e instanceof MeilisearchApiError) {
    const code = e.cause?.code ?? '';
    return `${who} ${EXPLAINED[code] ?? `answered ${e.response.status}${code ? ` (${code})` : ''}.`}`;
  }
  if (e instanceof MeilisearchRequestError) {
    const code = codeOf(e.cause);
    if (e.cause instanceof Error && /TimeOut/i.test(e.cause.name)) return `${who} ${NETWORK['ETIMEDOUT']}`;
    return `${who} ${NETWORK[code] ?? `cannot be reached${code ? ` (${code})` : ''}.`}`;
  }
  if (e instanceof SyntaxError) return `${who} answered with something that is not Meilisearch.`;
  return `${who}: ${e instanceof Error ? e.message : String(e)}`;
}
