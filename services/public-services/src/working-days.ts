import { addWorkingDays, type Due, type IsoDate, type MoveContext } from '@yimen/kernel';

/** Due date so many working days from a day; `key` names the number in the policy sets. */
export function inWorkingDays(key: string, from: IsoDate, { policy, calendar }: Pick<MoveContext, 'policy' | 'calendar'>): Due {
  return addWorkingDays(from, policy.number(key), calendar);
}
