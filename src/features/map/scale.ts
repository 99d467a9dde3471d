const METRES_A_MILE = 1609.344;
const METRES_A_YARD = 0.9144;

/** Lengths that people picture, in metres, longest first. */
const LENGTHS: readonly (readonly [metres: number, words: string])[] = [
  ...[200, 100, 50, 20, 10, 5, 2].map((n) => [n * METRES_A_MILE, `${n} miles`] as const),
  [METRES_A_MILE, '1 mile'],
  [METRES_A_MILE / 2, 'half a mile'],
  [METRES_A_MILE / 4, 'a quarter of a mile'],
  ...[200, 100, 50, 20, 10].map((n) => [n * METRES_A_YARD, `${n} yards`] as const),
];

/** The longest length in words that fits in `most` pixels, and how long it is drawn. */
export function scaleFor(metresAPixel: number, most: number): { words: string; pixels: number } {
  const last = LENGTHS.at(-1) ?? [METRES_A_YARD, '1 yard'];
  const [metres, words] = LENGTHS.find(([m]) => m / metresAPixel <= most) ?? last;
  return { words, pixels: Math.round(metres / metresAPixel) };
}
