import { randomInt } from 'node:crypto';

/**
 * Letters and digits that nobody mixes up, read or heard: no vowels (so no words), no 0 O Q, 1 I L, 2 Z, 5 S, 8 B,
 * U V, N. Twenty signs, eight places: 25 thousand million references.
 */
export const REFERENCE_SIGNS = '34679CDFGHJKMPRTVWXY';
export const REFERENCE = new RegExp(`^[${REFERENCE_SIGNS}]{4}-[${REFERENCE_SIGNS}]{4}$`);

/** A reference such as `7K3F-PX4D`, from the operating system's secure source. It opens nothing. */
export function newReference(): string {
  const signs = Array.from({ length: 8 }, () => REFERENCE_SIGNS[randomInt(REFERENCE_SIGNS.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** A reference as someone typed or said it: any case, any spacing. Null where it cannot be one. */
export function readReference(text: string): string | null {
  const signs = text.toUpperCase().replace(/[\s-]+/g, '');
  const written = `${signs.slice(0, 4)}-${signs.slice(4)}`;
  return REFERENCE.test(written) ? written : null;
}
