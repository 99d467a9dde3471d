import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';

/** How many listings the feed holds. */
const NEWEST = 40;

/** Newly checked listings, newest first (RSS 2.0). Listings on sensitive subjects are left out. */
export const GET: APIRoute = async () => {
  const { site, open, topic } = await catalogue();
  const items = open
    .filter((a) => !a.discreet)
    .sort((a, b) => b.checked.date.localeCompare(a.checked.date))
    .slice(0, NEWEST)
    .map((a) => ({
      title: a.name,
      description: a.summary,
      link: `/assets/${a.id}/`,
      pubDate: new Date(`${a.checked.date}T12:00:00Z`),
      categories: a.topics.map((id) => topic(id).label),
    }));
  return rss({
    title: `${site.name}: newly checked listings`,
    description: site.description,
    site: site.url,
    items,
    trailingSlash: true,
  });
};
