import type { RuleId } from '../rules/index.js';
import type { MatterClass } from './matter.js';

/** How a new government task stands; what nobody knows is `false`. */
export interface GovernmentTask {
  /** A function that law gives to government itself. */
  readonly statutoryFunction: boolean;
  /** The department can do it directly. */
  readonly directlyDone: boolean;
  /** It can be put to open tender. */
  readonly tenderable: boolean;
}

/** Where a new government task goes. */
export interface Transfer {
  readonly to: MatterClass | 'DEPARTMENT';
  readonly rule: RuleId;
}

/**
 * The decision tree of 5.1.3 for a new government task, first hit wins: a statutory function may not be handed over; what the department
 * can do it does; what it cannot is tendered; what cannot be tendered is contracted with the community on equal rights and pay.
 */
export function transferOf({ statutoryFunction, directlyDone, tenderable }: GovernmentTask): Transfer {
  if (statutoryFunction) return { to: 'FORBIDDEN', rule: 'R-207' };
  if (directlyDone) return { to: 'DEPARTMENT', rule: 'R-207' };
  return tenderable ? { to: 'PURCHASE', rule: 'R-208' } : { to: 'ENTRUST', rule: 'R-209' };
}
