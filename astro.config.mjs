import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { contentDir, readSite } from './src/schemas/read.ts';

const { site } = await readSite(contentDir());

export default defineConfig({
  site: site?.url ?? 'https://waymark.example.org',
  // The build goes to a folder of its own and is swapped in when it is whole: scripts/build.ts.
  outDir: process.env.OUT_DIR ?? './dist',
  trailingSlash: 'always',
  integrations: [sitemap({ filter: (page) => !/\/(404|find|patterns)\/$/.test(page) })],
  markdown: { syntaxHighlight: false },
  // The Content-Security-Policy has no 'unsafe-inline': every style and script is a file.
  build: { inlineStylesheets: 'never', assets: 'assets' },
  devToolbar: { enabled: false },
  vite: {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { assetsInlineLimit: 0 },
  },
});
