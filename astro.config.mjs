import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { cacheDir } from './scripts/lib/cache.ts';
import { formerAddresses } from './src/schemas/former.ts';
import { contentDir, readSite } from './src/schemas/read.ts';

const { site } = await readSite(contentDir());

export default defineConfig({
  site: site?.url ?? 'https://waymark.example.org',
  // The build goes to a folder of its own and is swapped in when it is whole: scripts/build.ts.
  outDir: process.env.OUT_DIR ?? './dist',
  cacheDir: cacheDir(contentDir()),
  trailingSlash: 'always',
  // Pages for hosts that serve files only; our own server answers these with 301 before it looks for a file.
  redirects: await formerAddresses(contentDir()),
  integrations: [sitemap({ filter: (page) => !/\/(404|find|patterns)\/$/.test(page) })],
  markdown: { syntaxHighlight: false },
  // `assets` is where the listings are. The Content-Security-Policy has no 'unsafe-inline': every style and script is a file.
  build: { inlineStylesheets: 'never', assets: '_site' },
  devToolbar: { enabled: false },
  vite: {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { assetsInlineLimit: 0 },
  },
});
