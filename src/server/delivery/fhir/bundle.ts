import { createHash } from 'node:crypto';
import { parsePhone } from '#lib/phone.ts';
import type { Referral } from '#schemas/referral.ts';
import { readAnswers } from '#schemas/referral-words.ts';

/** What the bundle says about the referral beside its answers. */
export interface Letterhead {
  id: string;
  /** The same for each try at one delivery. */
  deliveryId: string;
  reference: string;
  /** ISO 8601, with a zone. */
  at: string;
  teamName: string;
}

interface Resource {
  resourceType: string;
  [field: string]: unknown;
}

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';
const SNOMED = 'http://snomed.info/sct';
/** Identifiers that are UUIDs are URNs of RFC 9562, by the system FHIR gives for it. */
const URI = 'urn:ietf:rfc:3986';

/** A UUID that is always the same for the same referral and part, so that a second try is the same bundle. */
function partId(id: string, part: string): string {
  const h = createHash('sha256').update(`${id}/${part}`).digest('hex');
  const variant = ((Number.parseInt(h.charAt(16), 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

const telecom = (phone: string | undefined, email: string | undefined) => {
  const all = [
    ...(phone ? [{ system: 'phone', value: parsePhone(phone)?.href ?? phone }] : []),
    ...(email ? [{ system: 'email', value: email }] : []),
  ];
  return all.length > 0 ? { telecom: all } : {};
};

function patient(r: Referral): Resource {
  const { person, reach, support } = r;
  const address = person.postcode || reach.address;
  return {
    resourceType: 'Patient',
    ...(support.interpreter === 'yes' && {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true },
      ],
    }),
    name: [
      { use: 'official', text: person.name },
      ...(person.calledName ? [{ use: 'nickname', text: person.calledName }] : []),
    ],
    ...telecom(reach.phone, reach.email),
    ...(person.born && { birthDate: person.born }),
    ...(address && {
      address: [
        {
          ...(reach.address && { text: reach.address }),
          ...(person.postcode && { postalCode: person.postcode }),
        },
      ],
    }),
    ...(support.language && { communication: [{ language: { text: support.language }, preferred: true }] }),
  };
}

/** Who filled it in, where it was not the person: a relative, or someone at work. */
function requester(r: Referral, patientUrl: string): Resource | null {
  const { referrer } = r;
  if (!referrer) return null;
  const shared = { name: [{ text: referrer.name }], ...telecom(referrer.phone, referrer.email) };
  if (r.asker === 'friend-or-family')
    return {
      resourceType: 'RelatedPerson',
      patient: { reference: patientUrl },
      ...(referrer.relation && { relationship: [{ text: referrer.relation }] }),
      ...shared,
    };
  const work = [referrer.role, referrer.organisation].filter(Boolean).join(', ');
  return {
    resourceType: 'Practitioner',
    ...shared,
    ...(work && { qualification: [{ code: { text: work } }] }),
  };
}

function serviceRequest(
  r: Referral,
  at: string,
  patientUrl: string,
  from: string,
  teamName: string,
): Resource {
  return {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: r.asker === 'self' ? 'proposal' : 'order',
    category: [{ coding: [{ system: SNOMED, code: '306206005', display: 'Referral to service' }] }],
    code: {
      coding: [
        { system: SNOMED, code: '871731000000106', display: 'Referral to social prescribing service' },
      ],
    },
    subject: { reference: patientUrl },
    authoredOn: at,
    requester: { reference: from },
    performer: [{ display: teamName }],
    ...(r.needs.topics.length > 0 && { reasonCode: r.needs.topics.map((t) => ({ text: t })) }),
    ...(r.needs.words && { note: [{ text: r.needs.words }] }),
  };
}

/**
 * A referral as a FHIR R4 transaction: Patient, RelatedPerson or Practitioner, ServiceRequest, Task and every answer
 * as a QuestionnaireResponse, each naming its UK Core profile. Every entry is a conditional create on its identifier,
 * so a receiver that gets it twice keeps it once.
 */
export function bundleOf(r: Referral, { id, deliveryId, reference, at, teamName }: Letterhead): Resource {
  const url = (part: string) => `urn:uuid:${partId(id, part)}`;
  const from = requester(r, url('patient'));
  const fromUrl = from ? url('requester') : url('patient');
  const task: Resource = {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    priority: r.urgent.length > 0 ? 'asap' : 'routine',
    focus: { reference: url('request') },
    for: { reference: url('patient') },
    authoredOn: at,
    requester: { reference: fromUrl },
    owner: { display: teamName },
  };
  const answers: Resource = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    subject: { reference: url('patient') },
    authored: at,
    item: readAnswers(r).map((a) => ({
      linkId: a.path,
      text: a.question,
      answer: [{ valueString: a.answer }],
    })),
  };
  const parts: [string, Resource][] = [
    ['patient', patient(r)],
    ...(from ? [['requester', from] satisfies [string, Resource]] : []),
    ['request', serviceRequest(r, at, url('patient'), fromUrl, teamName)],
    ['task', task],
    ['answers', answers],
  ];
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    identifier: { system: URI, value: `urn:uuid:${deliveryId}` },
    timestamp: at,
    entry: parts.map(([part, resource]) => {
      const identifier = [
        { system: URI, value: url(part) },
        ...(part === 'request'
          ? [{ system: 'https://waymark.example.org/reference', value: reference }]
          : []),
      ];
      return {
        fullUrl: url(part),
        resource: {
          ...resource,
          meta: { profile: [`${UK_CORE}${resource.resourceType}`] },
          // The one resource here whose identifier is a single one (R4).
          identifier: resource.resourceType === 'QuestionnaireResponse' ? identifier[0] : identifier,
        },
        request: {
          method: 'POST',
          url: resource.resourceType,
          ifNoneExist: `identifier=${URI}|${url(part)}`,
        },
      };
    }),
  };
}
