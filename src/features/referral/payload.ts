import type { Case } from './answers.ts';
import { asked } from './fields/field.ts';
import type { Step } from './steps.ts';
import { readField } from './validate.ts';

interface Tree {
  [key: string]: unknown;
}

function put(tree: Tree, path: string, value: unknown) {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const inner = tree[head];
  const next: Tree = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  put(next, rest.join('.'), value);
  tree[head] = next;
}

/**
 * A referral from the answers, for the intake to validate. Answers to questions that are no longer asked (a phone
 * number's safety, after the phone was taken out) are left behind.
 */
export function payloadOf(
  steps: readonly Step[],
  c: Case,
  more: { urgent: readonly string[]; asset: { id: string; name: string } | undefined },
): unknown {
  const tree: Tree = {
    kind: 'referral',
    version: 1,
    urgent: more.urgent,
    fits: {},
    ...(more.asset && { asset: more.asset }),
    team: c.team?.id,
  };
  for (const step of steps) {
    if (step.when && !step.when(c)) continue;
    for (const field of step.fields) {
      if (!asked(field, c) || field.name === 'team') continue;
      const read = readField(field, c);
      const value = 'value' in read ? read.value : undefined;
      put(tree, field.name, field.kind === 'tick' ? value === 'yes' : value);
    }
  }
  const practice = c.found?.practice;
  if (practice) {
    put(tree, 'person.practice', practice.id);
    put(tree, 'person.practiceName', practice.name);
  }
  if (!c.forOther) delete tree['referrer'];
  return tree;
}
