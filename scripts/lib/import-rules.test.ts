import { describe, expect, it, test } from 'vitest';
import { broken, importsOf } from './import-rules.ts';

const files = new Set(['lib/a.ts', 'lib/a.test.ts', 'features/map/m.ts']);
const told = (file: string, text: string) => broken(file, text, files);

test('reads every way a file names another', () => {
  const text = `
import a from '#lib/a.ts';
import type { B } from './b.ts';
import '../c.css';
export { d } from "./d.ts";
const e = await import('./e.ts');
// import f from './f.ts';
/* import g from './g.ts'; */
import {
  h,
  type I,
} from './h.ts';
`;
  expect(importsOf(text).map((i) => i.to)).toEqual([
    '#lib/a.ts',
    './b.ts',
    '../c.css',
    './d.ts',
    './e.ts',
    './h.ts',
  ]);
});

describe('the layout of the house', () => {
  it.each([
    [
      'lib/a.ts',
      "import x from '#schemas/asset.ts';",
      'imports #schemas/asset.ts, but lib may not use schemas',
    ],
    [
      'lib/a.ts',
      "import x from '../search/contract.ts';",
      'imports ../search/contract.ts, but lib may not use search',
    ],
    ['search/a.ts', "import x from 'astro:content';", 'imports astro:content, but search runs in plain Node'],
    [
      'features/map/m.ts',
      "import x from '#features/near/n.ts';",
      'imports #features/near/n.ts: a feature never imports another. Move what both need to lib, ui or search',
    ],
    ['ui/card/Card.tsx', "import L from 'leaflet';", 'imports leaflet, which only features/map may'],
    [
      'pages/a.astro',
      "import x from '#server/db/store.ts';",
      'imports #server/db/store.ts, but pages may not use server',
    ],
    [
      'lib/all.ts',
      "export { a } from './a.ts';\nexport * from './b.ts';\n",
      'only hands on what other files export. Import from those instead',
    ],
    [
      'lib/b.test.ts',
      'test();',
      'is a test with nothing of its name beside it. Put it beside what it tests, or in tests/',
    ],
    ['pages/b.test.ts', 'test();', 'is a test among the pages. Put it in tests/'],
    ['lib/a.ts', "import x from '../../scripts/x.ts';", 'imports ../../scripts/x.ts, which is outside src'],
  ])('%s: %s', (file, text, message) => {
    expect(told(file, text)).toContain(message);
  });

  it.each([
    ['features/map/m.ts', "import L from 'leaflet';\nimport a from '#lib/a.ts';\nimport b from './n.ts';"],
    ['features/map/m.ts', "import type { S } from '#server/refer.ts';"],
    ['lib/a.test.ts', "import { a } from './a.ts';"],
    ['lib/schedule/schedule.test.ts', "import x from '../../../tests/fixtures/x.ts';"],
    ['content.config.ts', "import x from '#schemas/asset.ts';"],
    ['lib/a.ts', "export { a } from './b.ts';\nexport const c = 1;\n"],
  ])('allows %s: %s', (file, text) => {
    expect(told(file, text)).toEqual([]);
  });
});
