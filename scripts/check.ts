import { parseArgs } from 'node:util';
import { londonDate } from '#lib/dates.ts';
import { checkFolder } from '#schemas/check/check.ts';
import { contentDir } from '#schemas/read.ts';
import { printProblems } from './lib/report.ts';

/** `npm run check`: everything wrong in the content, by file. `--json` prints it for a program. Exit 1 if any. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const { content, problems, warnings } = await checkFolder(contentDir(), londonDate(new Date()));
if (values.json) console.log(JSON.stringify({ problems, warnings }, null, 2));
else {
  printProblems(problems, warnings);
  if (problems.length === 0) console.log(`${content?.assets.length ?? 0} listings checked: nothing to mend.`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
