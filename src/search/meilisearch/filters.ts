import type { FilterName, SearchRequest } from '#search/contract.ts';
import { asked } from '#search/embedded/table.ts';
import { quoted } from '#search/meilisearch/enough.ts';
import type { Filter } from '#search/meilisearch/pool.ts';

/** What the filters of a request ask for, but for one. */
export function filterParts(request: SearchRequest, but?: FilterName): Filter[] {
  return asked(request.filters).flatMap(([name, values]): Filter[] => {
    if (name === but) return [];
    // A person needs all of the access they ask for; of anything else, one will do.
    if (name === 'access') return values.map((v) => `access = ${quoted(v)}`);
    return [`${name} IN [${values.map(quoted).join(', ')}]`];
  });
}
