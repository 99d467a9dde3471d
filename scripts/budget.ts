import { relative } from 'node:path';
import { walk } from './lib/files.ts';
import { type Weight, weigh } from './lib/weigh.ts';

/**
 * `npm run budget`: what each kind of page sends, against the bars of the design. Of each kind the heaviest page
 * counts. Exit 1 past a budget. `--json` for a program.
 */
const KB = 1000;

interface Kind {
  name: string;
  pages: RegExp;
  /** HTML and CSS together, brotli. */
  page: number;
  /** Scripts before the map, gzip. On pages to be read: what comes unasked, and no page needs it. On the find page: all. */
  script: number;
  /** What opening the map adds, gzip. */
  map: number;
}

const READING = { page: 30 * KB, script: 15 * KB, map: 60 * KB };
const KINDS: Kind[] = [
  { name: 'home', pages: /^\/$/, ...READING },
  { name: 'need', pages: /^\/needs\/[^/]+\/([^/]+\/)*$/, ...READING },
  { name: 'place', pages: /^\/places\/[^/]+\/(\d+\/)?$/, ...READING },
  { name: 'asset', pages: /^\/assets\/[^/]+\/$/, ...READING },
  { name: 'list of needs', pages: /^\/needs\/$/, ...READING },
  { name: 'list of places', pages: /^\/places\/$/, ...READING },
  { name: 'A to Z', pages: /^\/a-to-z\//, ...READING },
  { name: "what's on", pages: /^\/whats-on\//, ...READING },
  { name: 'find', pages: /^\/find\/$/, page: 30 * KB, script: 90 * KB, map: 60 * KB },
  { name: 'team', pages: /^\/teams\//, ...READING },
  { name: 'story', pages: /^\/stories\//, ...READING },
  {
    name: 'others',
    pages: /^\/(about|privacy|accessibility|help|how-we-check|urgent-help|surgeries|refer)\/$/,
    ...READING,
  },
  { name: 'not found', pages: /^\/404\.html$/, ...READING },
];

interface Row {
  kind: Kind;
  page: string;
  pages: number;
  br: Weight;
  gz: Weight;
}

async function heaviest(dir: string, kind: Kind, addresses: string[]): Promise<Row | undefined> {
  const pages = addresses.filter((a) => kind.pages.test(a));
  let worst: Row | undefined;
  for (const page of pages) {
    const br = await weigh(dir, page);
    if (!worst || br.html + br.css > worst.br.html + worst.br.css)
      worst = { kind, page, pages: pages.length, br, gz: await weigh(dir, page, '.gz') };
  }
  return worst;
}

function over({ kind, br, gz }: Row): string[] {
  const past = (what: string, is: number, may: number) =>
    is > may ? [`${kind.name}: ${what} is ${kb(is)} kB, and may be ${kb(may)} kB`] : [];
  return [
    ...past('HTML and CSS', br.html + br.css, kind.page),
    ...past('script before the map (gzip)', kind.name === 'find' ? gz.js + gz.later : gz.js, kind.script),
    ...past('the map (gzip)', gz.map, kind.map),
  ];
}

const kb = (bytes: number) => (bytes / KB).toFixed(1);
const outDir = `${process.env['OUT_DIR'] || 'dist'}/client`;
const addresses = (await walk(outDir))
  .filter((f) => f.endsWith('.html'))
  .map((f) => `/${relative(outDir, f)}`.replace(/\/index\.html$/, '/'));
const rows = (await Promise.all(KINDS.map((k) => heaviest(outDir, k, addresses)))).filter(
  (r) => r !== undefined,
);
const failures = rows.flatMap(over);

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(
    'Heaviest page of each kind, in kB as sent. HTML, CSS and fonts with brotli; scripts with gzip.',
  );
  console.log(`${'kind'.padEnd(15)} pages   HTML    CSS  both≤    JS  later ≤JS    map  fonts  page`);
  for (const { kind, page, pages, br, gz } of rows) {
    const cells = [br.html, br.css, kind.page, gz.js, gz.later, kind.script, gz.map, br.fonts].map((n) =>
      kb(n).padStart(6),
    );
    console.log(`${kind.name.padEnd(15)} ${String(pages).padStart(5)} ${cells.join(' ')}  ${page}`);
  }
}
for (const line of failures) console.log(`Over budget: ${line}`);
if (rows.length === 0) console.log('There is no site to weigh. Run npm run build first.');
process.exitCode = failures.length > 0 || rows.length === 0 ? 1 : 0;
