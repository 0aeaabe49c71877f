import type { CaseDeadline, CaseRow, CaseState, Dues } from './cases.js';

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
  return {
    ...row,
    open: !finished.includes(state) || row.cannotDo === 'open',
    dueKind,
    dueOn: dateOf(due),
    duePending: due != null && 'pending' in due,
    statutoryDueOn: dateOf(statutory),
    statutoryPending: statutory !== undefined && 'pending' in statutory,
    toleranceDueOn: row.tolerance === 'open' ? dateOf(dues.tolerance) : null,
    cannotDoDueOn: row.cannotDo === 'open' ? dateOf(dues['cannot-do']) : null,
  };
}

function dateOf(due: Dues[CaseDeadline] | null): string | null {
  return due != null && 'dueOn' in due ? due.dueOn : null;
}
