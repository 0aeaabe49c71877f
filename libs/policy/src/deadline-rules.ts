import type { RuleId } from './rules/index.js';

/**
 * Rules under which the deadlines of a case run (5.3.2), by the deadline's name, where it is the same rule for every matter. Those that
 * turn on the matter (`check`, `statutory`, `delivery`) stand in the event that sets the date.
 */
export const caseDeadlineRules = {
  'online-check': 'XT23 online',
  supplement: 'XT23 supplement',
  'hand-over': 'D-handover',
  decision: 'D-promised-limit',
  tolerance: 'XT23 tolerance',
  'promise-check': 'XT23 promise',
  archive: 'D-archive',
  'cannot-do': 'D-cannot-do',
} as const satisfies Record<string, RuleId>;

/** Rules under which the steps of a rating case run (5.3.3), by the deadline's name. */
export const ratingDeadlineRules = {
  accept: 'D-rating-case',
  verify: 'D-rating-case',
  rectify: 'RATING-SUINING',
  callback: 'D-rating-case',
  recheck: 'D-rating-case',
} as const satisfies Record<string, RuleId>;

/** Rules under which a transfer of membership waits (4.3, 13.2): the validity of the letter, the target's decision, and that of an appeal. */
export const transferDeadlineRules = {
  validity: 'TRANSFER page',
  decision: 'D-transfer-decision',
  appeal: 'D-transfer-appeal',
} as const satisfies Record<string, RuleId>;
