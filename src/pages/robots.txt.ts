import type { APIRoute } from 'astro';
import { catalogue } from '#features/directory/catalogue.ts';

/** Everything may be read; the find page is for people (RFC 9309). */
export const GET: APIRoute = async () => {
  const { site } = await catalogue();
  const lines = [
    'User-agent: *',
    'Disallow: /api/',
    `Sitemap: ${new URL('/sitemap-index.xml', site.url).href}`,
    '',
  ];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
