import { fileOf, type Report } from '#schemas/check/known.ts';
import type { Problem } from '#schemas/problem.ts';
import type { Content } from '#schemas/read.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 4;

/** A code that nothing has, always the same one for the same id: FNV-1a over the id and a counter. */
export function freeCode(id: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    let hash = 0x811c9dc5;
    for (const char of `${id}#${attempt}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
    let code = '';
    for (let i = 0; i < LENGTH; i++) {
      code += LETTERS[hash % LETTERS.length];
      hash = Math.floor(hash / LETTERS.length);
    }
    // A code that reads as a word may read as a rude one; a digit keeps it a code.
    if (/\d/.test(code) && !taken.has(code)) return code;
  }
}

/** Codes are unique, and every one that is missing or taken twice comes with a free one. */
function codes(content: Content, problems: Problem[], report: Report): Problem[] {
  const owner = new Map<string, string>();
  const taken = new Set(content.assets.map((a) => a.code));
  for (const { id, code } of content.assets) {
    const first = owner.get(code);
    if (first === undefined) owner.set(code, id);
    else {
      const free = freeCode(id, taken);
      taken.add(free);
      report.problem(
        fileOf('assets', id),
        'code',
        `is "${code}", which ${fileOf('assets', first)} has already. This one is free: ${free}. Keep the old one on the listing that had it first`,
      );
    }
  }
  return problems.map((p) => {
    if (p.field !== 'code' || !p.file.startsWith('assets/')) return p;
    const free = freeCode(p.file, taken);
    taken.add(free);
    return { ...p, message: `${p.message}. This one is free: ${free}` };
  });
}

/** An id that a listing gave up leads to that listing alone. */
function formerIds(content: Content, report: Report) {
  const current = new Set(content.assets.map((a) => a.id));
  const owner = new Map<string, string>();
  for (const { id, formerIds } of content.assets)
    formerIds.forEach((former, i) => {
      const file = fileOf('assets', id);
      const first = owner.get(former);
      if (former === id)
        report.problem(file, `formerIds[${i}]`, 'is the id that the listing has now. Take it out');
      else if (current.has(former))
        report.problem(
          file,
          `formerIds[${i}]`,
          `is "${former}", but ${fileOf('assets', former)} is a listing of its own. Take it out here, or rename that file`,
        );
      else if (first !== undefined)
        report.problem(
          file,
          `formerIds[${i}]`,
          `is "${former}", which ${fileOf('assets', first)} claims too. Leave it with the one that people should be sent to`,
        );
      else owner.set(former, id);
    });
}

/** Codes and former ids. Returns `problems` with a free code beside each code that was missing or mistaken. */
export function checkCodes(content: Content, problems: Problem[], report: Report): Problem[] {
  formerIds(content, report);
  return codes(content, problems, report);
}
