/** The fold that a text is taken out in, from 0: always the same one, whatever stands beside it (FNV-1a). */
export function foldOf(text: string, folds: number): number {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 16777619) >>> 0;
  return h % folds;
}
