/** iCalendar text (RFC 5545): escaping, folding, and the parts that every file of ours has. */

const CRLF = '\r\n';
const LINE_OCTETS = 75;

/** The value of a TEXT property: backslash, semicolon, comma and line break escaped (§3.3.11), controls dropped. */
export function text(value: string): string {
  return (
    value
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what §3.1 forbids in content lines.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\n/g, '\\n')
  );
}

/** Bytes of one character in UTF-8. */
const octets = (char: string) => {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Most lines: an octet a character, and no more than fit. */
const FITS = /^[ -~]{0,75}$/;

/** Folds a line so that none is longer than 75 octets (§3.1), never inside a character. */
export function fold(line: string): string {
  if (FITS.test(line)) return line;
  const lines: string[] = [];
  let part = '';
  let length = 0;
  for (const char of line) {
    if (length + octets(char) > LINE_OCTETS) {
      lines.push(part);
      part = ' ';
      length = 1;
    }
    part += char;
    length += octets(char);
  }
  return [...lines, part].join(CRLF);
}

/**
 * Europe/London since 1996, the rule of lib/schedule/civil.ts: forward at 01:00 on the last Sunday of March, back
 * at 02:00 on the last Sunday of October, both as the wall shows them before the change.
 */
const VTIMEZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  'X-LIC-LOCATION:Europe/London',
  'BEGIN:DAYLIGHT',
  'TZNAME:BST',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:GMT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * A whole file from unfolded lines of events. `name` is what calendar programs call it; the refresh interval is
 * for those that subscribe (RFC 7986, and the older name Outlook reads).
 */
export function calendarText(name: string, events: readonly string[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Sessions//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'X-WR-TIMEZONE:Europe/London',
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...VTIMEZONE,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map(fold).join(CRLF) + CRLF;
}
