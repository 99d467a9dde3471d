import { z } from 'zod';
import { line } from '#schemas/text.ts';
import type { ACCESS_FEATURES } from '#schemas/values.ts';

export type AccessFeature = (typeof ACCESS_FEATURES)[number];

export const ACCESS_ANSWERS = ['yes', 'partly', 'no', 'unknown'] as const;
export type AccessAnswer = (typeof ACCESS_ANSWERS)[number];

const answer = z.enum(ACCESS_ANSWERS, { error: 'should be yes, partly, no or unknown, in quotes' });

/**
 * One answer. A bare `yes` or `no` without quotes is a boolean to YAML 1.1 readers; both are taken. A note goes in
 * the long form: `{ answer: partly, note: "Not in the tea room" }`.
 */
const entry = z.preprocess(
  (v) => {
    const word = (x: unknown) => (x === true ? 'yes' : x === false ? 'no' : x);
    if (v !== null && typeof v === 'object' && 'answer' in v) return { ...v, answer: word(v.answer) };
    return { answer: word(v) };
  },
  z.strictObject({ answer, note: line(160).optional() }),
);

const UNKNOWN = { answer: 'unknown' as const };

/** Access to a venue. Every feature is always present: one that nobody has asked about is `unknown`. */
export const access = z
  .strictObject({
    'step-free': entry.default(UNKNOWN),
    'accessible-toilet': entry.default(UNKNOWN),
    'hearing-loop': entry.default(UNKNOWN),
    bsl: entry.default(UNKNOWN),
    parking: entry.default(UNKNOWN),
    'public-transport': entry.default(UNKNOWN),
    'quiet-space': entry.default(UNKNOWN),
    'assistance-dogs': entry.default(UNKNOWN),
    'large-print': entry.default(UNKNOWN),
    'carers-welcome': entry.default(UNKNOWN),
  })
  .prefault({});
export type Access = z.infer<typeof access>;
