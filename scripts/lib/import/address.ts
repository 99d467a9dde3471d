import { normalisePostcode } from '#lib/postcode.ts';

export interface Address {
  /** The building's name, where the address begins with one. */
  venue?: string;
  /** Street and town, without the postcode and the county. */
  street?: string;
  postcode?: string;
  /** What was taken off and stands nowhere else, word for word: counties, a town said twice. */
  left: string[];
}

/** Counties and countries that people add, and that help nobody find a door. */
const COUNTY =
  /^(?:greater manchester|lancashire|lancs|lanc's|lanarkshire|south lanarkshire|east renfrewshire|merseyside|cheshire|england|scotland|wales|uk|united kingdom)$/i;

/** Anything shaped like a postcode, its space wherever it fell. */
const POSTCODE = /\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b/gi;

/** A part that is a street and no building: a number first, or a word for a road last. */
const STREET =
  /^\d|^unit\b|\b(?:road|rd|street|st|avenue|ave|lane|ln|drive|crescent|place|square|quadrant|way|close|court)\.?$/i;

/** An address in one line, taken apart. Nothing is looked up, so nothing is added. */
export function readAddress(text: string): Address {
  let postcode: string | undefined;
  const left: string[] = [];
  const rest = text.replace(POSTCODE, (all, out: string, inward: string) => {
    const found = normalisePostcode(out + inward);
    if (!found) return all;
    if (postcode === undefined || postcode === found) postcode = found;
    else left.push(all);
    return ' , ';
  });
  const parts: string[] = [];
  for (const raw of rest.split(',')) {
    const part = raw.replace(/\s+/g, ' ').replace(/^[\s.]+|\s+$/g, '');
    if (part === '') continue;
    const again = parts.some((p) => p.toLowerCase() === part.toLowerCase());
    if (COUNTY.test(part)) left.push(part);
    else if (!again) parts.push(part);
  }
  const named = parts.length > 0 && !STREET.test(parts[0] ?? '');
  // A town on its own is no building.
  const venue = named && (parts.length > 1 || /\s/.test(parts[0] ?? '')) ? parts.shift() : undefined;
  const street = parts.join(', ');
  return { ...(venue && { venue }), ...(street && { street }), ...(postcode && { postcode }), left };
}
