import {
  checkIdentityNumber,
  identityNumberErrors,
  type IdentityNumberError,
  type Indexed,
  type IsoDate,
  type PolicyReader,
  type Reader,
  type Registered,
  type Refusal,
  type Reservation,
} from '@yimen/kernel';
import { identity } from '../identity/identity.js';
import { refuse, type Person } from './states.js';

/** What a clear identity number tells before it is sealed. Nothing nearer than the year of birth leaves it. */
export type IdentityTold =
  | { readonly ok: true; readonly sex: 'male' | 'female'; readonly bornIn: number; readonly madeUp: boolean }
  | { readonly ok: false; readonly code: IdentityNumberError };

export interface IdentityFacts extends Indexed<'identityNumber'> {
  readonly told: IdentityTold;
  readonly holder: Registered;
  /** Community of the person who has the number already. */
  readonly holderCommunity: string | null;
}

/** GB 11643. The earliest year and whether test numbers are taken are policy, and looked up in the decision. */
export function tellIdentity(number: string, today: IsoDate): IdentityTold {
  const checked = checkIdentityNumber(number, { profile: 'test', earliestYear: 0, today, origin: 'input' });
  if (!checked.ok) return checked;
  const { sex, bornOn, addressCode } = checked.value;
  return { ok: true, sex, bornIn: Number(bornOn.slice(0, 4)), madeUp: addressCode.startsWith('99') };
}

/** Reads who has the number. It is advice: what holds is the register's reservation. */
export async function readHolder(read: Reader, alias: string | undefined): Promise<Pick<IdentityFacts, 'holder' | 'holderCommunity'>> {
  if (alias === undefined) throw new Error('the runner gave no alias of the identity number');
  const holder = await read.state(identity, alias);
  if (holder.status === 'free') return { holder, holderCommunity: null };
  const person = await read.state({ name: 'person', initial: { status: 'none' } as Person }, holder.holder);
  return { holder, holderCommunity: person.status === 'none' ? null : person.community };
}

/** Whether another person has the number: then nothing is reserved, and the decision refuses with what the caller may know. */
export const heldByAnother = ({ holder }: Pick<IdentityFacts, 'holder'>, person: string): boolean =>
  holder.status === 'taken' && holder.holder !== person;

export function reserveIdentity(facts: IdentityFacts, person: string): Reservation | undefined {
  const alias = facts.alias.identityNumber;
  if (!facts.told.ok || alias === undefined || heldByAnother(facts, person)) return undefined;
  return { slice: 'identity', id: alias, move: 'reserve', input: { holder: person } };
}

/**
 * Why the number may not be recorded for this person, or undefined. The existing person is named to those who keep the book of his community;
 * the caller has been let in as one of `community`.
 */
export function refuseIdentity(facts: IdentityFacts, person: string, community: string, policy: PolicyReader): Refusal | undefined {
  const { told } = facts;
  if (!told.ok) return invalid(told.code);
  const test = policy.flag('identity.number.test_profile');
  if (told.madeUp && !test) return refuse('test-number', 'D-demo');
  if (!told.madeUp && test) return refuse('real-number', 'D-demo');
  if (told.bornIn < policy.number('identity.number.earliest_year')) return invalid('birth-date-too-early');
  if (!heldByAnother(facts, person)) return undefined;
  const known = facts.holder.status === 'taken' && facts.holderCommunity === community ? { person: facts.holder.holder } : {};
  return refuse('identity-registered', 'D-identity-unique', known);
}

function invalid(code: IdentityNumberError): Refusal {
  const { of, zh } = identityNumberErrors[code];
  return refuse('identity-number-invalid', of === 'standard' ? 'GB 11643' : 'D-identity-number', { fault: code, reason: zh });
}
