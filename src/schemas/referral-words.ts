import type { Referral } from '#schemas/referral.ts';

/** How each choice of a referral reads: in the check page, the staff tool, the export and the FHIR answers alike. */
export const REFERRAL_WORDS = {
  asker: {
    self: 'Me',
    'friend-or-family': 'Someone in my family, or a friend',
    professional: 'Someone I work with',
  },
  need: {
    'not-medical': 'Everyday things, such as money, company or getting out',
    both: 'Some of both',
    medical: 'Only medical help, such as medicine, an illness or test results',
    urgent: 'Urgent help, today',
  },
  yesNo: { yes: 'Yes', no: 'No' },
  setting: {
    'gp-practice': 'A GP surgery',
    council: 'The council',
    hospital: 'A hospital',
    hospice: 'A hospice',
    'voluntary-sector': 'A charity or community group',
  },
  way: {
    phone: 'Phone call',
    text: 'Text message',
    email: 'E-mail',
    letter: 'Letter',
    referrer: 'Through the person who filled in this form',
  },
  safeToCall: {
    yes: 'Yes, it is safe to call',
    check: 'Yes, but check who has answered before saying why',
    no: 'No, do not call',
  },
  message: {
    yes: 'Yes, you can leave a message',
    'no-name': 'Yes, but do not say who you are',
    no: 'No, do not leave a message',
    unsure: 'Not sure',
  },
  time: {
    'weekday-morning': 'Weekday mornings',
    'weekday-afternoon': 'Weekday afternoons',
    'weekday-evening': 'Weekday evenings',
    any: 'Any time',
  },
  communication: {
    'large-print': 'Large print',
    'easy-read': 'Easy read, with pictures',
    braille: 'Braille',
    audio: 'Audio',
    bsl: 'British Sign Language (BSL)',
    'lip-reading': 'Lip-reading: face me when you speak',
    slow: 'Speak slowly, and give me time',
  },
} as const;

const some = <K extends string>(words: Record<K, string>, keys: readonly K[]) =>
  keys.map((k) => words[k]).join(', ');
const agreed = (yes: boolean) => (yes ? 'Yes' : 'No');

/** One answer as it reads: the path in the referral, the question, the words. */
export interface ReadAnswer {
  path: string;
  question: string;
  answer: string;
}

/** Every answer given, in the order of the form. Empty ones are left out: silence is not "no". */
export function readAnswers(r: Referral): ReadAnswer[] {
  const w = REFERRAL_WORDS;
  const rows: [string, string, string | undefined][] = [
    ['urgent', 'Urgent words found', r.urgent.join(', ')],
    ['asker', 'Who the form is for', w.asker[r.asker]],
    ['where', 'Surgery, town or postcode', r.where],
    ['fits.age', 'Old enough for the team', r.fits.age && w.yesNo[r.fits.age]],
    ['fits.registered', "With one of the team's surgeries", r.fits.registered && w.yesNo[r.fits.registered]],
    ['fits.need', 'Kind of help', r.fits.need && w.need[r.fits.need]],
    ['asset', 'Listing they came from', r.asset?.name],
    ['needs.topics', 'Needs', r.needs.topics.join(', ')],
    ['needs.words', 'In their own words', r.needs.words],
    ['person.name', 'Name', r.person.name],
    ['person.calledName', 'Likes to be called', r.person.calledName],
    ['person.born', 'Date of birth', r.person.born],
    ['person.postcode', 'Postcode', r.person.postcode],
    ['person.practiceName', 'GP surgery', r.person.practiceName],
    ['reach.ways', 'How to get in touch', some(w.way, r.reach.ways)],
    ['reach.phone', 'Phone', r.reach.phone],
    ['reach.email', 'E-mail', r.reach.email],
    ['reach.address', 'Address', r.reach.address],
    ['reach.safeToCall', 'Safe to call', r.reach.safeToCall && w.safeToCall[r.reach.safeToCall]],
    [
      'reach.safeToLeaveMessage',
      'Safe to leave a message',
      r.reach.safeToLeaveMessage && w.message[r.reach.safeToLeaveMessage],
    ],
    ['reach.safeToWrite', 'Safe to write', r.reach.safeToWrite && w.yesNo[r.reach.safeToWrite]],
    ['reach.times', 'Best times', some(w.time, r.reach.times)],
    ['reach.timesNote', 'More about times', r.reach.timesNote],
    ['support.interpreter', 'Interpreter', w.yesNo[r.support.interpreter]],
    ['support.language', 'Language', r.support.language],
    ['support.communication', 'Communication', some(w.communication, r.support.communication)],
    ['support.communicationNote', 'More about communication', r.support.communicationNote],
    ['support.access', 'Access', r.support.access],
    ['referrer.name', 'Filled in by', r.referrer?.name],
    ['referrer.relation', 'Who they are to the person', r.referrer?.relation],
    ['referrer.setting', 'Where they work', r.referrer?.setting && w.setting[r.referrer.setting]],
    ['referrer.role', 'Role', r.referrer?.role],
    ['referrer.organisation', 'Organisation', r.referrer?.organisation],
    ['referrer.phone', 'Their phone', r.referrer?.phone],
    ['referrer.email', 'Their e-mail', r.referrer?.email],
    ['referrer.agreed', 'The person knows and agrees', r.referrer && agreed(r.referrer.agreed)],
    ['consents.share', 'Agreed: the team may have this form', agreed(r.consents.share)],
    ['consents.surgery', 'Agreed: the team may talk to the GP surgery', agreed(r.consents.surgery)],
    ['consents.groups', 'Agreed: the team may pass the name on to groups', agreed(r.consents.groups)],
    ['consents.feedback', 'Agreed: the team may ask how it went', agreed(r.consents.feedback)],
  ];
  return rows.flatMap(([path, question, answer]) => (answer ? [{ path, question, answer }] : []));
}
