/**
 * UK postcodes as text: shape only, never a look-up. The shape is BS 7666 with the letters Royal Mail does not
 * use (position 1: Q V X; position 2: I J Z; inward part: C I K M O V).
 */
const SHAPE =
  /^(GIR ?0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]))(\d[ABD-HJLNP-UW-Z]{2})$/;

/** `'wn71ab '` → `'WN7 1AB'`; null where the text cannot be a whole postcode. */
export function normalisePostcode(text: string): string | null {
  const squeezed = text.toUpperCase().replace(/[\s.-]+/g, '');
  const m = SHAPE.exec(squeezed);
  return m ? `${m[1]} ${m[2]}` : null;
}

/** The outward part of a postcode: `'WN7 1AB'` → `'WN7'`; null where the text is neither whole nor an outcode. */
export function outcodeOf(text: string): string | null {
  const whole = normalisePostcode(text);
  if (whole) return whole.slice(0, -4);
  const squeezed = text.toUpperCase().replace(/[\s.-]+/g, '');
  return SHAPE.test(`${squeezed}1AA`) ? squeezed : null;
}
