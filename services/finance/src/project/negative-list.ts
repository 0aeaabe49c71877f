import type { projectCost } from '@yimen/contracts';
import type { PolicyReader } from '@yimen/kernel';
import { negativeListOf } from '@yimen/policy';
import type { z } from 'zod';

type Cost = z.output<typeof projectCost>;

/** Costs of 6.4 that are no service, in the words of BY16. */
const named: Readonly<Record<Exclude<Cost, 'service'>, string>> = {
  'office-cost': '办公经费',
  'staff-pay': '人员报酬',
  debts: '偿还债务',
  'private-cost': '居民个人费用',
  'already-funded': '政府已保障',
  'own-premises': '居委会办公场所',
};

/** Whether a cost is on the negative list: that of the place, or where it has none all that BY16 names, as a model. */
export function barredHere(cost: Cost, policy: PolicyReader): boolean {
  if (cost === 'service') return false;
  return negativeListOf(policy)?.includes(named[cost]) ?? true;
}
