// Starts a command of package.json on Node 24, whatever Node the person has: `node scripts/run.mjs start …`.
// Plain JavaScript that old versions can read, because it is what explains itself when Node 24 is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the `node` package leaves its binary: linked into itself, or in the package of this platform. */
export function candidates(base, platform = process.platform, arch = process.arch) {
  const os = platform === 'win32' ? 'win' : platform;
  const exe = platform === 'win32' ? 'node.exe' : 'node';
  const names = [`node-${os}-${arch}`, `node-bin-${os}-${arch}`];
  const modules = join(base, 'node_modules');
  return [
    join(modules, 'node', 'bin', exe),
    ...names.map((name) => join(modules, name, 'bin', exe)),
    ...names.map((name) => join(modules, 'node', 'node_modules', name, 'bin', exe)),
  ];
}

const missing = () =>
  existsSync(join(root, 'node_modules'))
    ? `This needs Node ${NEEDED}. Yours is ${process.version}, and the one that npm should have installed is not there:
npm was probably told not to run install scripts. Do one of these, then try again:
  npm rebuild node          fetches Node ${NEEDED} for this project alone
  or install Node ${NEEDED}        from nodejs.org or your package manager`
    : 'Nothing is installed yet. Run "npm ci" first, then try again.';

function relay(node, script, args) {
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env: { ...process.env, PATH } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

function run([name, ...args]) {
  const script = join(root, 'scripts', `${name}.ts`);
  if (!name || !existsSync(script)) {
    console.error(`There is no command called "${name ?? ''}". Run "npm run" to see them all.`);
    process.exit(2);
  }
  if (!existsSync(join(root, 'node_modules'))) {
    console.error(missing());
    process.exit(1);
  }
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
    process.argv.splice(1, 2, script);
    return import(pathToFileURL(script).href);
  }
  const node = candidates(root).find((file) => existsSync(file));
  if (node) return relay(node, script, args);
  console.error(missing());
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
