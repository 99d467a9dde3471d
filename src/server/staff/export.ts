import { readAnswers } from '#schemas/referral-words.ts';
import { bundleOf } from '#server/delivery/fhir/bundle.ts';
import { csvRow } from '#server/staff/csv.ts';
import type { OpenedReferral } from '#server/staff/opened.ts';

export const FORMATS = ['csv', 'json', 'fhir'] as const;
export type Format = (typeof FORMATS)[number];

const when = (ms: number) => new Date(ms).toISOString();

/** A spreadsheet: one referral a row, one question a column, in the order of the form. */
function csv(all: readonly OpenedReferral[]): string {
  const rows = all.flatMap(({ row, data }) =>
    data.kind === 'referral'
      ? [{ row, answers: new Map(readAnswers(data).map((a) => [a.question, a.answer])) }]
      : [],
  );
  const questions: string[] = [];
  for (const { answers } of rows)
    for (const q of answers.keys()) if (!questions.includes(q)) questions.push(q);
  const head = ['Reference', 'Team', 'Received', 'Flags', ...questions];
  const body = rows.map(({ row, answers }) =>
    csvRow([
      row.reference,
      row.team,
      when(row.created_at),
      row.flags,
      ...questions.map((q) => answers.get(q) ?? ''),
    ]),
  );
  // The mark at the start is how Excel knows that the file is UTF-8.
  return `\ufeff${csvRow(head)}${body.join('')}`;
}

const json = (all: readonly OpenedReferral[]) =>
  `${JSON.stringify(
    all.map(({ row, data }) => ({
      id: row.id,
      reference: row.reference,
      team: row.team,
      received: when(row.created_at),
      flags: row.flags ? row.flags.split(' ') : [],
      ...data,
    })),
    null,
    2,
  )}\n`;

const fhir = (all: readonly OpenedReferral[], teamName: (id: string) => string) =>
  `${JSON.stringify(
    all.flatMap(({ row, data }) =>
      data.kind === 'referral'
        ? [
            bundleOf(data, {
              id: row.id,
              deliveryId: row.id,
              reference: row.reference,
              at: when(row.created_at),
              teamName: teamName(row.team),
            }),
          ]
        : [],
    ),
    null,
    2,
  )}\n`;

/** Opened referrals as the text of one file. */
export function exported(
  format: Format,
  all: readonly OpenedReferral[],
  teamName: (id: string) => string,
): string {
  if (format === 'csv') return csv(all);
  return format === 'json' ? json(all) : fhir(all, teamName);
}
