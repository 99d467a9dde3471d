/**
 * The part of a list's link after `#`: the codes of its listings and nothing else. It must come through text
 * messages, e-mail and people, so it is read with patience.
 *
 *     k7pmab2c-x      codes of four characters, one after another, then "-" and a check character
 *     .k7pm.ab2cd-x   where one of them is longer, "." stands before each
 *
 * The check character comes after the only "-", so that a link cut anywhere is known to be cut. It is a weighted sum
 * by the prime 31: one wrong character is always found.
 */

/** Characters of codes: no 0, 1, i, l or o, which people misread (src/schemas/asset.ts). */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const SHORT = 4;
const LONG = 6;

/** The most listings a list holds. Forty make a link of 196 characters, and a QR code that a phone still reads. */
export const MOST = 40;

/** What could be read of a link. */
export interface ReadLink {
  /** Codes in order, none twice. They have the right shape; whether a listing has them is another matter. */
  codes: string[];
  /**
   * `whole`: just as it was made. `cut`: the end is missing, or it never had one. `changed`: its characters do not
   * add up, so a code may be wrong. `empty`: nothing that could be a code.
   */
  state: 'whole' | 'cut' | 'changed' | 'empty';
  /** Pieces that cannot be codes, as they stood, for people to be told. */
  unread: string[];
}

export const isCode = (text: string) =>
  text.length >= SHORT && text.length <= LONG && [...text].every((c) => ALPHABET.includes(c));

function checkOf(codes: readonly string[]): string {
  let sum = codes.length;
  [...codes.join('.')].forEach((c, i) => {
    sum += (ALPHABET.indexOf(c) + 1) * ((i % 30) + 1);
  });
  return ALPHABET.charAt(sum % 31);
}

/** The part after `#` for codes, in order; a code that comes twice is written once. Empty for none. */
export function writeLink(codes: readonly string[]): string {
  const once = [...new Set(codes)].slice(0, MOST);
  if (once.length === 0) return '';
  const before = once.every((c) => c.length === SHORT) ? '' : '.';
  return `${before}${once.join(before)}-${checkOf(once)}`;
}

/** Undoes percent-encoding, also where it was done twice; a broken escape is left as it is. */
function decoded(text: string): string {
  let now = text;
  for (let i = 0; i < 3 && now.includes('%'); i++)
    now = now.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return escapes;
      }
    });
  return now;
}

/** Codes with no sign of where one ends are four characters each. */
function inFours(text: string): string[] {
  return text.match(/.{1,4}/g) ?? [];
}

function piecesOf(body: string): string[] {
  const parts = body.split('.').filter((p) => p !== '');
  const whole = parts.slice(0, -1).every((p) => p.length >= SHORT && p.length <= LONG);
  const last = parts.at(-1) ?? '';
  const marked = body.startsWith('.') || parts.length > 1;
  return marked && whole && last.length <= LONG ? parts : inFours(parts.join(''));
}

/**
 * Reads what comes after `#`, or a whole address, or a message with an address in it. Upper case, spaces, line
 * breaks, percent-encoding and the full stop that ends a message do no harm.
 */
export function readLink(text: string): ReadLink {
  const after = decoded(text).split('#').at(-1) ?? '';
  const plain =
    after
      .normalize('NFKC')
      .toLowerCase()
      .split(/[?&=/]/)[0] ?? '';
  const end = /^(.*?)[-\u2010-\u2015]\s*([a-hjkmnp-z2-9])(?![a-z0-9])/s.exec(plain);
  const body = (end?.[1] ?? plain).replace(/[.,;_~+\u2010-\u2015-]+/g, '.').replace(/[^a-z0-9.]/g, '');
  const pieces = piecesOf(body);
  const codes = [...new Set(pieces.filter(isCode))].slice(0, MOST);
  const unread = pieces.filter((p) => !isCode(p));
  if (codes.length === 0) return { codes, state: 'empty', unread };
  if (!end) return { codes, state: 'cut', unread };
  return { codes, state: checkOf(codes) === end[2] && unread.length === 0 ? 'whole' : 'changed', unread };
}
