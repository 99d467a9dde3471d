import type { Site } from '#schemas/site.ts';
import { FRAME_ROWS, frameHeight, framePath } from './files.ts';

const WIDTH = 600;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The frame of a list as HTML for another site. */
export function frameHtml(src: string, title: string, rows: number): string {
  return `<iframe src="${escaped(src)}" title="${escaped(title)}" width="100%" height="${frameHeight(rows)}" loading="lazy"></iframe>`;
}

/** An oEmbed reply (oembed.com, version 1.0, type "rich"). */
export function oembedReply(
  kind: 'needs' | 'places',
  list: { id: string; title: string; assets: readonly unknown[] },
  site: Site,
): Response {
  const rows = Math.min(FRAME_ROWS, list.assets.length);
  return Response.json({
    version: '1.0',
    type: 'rich',
    title: list.title,
    provider_name: site.name,
    provider_url: site.url,
    cache_age: 43_200,
    width: WIDTH,
    height: frameHeight(rows),
    html: frameHtml(new URL(framePath(kind, list.id), site.url).href, list.title, rows),
  });
}
