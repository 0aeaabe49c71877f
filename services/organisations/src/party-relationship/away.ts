import { addDays, addMonths, addYears, type IsoDate, type PolicyReader } from '@yimen/kernel';
import type { Of } from './states.js';

/** A period of six months is full on its last day: the task falls on that day, and a deadline fires on the day after its own. */
export const full = (from: IsoDate, months: number): IsoDate => addDays(addMonths(from, months), -1);

/** Timers that being at home again stops; those of one place stop where another one is recorded. */
export const backHome = { 'must-transfer': null, floating: null, 'abroad-stop': null, 'abroad-contact': null } as const;

type Place = Of<'MemberAway'>['place'];

type Credential = Of<'MemberAway'>['credential'];

/** The paper that fits (COD04 credentials): where nobody knows the place or for how long, the card of the floating, else by the months alone. */
function credentialFor(place: Place, months: number | null, policy: PolicyReader): Credential {
  if (place === 'uncertain' || months === null) return 'floating-card';
  if (months <= policy.number('party.credential.none_months')) return 'none';
  return months <= policy.number('party.credential.certificate_months') ? 'certificate' : 'letter';
}

/** Timers that being away starts (4.2), those of a place before it stopped, and the credential, unless it is told. */
export function awayFrom(place: Place, from: IsoDate, months: number | null, policy: PolicyReader, told?: Credential) {
  const credential = told ?? credentialFor(place, months, policy);
  const number = (key: string) => policy.number(`party.member.${key}`);
  const contact = { 'abroad-contact': full(from, number('abroad_contact_months')) };
  const started: Of<'MemberAway'>['timers'] = {
    fixed: { 'must-transfer': full(from, number('away_months')) },
    uncertain: {},
    'settled-abroad': { 'abroad-stop': addDays(from, -1) },
    // More than five years: the task falls on the day after they are full.
    'studies-abroad': { ...contact, 'abroad-stop': addYears(from, number('study_abroad_years')) },
    abroad: contact,
  }[place];
  // FPM24: who floats is registered where he left, and urged to check in where he is. Who has the card floats, whatever the place.
  const floats = credential === 'floating-card' && { floating: full(from, number('floating_months')) };
  return { timers: { ...backHome, ...started, ...floats }, credential } as const;
}
