import { checkCodes } from '#schemas/check/codes.ts';
import { checkFiles } from '#schemas/check/files.ts';
import { checkGeography } from '#schemas/check/geography.ts';
import { fileOf, type Report } from '#schemas/check/known.ts';
import { checkReferences } from '#schemas/check/references.ts';
import { checkText } from '#schemas/check/text.ts';
import type { Problem } from '#schemas/problem.ts';
import { type Content, readContent } from '#schemas/read.ts';

export interface Checked {
  /** What could be read; undefined only where site.yaml could not. */
  content: Content | undefined;
  /** What must be mended before anything is built, in order of file. */
  problems: Problem[];
  /** What may be right, and is worth a look. */
  warnings: Problem[];
}

/** Keeps problems in a list. */
function reporter(): Report & { problems: Problem[]; warnings: Problem[] } {
  const [problems, warnings]: [Problem[], Problem[]] = [[], []];
  return {
    problems,
    warnings,
    problem: (file, field, message) => void problems.push({ file, field, message }),
    warn: (file, field, message) => void warnings.push({ file, field, message }),
  };
}

function dates(content: Content, today: string, report: Report) {
  for (const a of content.assets) {
    const file = fileOf('assets', a.id);
    if (a.checked.date > today)
      report.problem(
        file,
        'checked.date',
        `is ${a.checked.date}, which is still to come. Give the day somebody asked`,
      );
    if (a.status === 'paused' && a.statusDate && a.statusDate < today)
      report.warn(file, 'statusDate', `has passed (${a.statusDate}). Is the group running again?`);
  }
}

/**
 * What one file alone cannot show: ids that lead nowhere, codes used twice, points in the wrong town. `problems`
 * are those that reading found; they come back first, those about codes with a free code beside them.
 */
export function checkContent(
  content: Content,
  problems: Problem[],
  today: string,
): { problems: Problem[]; warnings: Problem[] } {
  const report = reporter();
  const read = checkCodes(content, problems, report);
  checkReferences(content, problems, report);
  const broken = new Set(problems.map((p) => p.file));
  checkGeography(content, broken, report);
  checkText(content, broken, report);
  dates(content, today, report);
  return { problems: [...read, ...report.problems], warnings: report.warnings };
}

const byFile = (a: Problem, b: Problem) => a.file.localeCompare(b.file, 'en');

/** Reads a content folder and checks all of it. `today` is a date in London, YYYY-MM-DD. */
export async function checkFolder(dir: string, today: string): Promise<Checked> {
  const report = reporter();
  await checkFiles(dir, report);
  if (report.problems.some((p) => p.file === '')) return { content: undefined, ...report };
  const { content, problems: read } = await readContent(dir);
  const found = content ? checkContent(content, read, today) : { problems: read, warnings: [] };
  return {
    content,
    problems: [...report.problems, ...found.problems].sort(byFile),
    warnings: found.warnings.sort(byFile),
  };
}
