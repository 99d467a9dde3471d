/**
 * One row of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front: what
 * people type must not run on a link worker's computer.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells
    .map((c) => (/^[=+\-@\t\r]/.test(c) && !/^[+-]?[\d\s.]+$/.test(c) ? `'${c}` : c))
    .map((c) => (/[",\r\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c))
    .join(',')}\r\n`;
}
