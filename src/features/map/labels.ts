/** A point of the screen, in pixels. */
export interface XY {
  x: number;
  y: number;
}

/** Words that would like to stand at one of several points, best first. */
export interface Label {
  text: string;
  at: readonly XY[];
}

const LINE = 26;
const A_LETTER = 9.5;
/** Half the side of a mark, and a little air, in pixels. */
const MARK = 22;
/** The corner where the buttons stand. */
const CORNER = { width: 70, height: 130 };
/** Beyond this many a map says nothing. */
const MOST = 40;

const widthOf = (text: string) => text.length * A_LETTER + 12;

/** Where a name may stand that belongs to a point: on it, under it, over it, to its right, to its left. */
export function around({ x, y }: XY, text: string): XY[] {
  const aside = widthOf(text) / 2 + MARK;
  const off = LINE / 2 + MARK;
  return [
    { x, y },
    { x, y: y + off },
    { x, y: y - off },
    { x: x + aside, y },
    { x: x - aside, y },
  ];
}

/** Those that fit, each where it does, without touching each other, a mark or the corner: the first given win. */
export function placeLabels<L extends Label>(
  labels: readonly L[],
  marks: readonly XY[],
  { width, height }: { width: number; height: number },
): (L & XY)[] {
  const kept: (L & XY & { w: number })[] = [];
  const fits = ({ x, y }: XY, w: number) =>
    x - w / 2 >= 0 &&
    x + w / 2 <= width &&
    y >= LINE &&
    y <= height - LINE &&
    !(x + w / 2 > width - CORNER.width && y < CORNER.height) &&
    kept.every((k) => Math.abs(k.x - x) > (k.w + w) / 2 || Math.abs(k.y - y) > LINE) &&
    marks.every((m) => Math.abs(m.x - x) >= w / 2 + MARK || Math.abs(m.y - y) >= LINE / 2 + MARK);
  for (const label of labels) {
    const w = widthOf(label.text);
    const place = label.at.find((at) => fits(at, w));
    if (place) kept.push({ ...label, ...place, w });
    if (kept.length === MOST) break;
  }
  return kept;
}
