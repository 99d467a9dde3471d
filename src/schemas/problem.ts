import type { z } from 'zod';

/** One thing wrong in the content, as an editor reads it. */
export interface Problem {
  /** Path below the content folder: "assets/knit-and-natter.md". */
  file: string;
  /** Where in the file: "sessions[0].end"; empty where the whole file is meant. */
  field: string;
  /** What is wrong and how to mend it, as the rest of a sentence that starts with the field's name. */
  message: string;
}

/** A path of keys as people write it: `['sessions', 0, 'end']` → `sessions[0].end`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, key) =>
      typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key),
    '',
  );
}

/** An issue's message; where nothing was given at all, that comes before what it should have been. */
function inWords({ input, message }: z.core.$ZodIssue): string {
  if (input !== undefined || message.startsWith('is missing')) return message;
  if (/^Invalid input|^should be text/.test(message)) return 'is missing. Add it';
  return message.startsWith('should') ? `is missing. It ${message}` : message;
}

/** Zod's issues for one file as problems, each in an editor's words. */
export function problemsOf(file: string, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        file,
        field: fieldName([...issue.path, key]),
        message: 'is not a field we know. Check the spelling, or take it out',
      }));
    return [{ file, field: fieldName(issue.path), message: inWords(issue) }];
  });
}

/** "assets/x.md: summary is too long. Use 160 characters or fewer" */
export function problemLine(p: Problem): string {
  return p.field ? `${p.file}: ${p.field} ${p.message}` : `${p.file}: ${p.message}`;
}
