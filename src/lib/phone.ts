/**
 * UK telephone numbers as text. Short numbers that exist: 999, 101, 105, 111, 112, 119, 116 xxx (Ofcom's
 * National Telephone Numbering Plan), five-digit text short codes such as 85258, and Childline's 0800 1111, the one
 * freephone number of eight digits.
 */
const SHORT = /^(999|10[15]|11[129]|116\d{3}|[6-8]\d{4}|08001111)$/;

/** A number in the two forms a page needs: `href` for `tel:`/`sms:`, `text` as a person writes it. */
export interface Phone {
  href: string;
  text: string;
}

/** Reads a UK number in any usual spacing; null where it cannot be one. `+44` and `0044` are taken. */
export function parsePhone(written: string): Phone | null {
  if (/[^\d\s()+.-]/.test(written)) return null;
  const digits = written.replace(/\D/g, '').replace(/^(0044|44(?=\d{9,10}$))0?/, '0');
  if (SHORT.test(digits)) return { href: digits, text: written.trim() };
  if (!/^0[1-9]\d{8,9}$/.test(digits)) return null;
  return { href: `+44${digits.slice(1)}`, text: written.trim() };
}
