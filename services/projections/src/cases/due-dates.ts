import { caseDeadlineRules } from '@yimen/policy';
import type { CaseDeadline, CaseRow, CaseState, DueRules, Dues } from './cases.js';

/** Which deadline the people at the desks have to keep, by the state of the case; the first that runs counts. */
const running: Readonly<Record<CaseState, readonly CaseDeadline[]>> = {
  submitted: ['online-check', 'check'],
  checked: ['check'],
  'supplement-requested': ['supplement'],
  supplemented: ['check'],
  'expired-supplement': [],
  'not-accepted': [],
  accepted: ['decision'],
  dispatched: ['decision'],
  handling: ['decision'],
  forwarded: ['decision'],
  // No time is counted.
  paused: [],
  decided: ['delivery'],
  'result-ready': ['delivery'],
  delivered: [],
  withdrawn: [],
  archived: [],
};

const finished: readonly CaseState[] = ['expired-supplement', 'not-accepted', 'delivered', 'withdrawn', 'archived'];

/** Fields of a row that follow from its state and its due dates. */
export function withDueDates(row: CaseRow): CaseRow {
  const { dues, state } = row;
  const dueKind = running[state].find((deadline) => dues[deadline] !== undefined) ?? null;
  const due = dueKind && dues[dueKind];
  const undecided = running[state][0] === 'decision';
  const statutory = undecided ? dues.statutory : undefined;
  const promiseToCheck = row.promise === 'open' && state !== 'withdrawn' && state !== 'archived';
  return {
    ...row,
    open: !finished.includes(state) || row.cannotDo === 'open' || promiseToCheck,
    dueKind,
    dueOn: dateOf(due),
    duePending: due != null && 'pending' in due,
    dueRule: dueKind && ruleOf(dueKind, row.dueRules),
    statutoryDueOn: dateOf(statutory),
    statutoryPending: statutory !== undefined && 'pending' in statutory,
    statutoryRule: statutory === undefined ? null : ruleOf('statutory', row.dueRules),
    toleranceDueOn: row.tolerance === 'open' ? dateOf(dues.tolerance) : null,
    handOverDueOn: state === 'accepted' ? dateOf(dues['hand-over']) : null,
    promiseCheckDueOn: promiseToCheck ? dateOf(dues['promise-check']) : null,
    cannotDoDueOn: row.cannotDo === 'open' ? dateOf(dues['cannot-do']) : null,
  };
}

/** Rule of a deadline: told by its event where it turns on the matter, the same for all cases otherwise. */
function ruleOf(deadline: CaseDeadline, told: DueRules): string | null {
  switch (deadline) {
    case 'check':
    case 'statutory':
    case 'delivery':
      return told[deadline] ?? null;
    case 'online-check':
    case 'supplement':
    case 'hand-over':
    case 'decision':
    case 'tolerance':
    case 'promise-check':
    case 'archive':
    case 'cannot-do':
      return caseDeadlineRules[deadline];
  }
}

function dateOf(due: Dues[CaseDeadline] | null): string | null {
  return due != null && 'dueOn' in due ? due.dueOn : null;
}
