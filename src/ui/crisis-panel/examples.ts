import type { CrisisView } from './Panel.tsx';

/** One panel with every kind of line: a call, a text, a web address. */
export const CRISIS_EXAMPLE: CrisisView = {
  id: 'example',
  heading: 'Please talk to someone now',
  lead: 'You do not have to get through it on your own. These are free, and open day and night.',
  helplines: [
    {
      label: 'Call 999',
      when: 'If you have hurt yourself, or might in the next few minutes.',
      href: 'tel:999',
    },
    {
      label: 'Call Samaritans on 116 123',
      when: 'To talk about anything. They will listen.',
      href: 'tel:116123',
    },
    { label: 'Text SHOUT to 85258', when: 'If you do not want to talk out loud.', href: 'sms:85258' },
    { label: 'Find help near you', when: 'On another website.', href: 'https://example.org/' },
  ],
  next: 'If someone is nearby, ask them to sit with you while you call.',
};
