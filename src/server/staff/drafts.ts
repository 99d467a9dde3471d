import { stringify } from 'yaml';
import type { ListingReport, Suggestion } from '#schemas/referral.ts';
import type { OpenedReferral } from '#server/staff/opened.ts';

/** A file for an editor: a name and its text. */
export interface Draft {
  file: string;
  text: string;
}

const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'group';

/** What people typed goes into comments line by line, so that none of it can become a field. */
const comment = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map((l) => `# ${l}`)
    .join('\n');

function suggested(s: Suggestion, reference: string, day: string): Draft {
  const front = {
    name: s.name,
    kind: 'TO DO',
    code: 'TO DO',
    summary: s.does.length <= 160 ? s.does.replace(/\n/g, ' ') : 'TO DO',
    organisation: 'TO DO',
    topics: s.topics,
    status: 'active',
    formats: ['in-person'],
    cost: { type: 'unknown' },
    joining: { how: 'drop-in' },
    access: {},
    contact: {
      ...(s.phone && { phone: s.phone }),
      ...(s.email && { email: s.email }),
      ...(s.url && { url: s.url }),
    },
    checked: { date: day, by: 'TO DO' },
  };
  const told = [
    `Suggested on ${day}, reference ${reference}. Check every line with the group before it goes in.`,
    `Where: ${s.place}`,
    `When: ${s.when ?? 'not said'}`,
    `From: ${[s.yourName, s.yourContact].filter(Boolean).join(', ') || 'no name given'}`,
  ].join('\n');
  return {
    file: `assets/draft-${slugOf(s.name)}-${reference.toLowerCase()}.md`,
    text: `---\n${comment(told)}\n${stringify(front)}---\n\n${s.does}\n`,
  };
}

function reported(r: ListingReport, reference: string, day: string): Draft {
  const from = [r.name, r.contact].filter(Boolean).join(', ') || 'no name given';
  return {
    file: `reports/${r.asset}-${reference.toLowerCase()}.md`,
    text: `---\n${stringify({ asset: r.asset, reported: day, reference, wrong: r.fields, from })}---\n\n${r.says ?? ''}\n`,
  };
}

/** Reports and suggestions as draft content files, for an editor to check and finish. Referrals make none. */
export function draftsOf(all: readonly OpenedReferral[]): Draft[] {
  return all.flatMap(({ row, data }) => {
    const day = new Date(row.created_at).toISOString().slice(0, 10);
    if (data.kind === 'suggestion') return [suggested(data, row.reference, day)];
    return data.kind === 'report' ? [reported(data, row.reference, day)] : [];
  });
}
