import { expect, test } from 'vitest';
import { parsePhone } from '#lib/phone.ts';

test.each([
  ['01632 960140', '+441632960140'],
  ['+44 1632 960140', '+441632960140'],
  ['0800 83 85 87', '+44800838587'],
  ['116 123', '116123'],
  ['85258', '85258'],
  ['0800 1111', '08001111'],
])('%s is dialled as %s', (written, href) => {
  expect(parsePhone(written)).toEqual({ href, text: written });
});

test.each(['0800 1112', '01632 9601', '01632 960140 ext 3', '116 12', ''])(
  '%s cannot be a number',
  (written) => {
    expect(parsePhone(written)).toBeNull();
  },
);
