import rss from '@astrojs/rss';
import type { APIRoute, GetStaticPaths } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';
import { newsOf } from '#features/whats-new/news.ts';
import { type Sheet, sheets } from '#layouts/whats-new/sheets.ts';
import type { Asset } from '#schemas/asset.ts';

/** "What's new" of a place or an area as RSS 2.0. Listings on sensitive subjects are left out. */
export const getStaticPaths = (async () =>
  (await sheets()).map((sheet) => ({
    params: { kind: sheet.kind, id: sheet.id },
    props: { sheet },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ sheet: Sheet }> = async ({ props: { sheet } }) => {
  const all = await catalogue();
  const { site } = all;
  const news = newsOf(sheet.patch, all);
  const item = (what: string, date: string | undefined, a: Asset) => ({
    title: `${what}: ${a.name}`,
    description: a.statusReason ?? a.summary,
    link: `/assets/${a.id}/`,
    pubDate: new Date(`${date ?? all.today}T12:00:00Z`),
  });
  const open = (assets: Asset[]) => assets.filter((a) => !a.discreet);
  const items = [
    ...open(news.added).map((a) => item('New', a.added, a)),
    ...open(news.closed).map((a) => item('Closed', a.statusDate, a)),
    ...open(news.paused).map((a) => item('Paused', a.checked.date, a)),
    ...open(news.checked).map((a) => item('Checked', a.checked.date, a)),
  ].sort((a, b) => b.pubDate.getTime() - a.pubDate.getTime());
  return rss({
    title: `${site.name}: what’s new in ${sheet.name}`,
    description: `New, changed and closed groups and services in ${sheet.name}.`,
    site: site.url,
    items,
    trailingSlash: true,
  });
};
