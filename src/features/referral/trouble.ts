/** Why a form without mistakes was not taken. */
export type Why = 'invalid' | 'too-many' | 'not-stored';

/** What stands at the head of the form then. What was typed is all still there, and a number to ring follows. */
export interface Trouble {
  status: number;
  heading: string;
  message: string;
}

/** Every form of the site says the same. */
export const TROUBLE: Readonly<Record<Why, Trouble>> = {
  invalid: {
    status: 422,
    heading: 'Your form has not gone yet',
    message:
      'Something in your answers could not be read. Check each part below, then press send again. Or phone us.',
  },
  'too-many': {
    status: 429,
    heading: 'Your form has not gone yet',
    message:
      'Many forms have come from your network in the last hour. Nothing you wrote is lost. Wait a little, then press send again. Or phone us.',
  },
  // A database that went away while it was answering may have kept the form or not. Pressing again is right in both.
  'not-stored': {
    status: 503,
    heading: 'We do not know if your form reached us',
    message:
      'Something went wrong on our side. Nothing you wrote is lost. Press send again: we will get it once only, even if it did reach us. Or phone us.',
  },
};
