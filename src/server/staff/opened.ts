import { type Submission, submission } from '#schemas/referral.ts';
import type { ReferralRow } from '#server/db/tables.ts';
import { open } from '#server/seal/age.ts';

/** A referral as staff read it. */
export interface OpenedReferral {
  row: ReferralRow;
  data: Submission;
}

/** Opens one row. Throws with the reference where the identity does not fit or the text is not a submission. */
export async function openRow(row: ReferralRow, identities: readonly string[]): Promise<OpenedReferral> {
  let text: string;
  try {
    text = await open(row.sealed, identities);
  } catch {
    throw new Error(`${row.reference} does not open with this identity. It is sealed to ${row.keys}`);
  }
  return { row, data: submission.parse(JSON.parse(text)) };
}
