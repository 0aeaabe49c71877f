import { z } from 'zod';
import { event } from '../../event.js';
import { sealed } from '../../fields.js';
import { day, ofPerson, reason, sample } from './shared.js';

/** Where a person lives against where he is registered: 户籍在住, 户籍不在住, 非户籍常住, 流动人口. */
export const residenceKinds = ['registered-present', 'registered-absent', 'settled', 'floating'] as const;
/** Legal grounds of PIPL 13, in its order. */
export const legalGrounds = [
  'consent',
  'contract',
  'legal-duty',
  'emergency',
  'public-interest-news',
  'already-public',
  'other-law',
] as const;

/** What the identity number says and later decisions need: nothing nearer than the year of birth leaves the sealed number (PIPL 6). */
const derived = { sex: z.enum(['male', 'female']), bornIn: z.int().min(1800).max(2200) };
/** The number, its blind index (both sealed), and the register's random name for it. */
const identity = { identityNumber: sealed, identityIndex: sealed, identity: z.uuid() };
const contact = { phone: sealed.nullable(), phoneIndex: sealed.nullable() };

export const personRegistered = event('PersonRegistered', {
  ...ofPerson,
  zh: '人员登记',
  en: 'A person was registered, once and with one identity number.',
  schema: z
    .object({
      person: z.uuid(),
      name: sealed,
      ...identity,
      ...derived,
      ...contact,
      residenceAddress: sealed.nullable(),
      registeredAddress: sealed.nullable(),
      /** Residents' or village committee of the place where the person lives. */
      community: z.uuid(),
      /** Organisation that collected the fields, once, for all (P1). */
      collector: z.uuid(),
      residenceKind: z.enum(residenceKinds),
      residentSince: day.nullable(),
      legalGround: z.enum(legalGrounds),
      /** Version of the notice shown before (PIPL 17). */
      noticeVersion: z.string().min(1).max(40),
    })
    .strict(),
  samples: [
    {
      person: sample.person,
      name: sample.sealed,
      identityNumber: sample.sealed,
      identityIndex: sample.sealed,
      identity: sample.alias,
      sex: 'female',
      bornIn: 1985,
      phone: sample.sealed,
      phoneIndex: sample.sealed,
      residenceAddress: sample.sealed,
      registeredAddress: null,
      community: sample.organisation,
      collector: sample.organisation,
      residenceKind: 'registered-present',
      residentSince: '2020-05-01',
      legalGround: 'legal-duty',
      noticeVersion: '2026-01',
    },
  ],
});

export const personCorrected = event('PersonCorrected', {
  ...ofPerson,
  zh: '人员信息更正',
  en: 'Name or registered address were put right; a field that is absent stays.',
  schema: z.object({ name: sealed.optional(), registeredAddress: sealed.nullable().optional(), evidence: reason }).strict(),
  samples: [
    { name: sample.sealed, evidence: '户口簿' },
    { registeredAddress: null, evidence: '本人申请' },
  ],
});

export const personIdentityCorrected = event('PersonIdentityCorrected', {
  ...ofPerson,
  zh: '公民身份号码更正',
  en: 'A wrongly recorded identity number was replaced; the register released the former one.',
  schema: z.object({ ...identity, ...derived, formerIdentity: z.uuid(), evidence: reason }).strict(),
  samples: [
    {
      identityNumber: sample.sealed,
      identityIndex: sample.sealed,
      identity: sample.alias,
      sex: 'female',
      bornIn: 1985,
      formerIdentity: sample.person,
      evidence: '居民身份证',
    },
  ],
});

export const contactChanged = event('ContactChanged', {
  ...ofPerson,
  zh: '联系方式变更',
  en: 'The phone number as it is now; null: none.',
  schema: z.object(contact).strict(),
  samples: [
    { phone: sample.sealed, phoneIndex: sample.sealed },
    { phone: null, phoneIndex: null },
  ],
});

export const residenceMoved = event('ResidenceMoved', {
  ...ofPerson,
  zh: '居住地变更',
  en: 'The person lives elsewhere since a date, in the same or another community.',
  schema: z
    .object({
      from: z.uuid(),
      community: z.uuid(),
      residenceKind: z.enum(residenceKinds),
      residenceAddress: sealed.nullable(),
      since: day,
    })
    .strict(),
  samples: [
    { from: sample.organisation, community: sample.household, residenceKind: 'settled', residenceAddress: null, since: '2026-03-02' },
  ],
});
