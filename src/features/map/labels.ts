/** A name that would like to stand at a point of the screen, in pixels. */
export interface Label {
  text: string;
  x: number;
  y: number;
}

const LINE = 26;
const A_LETTER = 9.5;
/** Beyond this many a map says nothing. */
const MOST = 40;

/** Half the side of a mark, and a little air, in pixels. */
const MARK = 24;
/** The corner where the buttons stand. */
const CORNER = { width: 70, height: 130 };

/** Those that fit without touching each other, a mark or the buttons in the corner: the first given win. */
export function placeLabels<L extends Label>(
  labels: readonly L[],
  taken: readonly { x: number; y: number }[],
  { width, height }: { width: number; height: number },
): L[] {
  const kept: (L & { w: number })[] = [];
  for (const label of labels) {
    const w = label.text.length * A_LETTER + 12;
    if (label.x - w / 2 < 0 || label.x + w / 2 > width || label.y < LINE || label.y > height - LINE) continue;
    const free = kept.every(
      (k) => Math.abs(k.x - label.x) > (k.w + w) / 2 || Math.abs(k.y - label.y) > LINE + 4,
    );
    const clear = taken.every(
      (t) => Math.abs(t.x - label.x) > w / 2 + MARK || Math.abs(t.y - label.y) > LINE / 2 + MARK,
    );
    const cornered = label.x + w / 2 > width - CORNER.width && label.y < CORNER.height;
    if (free && clear && !cornered) kept.push({ ...label, w });
    if (kept.length === MOST) break;
  }
  return kept;
}
