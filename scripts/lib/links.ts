import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { ON_DEMAND } from '#server/on-demand.ts';
import { walk } from './files.ts';
import { partsOf } from './page.ts';

/** Pages whose fragment is the state of a search or a list, and no id (design: words reach no server's log). */
const STATEFUL = /^\/(find|list)\/$/;
/** The pattern page shows cards of listings that do not exist. */
const EXAMPLE = /^\/assets\/example-/;
/** Schemes that lead off the site, or to a telephone. */
const ELSEWHERE = /^(https?:|mailto:|tel:|sms:|geo:|webcal:|data:)/i;

export interface Broken {
  page: string;
  link: string;
  why: string;
}

/** The address of a file of the build: `needs/index.html` → `/needs/`. */
const addressOf = (file: string) => `/${file}`.replace(/\/index\.html$/, '/');

/**
 * Follows every link of every page inside the build: the file it leads to, and the id after its `#`. Links to
 * other sites are not followed. `site` is the deployment's own address; links in full to it count as inside.
 */
export async function brokenLinks(
  dir: string,
  site: string,
): Promise<{ pages: number; links: number; broken: Broken[] }> {
  const files = (await walk(dir)).map((f) => relative(dir, f));
  const addresses = new Set(files.map(addressOf));
  const pages = new Map<string, ReturnType<typeof partsOf>>();
  for (const file of files.filter((f) => f.endsWith('.html')))
    pages.set(addressOf(file), partsOf(await readFile(`${dir}/${file}`, 'utf8')));
  const broken: Broken[] = [];
  let links = 0;
  for (const [page, { links: list }] of pages)
    for (const link of new Set(list)) {
      links++;
      const why = wrong(link, page, { addresses, pages, site });
      if (why) broken.push({ page, link, why });
    }
  for (const loc of await sitemap(dir, files)) {
    links++;
    const why = wrong(loc, '/', { addresses, pages, site });
    if (why) broken.push({ page: 'sitemap', link: loc, why });
  }
  return { pages: pages.size, links, broken };
}

async function sitemap(dir: string, files: string[]): Promise<string[]> {
  const texts = files.filter((f) => /^sitemap.*\.xml$/.test(f)).map((f) => readFile(`${dir}/${f}`, 'utf8'));
  return (await Promise.all(texts)).flatMap((t) =>
    [...t.matchAll(/<loc>(.*?)<\/loc>/g)].map((m) => m[1] ?? ''),
  );
}

interface Site {
  addresses: Set<string>;
  pages: Map<string, ReturnType<typeof partsOf>>;
  site: string;
}

function wrong(link: string, page: string, { addresses, pages, site }: Site): string | undefined {
  if (link === '') return 'leads nowhere';
  const own = new URL(site).origin;
  if (ELSEWHERE.test(link) && !link.startsWith(`${own}/`)) return undefined;
  let url: URL;
  try {
    url = new URL(link, own + page);
  } catch {
    return 'is no address';
  }
  if (url.origin !== own) return undefined;
  const path = decodeURIComponent(url.pathname);
  if (ON_DEMAND.test(path) || (page === '/patterns/' && EXAMPLE.test(path))) return undefined;
  if (!addresses.has(path))
    return addresses.has(`${path}/`) ? 'is a redirect: add the slash at the end' : 'leads to no page';
  const id = decodeURIComponent(url.hash.slice(1));
  if (id === '' || STATEFUL.test(path)) return undefined;
  const target = pages.get(path);
  return target && !target.ids.has(id) ? `leads to a page with no id "${id}"` : undefined;
}
