import { createRequire } from 'node:module';
import { join } from 'node:path';

let made: Promise<string> | undefined;

async function bundle(): Promise<string> {
  // Asked for by way of the project, because the build that runs this may lie in another folder.
  const { build }: typeof import('esbuild') = createRequire(join(process.cwd(), 'package.json'))('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), 'src/features/embed/element.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}

/** The element and all it needs as one plain script, with a name that stays the same: pages of others point to it. */
export function embedScript(): Promise<string> {
  made ??= bundle();
  return made;
}
