import { Fhir } from 'fhir';
import { describe, expect, it } from 'vitest';
import { referral } from '#schemas/referral.ts';
import { bundleOf } from '#server/delivery/fhir/bundle.ts';
import { fullReferral, shortReferral } from '../../../../tests/fixtures/referrals.ts';

const letter = {
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  deliveryId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  reference: '7K3F-PX4D',
  at: '2026-11-21T10:00:00.000Z',
  teamName: 'Leigh link workers',
};
const errorsOf = (resource: object) =>
  new Fhir()
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter((m) => m.severity === 'error' || m.severity === 'fatal');

const cases = {
  'with every answer': fullReferral(),
  'with the least': shortReferral(),
  'from a surgery': fullReferral('gp', {
    asker: 'professional',
    referrer: {
      name: 'Dr Shah',
      setting: 'gp-practice',
      role: 'GP',
      organisation: 'Bryn Street',
      agreed: true,
    },
  }),
};

describe('the FHIR bundle', () => {
  it.each(Object.entries(cases))('%s keeps to the R4 definitions', (_, r) => {
    const bundle = bundleOf(referral.parse(r), letter);
    expect(errorsOf(bundle)).toEqual([]);
  });

  it('is held by a check that can fail', () => {
    const bundle = bundleOf(referral.parse(fullReferral()), letter);
    expect(errorsOf({ ...bundle, type: 'parcel' })).not.toEqual([]);
    const text = JSON.stringify(bundle);
    expect(errorsOf(JSON.parse(text.replace('"intent":"order","priority"', '"priority"')))).not.toEqual([]);
    expect(errorsOf(JSON.parse(text.replace('"status":"requested"', '"status":"posted"')))).not.toEqual([]);
  });

  it('has one of each part, with every reference inside it', () => {
    const text = JSON.stringify(bundleOf(referral.parse(fullReferral()), letter));
    for (const type of ['Patient', 'RelatedPerson', 'ServiceRequest', 'Task', 'QuestionnaireResponse'])
      expect(text.split(`"resourceType":"${type}"`)).toHaveLength(2);
    const full = new Set([...text.matchAll(/"fullUrl":"([^"]+)"/g)].map((m) => m[1]));
    for (const [, to] of text.matchAll(/"reference":"([^"]+)"/g)) expect(full).toContain(to);
  });

  it('is the same bundle each time, so that a second try makes nothing new', () => {
    const r = referral.parse(fullReferral());
    expect(bundleOf(r, letter)).toEqual(bundleOf(r, letter));
    expect(JSON.stringify(bundleOf(r, letter))).toContain('ifNoneExist');
  });

  it('puts urgent words before all else', () => {
    const text = JSON.stringify(bundleOf(referral.parse(fullReferral()), letter));
    expect(text).toContain('"priority":"asap"');
  });
});
