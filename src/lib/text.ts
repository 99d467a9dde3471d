/** "bread", "bread and milk", "bread, milk and eggs" (or with another last word). */
export function listInWords(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** "1 place", "14 places", "1,204 places". */
export const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** First letter in upper case. */
export const sentence = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

/** Pounds as people write them: "£3", "£2.50", "50p". */
export function pounds(n: number): string {
  if (n < 1) return `${Math.round(n * 100)}p`;
  return Number.isInteger(n) ? `£${n}` : `£${n.toFixed(2)}`;
}
