import { chmod, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { count } from '#lib/text.ts';
import { contentDir, readContent } from '#schemas/read.ts';
import { documentsOf } from '#search/document.ts';
import { clientOf, explain } from '#search/meilisearch/connect.ts';
import { bringUpToDate, type Outcome, type Wanted } from '#search/meilisearch/indexer.ts';
import { serverDocuments } from '#search/meilisearch/server-document.ts';
import { namesOf } from '#search/meilisearch/settings.ts';
import { hostOf } from '#search/meilisearch/urls.ts';
import { versionOf } from '#search/version.ts';
import { SettingsError } from '#server/env/env.ts';
import { connectionFrom } from './lib/meilisearch.ts';
import { progress, took } from './lib/progress.ts';
import { remember } from './lib/remembered.ts';
import { printProblems } from './lib/report.ts';

/**
 * `npm run index`: brings the search server, or each of several, up to date with the content. `--dry-run` shows what
 * would change, `--rebuild` builds a new index whatever has changed, `--key-file` writes the search key to a file.
 *
 * Exit codes: 0 every server is up to date; 1 none is, and what was live still is; 2 a setting or the command is wrong;
 * 3 some servers are up to date and some are not; 4 the content has problems, and nothing was sent.
 */
const EXIT = { done: 0, failed: 1, usage: 2, some: 3, content: 4 };

/** How long the server may take to take in one batch, in milliseconds. */
const TIMEOUT_MS = 120_000;

const show = progress();

async function wantedOf(dir: string): Promise<Wanted | undefined> {
  const began = Date.now();
  const remembered = await remember(dir);
  const { content, problems } = await readContent(dir, remembered);
  // Kept for the next run; a disk that takes nothing makes this one no worse.
  await remembered.keep().catch(() => undefined);
  if (!content || problems.length > 0) {
    printProblems(problems, []);
    return undefined;
  }
  const documents = documentsOf(content);
  const wanted = { indexVersion: versionOf(content, documents), documents: serverDocuments(documents) };
  show.line(`Read ${count(documents.length, 'listing')} in ${took(Date.now() - began)}.`);
  return wanted;
}

function inWords({ how, sent, removed }: Outcome, dryRun: boolean): string {
  if (how === 'nothing') return 'Nothing has changed: 0 sent.';
  const would = dryRun ? 'Would send' : 'Sent';
  const taken = removed > 0 ? `, ${dryRun ? 'take' : 'took'} ${removed} away` : '';
  return `${would} ${count(sent, 'listing')}${taken}${how === 'rebuild' ? ', as a new index' : ''}.`;
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
      'key-file': { type: 'string' },
    },
  });
  const connection = connectionFrom(process.env);
  const wanted = await wantedOf(contentDir());
  if (!wanted) return EXIT.content;
  const names = namesOf(connection.index);
  const keys = new Set<string>();
  const lagging: string[] = [];
  for (const url of connection.urls) {
    const began = Date.now();
    const say = (line: string) => show.line(`${hostOf(url)}  ${line}`);
    try {
      const client = clientOf(url, connection.key, TIMEOUT_MS);
      const { 'dry-run': dryRun, rebuild } = values;
      const outcome = await bringUpToDate(client, wanted, { names, dryRun, rebuild, say, tick: show.tick });
      say(`${inWords(outcome, dryRun)} Version ${wanted.indexVersion}, ${took(Date.now() - began)}.`);
      if (outcome.searchKey) keys.add(outcome.searchKey);
    } catch (e) {
      lagging.push(url);
      console.error(`${explain(url, e)}`);
    }
  }
  await tellKey(keys, values['key-file']);
  if (lagging.length === 0) return EXIT.done;
  if (lagging.length === connection.urls.length) return EXIT.failed;
  console.error(`Not up to date: ${lagging.map(hostOf).join(', ')}. Searches go to the others meanwhile.`);
  return EXIT.some;
}

/** Writes the search key to its file, readable by its owner alone. It is printed nowhere: logs are kept. */
async function tellKey(keys: ReadonlySet<string>, file: string | undefined): Promise<void> {
  const [key, ...others] = keys;
  if (others.length > 0)
    console.error(
      'The servers have different master keys, so their search keys differ too. Start them all with the same one.',
    );
  if (!key || !file) return;
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  show.line(`The search key for the site is in ${file}.`);
}

const code = await run().catch((e: unknown) => {
  const usage = e instanceof SettingsError || (e instanceof TypeError && 'code' in e);
  if (!usage) throw e;
  console.error(e instanceof SettingsError ? e.problems.join('\n') : e.message);
  return EXIT.usage;
});
// At once: a wait for a server that never ends must not hold up whoever runs this on a timetable.
process.exit(code);
