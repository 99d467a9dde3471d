import node from '@astrojs/node';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { cacheDir } from './scripts/lib/cache.ts';
import { contentDir, readSite } from './src/schemas/read.ts';

const { site } = await readSite(contentDir());
const outDir = process.env.OUT_DIR ?? './dist';

export default defineConfig({
  site: site?.url ?? 'https://waymark.example.org',
  // The build goes to a folder of its own and is swapped in when it is whole: scripts/build.ts.
  outDir,
  // The pages of the form are rendered at each visit, by our own server (src/server/on-demand.ts). It checks where a
  // form came from and reads the body itself; Astro's own check refuses every form behind a TLS proxy.
  adapter: node({ mode: 'middleware', bodySizeLimit: 65_536 }),
  session: false,
  security: { checkOrigin: false },
  cacheDir: cacheDir(contentDir()),
  trailingSlash: 'always',
  integrations: [
    sitemap({
      filter: (page) =>
        !/\/(404|find|find\/answer|list|embed\/frame(\/.*)?|patterns|form|equality|tell-us\/.*)\/$/.test(
          page,
        ),
    }),
  ],
  markdown: { syntaxHighlight: false },
  // `assets` is where the listings are. The Content-Security-Policy has no 'unsafe-inline': every style and script is a file.
  build: { inlineStylesheets: 'never', assets: '_site' },
  // Faults are logged without the words of anyone.
  logger: { entrypoint: new URL('./src/server/astro-log.js', import.meta.url) },
  devToolbar: { enabled: false },
  vite: {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Old phones come first: an iPhone 6s or 7 stops at iOS 15. tests/e2e/old-phone.spec.ts holds it.
    build: { assetsInlineLimit: 0, target: ['safari15', 'chrome94', 'firefox93'] },
    // What is built needs no node_modules beside it, wherever it is put.
    environments: {
      prerender: { resolve: { noExternal: true } },
      ssr: { resolve: { noExternal: true } },
    },
  },
});
