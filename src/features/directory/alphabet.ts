import type { Asset } from '#schemas/asset.ts';

/** Up to this many listings stand on one page; a larger directory has a page a letter. */
const ONE_PAGE = 400;

const NUMBERS = '0–9';
const slugOf = (letter: string) => (letter === NUMBERS ? 'numbers' : letter.toLowerCase());

/** The pages of the A to Z: one with everything, or in a large directory one a letter, the first being the way in. */
export function alphabet(assets: Asset[]) {
  const byLetter = Map.groupBy(assets, ({ name }) => {
    const first = name.charAt(0).toUpperCase();
    return /[A-Z]/.test(first) ? first : NUMBERS;
  });
  const whole = assets.length <= ONE_PAGE;
  const groups = [...byLetter.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([letter, list]) => ({ letter, id: slugOf(letter), list }));
  const links = groups.map(({ letter, id }) => ({ letter, href: whole ? `#${id}` : `/a-to-z/${id}/` }));
  const page = (letter: string | undefined, shown: typeof groups) => ({
    params: { letter },
    props: { groups: shown, links, total: assets.length },
  });
  if (whole) return [page(undefined, groups)];
  return [page(undefined, groups.slice(0, 1)), ...groups.map((g) => page(g.id, [g]))];
}
