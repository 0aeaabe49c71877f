import {
  checkIdentityNumber,
  identityNumberErrors,
  personal,
  type IdentityNumberError,
  type Indexed,
  type IsoDate,
  type PolicyReader,
  type Refusal,
  type Reservation,
} from '@yimen/kernel';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { rules } from '../party-rules.js';
import { refuse } from './states.js';

const namespace = '5a0c6f4e-9a43-5d2c-8c3d-2e4b7d5f6a10';
/** Under whose keys the Party's records of a person are sealed: apart from the resident's, so that each ends with its own retention (13.10). */
export const memberKey = (person: string): string => uuidv5(`party:${person}`, namespace);
/** Id of a member's next transfer. */
export const transferId = (person: string, before: number): string => uuidv5(`transfer:${person}#${before + 1}`, namespace);

export const personalFields = {
  name: personal('party', z.string().trim().min(1).max(60)),
  identityNumber: personal('party', z.string().trim().toUpperCase().min(15).max(18)),
  phone: personal(
    'party',
    z
      .string()
      .trim()
      .regex(/^\d{7,15}$/),
  ).nullable(),
};

type Told =
  | { readonly ok: true; readonly sex: 'male' | 'female'; readonly bornIn: number; readonly madeUp: boolean }
  | { readonly ok: false; readonly code: IdentityNumberError };
export interface IdentityFacts extends Indexed<'identityNumber'> {
  readonly told: Told;
}

/** What a clear identity number tells before it is sealed; nothing nearer than the year of birth leaves it. The earliest year is policy. */
export function tellIdentity(number: string, today: IsoDate): { readonly told: Told } {
  const checked = checkIdentityNumber(number, { profile: 'test', earliestYear: 0, today, origin: 'input' });
  if (!checked.ok) return { told: checked };
  const { sex, bornOn, addressCode } = checked.value;
  return { told: { ok: true, sex, bornIn: Number(bornOn.slice(0, 4)), madeUp: addressCode.startsWith('99') } };
}

export function refuseIdentity({ told }: IdentityFacts, policy: PolicyReader): Refusal | undefined {
  if (!told.ok) return invalid(told.code);
  const test = policy.flag('identity.number.test_profile');
  if (told.madeUp && !test) return refuse('test-number', rules.testNumber);
  if (!told.madeUp && test) return refuse('real-number', rules.testNumber);
  return told.bornIn < policy.number('identity.number.earliest_year') ? invalid('birth-date-too-early') : undefined;
}

function invalid(code: IdentityNumberError): Refusal {
  const { of, zh } = identityNumberErrors[code];
  return refuse('identity-number-invalid', of === 'standard' ? rules.identity : rules.identityNumber, { reason: zh });
}

/** The identity is taken in its register before the record is made: whatever id a person was given, his number has one relationship (13.5). */
export function reserveIdentity({ alias }: IdentityFacts, member: string): Reservation | undefined {
  if (alias.identityNumber === undefined) return undefined;
  return { slice: 'party-identity', id: alias.identityNumber, move: 'reserve', input: { holder: member } };
}

/** What is recorded of an identity that `refuseIdentity` has let through. */
export function identityOf({ told, alias, blind }: IdentityFacts) {
  if (!told.ok || alias.identityNumber === undefined || blind.identityNumber === undefined)
    throw new Error('an identity that is not valid was let through');
  return { sex: told.sex, bornIn: told.bornIn, identity: alias.identityNumber, identityIndex: blind.identityNumber };
}
