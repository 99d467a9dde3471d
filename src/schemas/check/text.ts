import { fileOf, type Report } from '#schemas/check/known.ts';
import type { Content } from '#schemas/read.ts';

/** A tag or a comment. `<https://…>` and `<name@…>` are links in markdown, and no HTML. */
const TAG = /<(?!https?:|mailto:|[^\s<>]+@)\/?[a-z!][^>\n]*>/i;

/** The first tag of a markdown text outside code, with its line below the front matter, counted from 1. */
export function firstTag(markdown: string): { tag: string; line: number } | undefined {
  const lines = markdown.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, '')).split('\n');
  for (const [i, text] of lines.entries()) {
    const found = TAG.exec(text.replace(/`[^`]*`/g, ''));
    if (found) return { tag: found[0], line: i + 1 };
  }
  return undefined;
}

/** Pages that the site itself links to. */
const PAGES = ['about', 'privacy', 'accessibility', 'help', 'how-we-check', 'urgent-help'];

/** Markdown is markdown, no listing is empty, and the pages that the site links to exist. */
export function checkText(content: Content, broken: Set<string>, report: Report): void {
  const texts = [
    ...content.assets.map((a) => [fileOf('assets', a.id), a.description] as const),
    ...content.stories.map((s) => [fileOf('stories', s.id), s.body] as const),
    ...content.pages.map((p) => [fileOf('pages', p.id), p.body] as const),
  ];
  for (const [file, body] of texts) {
    const found = firstTag(body);
    if (body === '')
      report.problem(file, '', 'has no text below the second "---". Write a few plain sentences');
    if (found)
      report.problem(
        file,
        '',
        `has HTML in its text: ${found.tag} on line ${found.line} below the "---". Use plain words; **two stars** make bold`,
      );
  }
  for (const id of PAGES)
    if (!content.pages.some((p) => p.id === id) && !broken.has(fileOf('pages', id)))
      report.problem(
        fileOf('pages', id),
        '',
        'is not there, but pages of the site link to it. Write it, or copy the one that came with this',
      );
  const byName = Map.groupBy(content.assets, (a) => a.name.toLowerCase());
  for (const [, same] of byName)
    for (const a of same.slice(1))
      report.warn(
        fileOf('assets', a.id),
        'name',
        `is the same as in ${fileOf('assets', same[0]?.id ?? '')}. Add the place, so that people can tell them apart`,
      );
}
