import { count } from '#lib/text.ts';
import type { Problem } from '#schemas/problem.ts';

function print(problems: Problem[]) {
  for (const [file, list] of Map.groupBy(problems, (p) => p.file)) {
    if (file) console.log(`  ${file}`);
    for (const p of list) console.log(`    ${[p.field, p.message].filter(Boolean).join(' ')}`);
  }
}

/** Prints problems by file, worst kind last so that it is what stays on the screen. */
export function printProblems(problems: Problem[], warnings: Problem[]): void {
  if (warnings.length > 0) {
    console.log(`Worth a look (${warnings.length}):`);
    print(warnings);
  }
  if (problems.length === 0) return;
  const files = new Set(problems.map((p) => p.file)).size;
  console.log(
    `${count(problems.length, 'problem')} in ${count(files, 'file')}, to mend before the site can be built:`,
  );
  print(problems);
}
