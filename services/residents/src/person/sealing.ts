import { addDays, type IsoDate, type MoveContext } from '@yimen/kernel';
import type { PersonEvent, Registered, Series } from './states.js';

type SealingGround = Extract<PersonEvent, { type: 'RecordSealed' }>['ground'];

/** The record stored and nothing else, each series kept for its period from the last use: the day of the sealing, or an earlier one. */
export function sealedFrom(
  { household, person }: Registered,
  use: { readonly ground: 'not-used'; readonly lastUsedOn: IsoDate } | { readonly ground: Exclude<SealingGround, 'not-used'> },
  { today, policy }: Pick<MoveContext, 'today' | 'policy'>,
): PersonEvent[] {
  const from = use.ground === 'not-used' ? use.lastUsedOn : today;
  const until = (of: Series) => addDays(from, policy.number(`retention.${of}.days`));
  const { source, set } = policy.parameter('retention.identity.days');
  const sealed: PersonEvent = {
    type: 'RecordSealed',
    ...use,
    keptBy: `${source} · ${set}`,
    retainUntil: { identity: until('identity'), contact: until('contact'), hall: until('hall') },
  };
  return household === null ? [sealed] : [{ type: 'HouseholdLeft', person, household }, sealed];
}
