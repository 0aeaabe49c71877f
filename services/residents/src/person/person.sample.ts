import type { EventOf, personRegistered } from '@yimen/contracts';
import { sealedAs } from '@yimen/testing';

/** Made-up people and places for the specs of this folder. */
export const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const [committee, otherCommittee, hall] = [id(901), id(902), id(903)] as const;
export const alias = '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01';

export const policy = {
  'identity.number.test_profile': true,
  'identity.number.earliest_year': 1900,
  'identity.reservation.release_days': 3,
  'person.child.under_age': 14,
  'retention.identity.days': 30,
  'retention.contact.days': 20,
  'retention.hall.days': 10,
  'retention.destruction.wait_days': 3,
};

export const registrationInput = {
  name: '王示例',
  identityNumber: '990101198506151023',
  phone: '13800001111',
  residenceAddress: '杨舍镇示例路1号',
  registeredAddress: null,
  community: committee,
  collector: hall,
  residenceKind: 'registered-present' as const,
  residentSince: '2020-05-01',
  legalGround: 'legal-duty' as const,
  noticeVersion: '2026-01',
};

/** What the runner and `gather` tell of a number that nobody has. */
export const facts = {
  holder: { status: 'free' },
  holderCommunity: null,
  communityIsCommittee: true,
  room: 'standing',
  alias: { identityNumber: alias },
  blind: { identityNumber: sealedAs('blind:identity'), phone: sealedAs('blind:phone') },
};

export const registered: EventOf<typeof personRegistered> = {
  type: 'PersonRegistered',
  ...registrationInput,
  name: sealedAs(registrationInput.name),
  identityNumber: sealedAs(registrationInput.identityNumber),
  phone: sealedAs(registrationInput.phone),
  residenceAddress: sealedAs(registrationInput.residenceAddress),
  person: id(1),
  identityIndex: sealedAs('blind:identity'),
  identity: alias,
  sex: 'female',
  bornIn: 1985,
  phoneIndex: sealedAs('blind:phone'),
};
