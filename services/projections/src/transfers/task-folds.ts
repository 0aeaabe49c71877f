import {
  correctionDecided,
  floatingOutRegistered,
  lapseEnded,
  lapseNoted,
  memberAway,
  memberBack,
  memberContacted,
  memberDeathHeardOf,
  memberGraduated,
  memberLost,
  memberTaskRaised,
  rectificationOrdered,
} from '@yimen/contracts';
import type { On, Rows } from './counting.js';

/** What a new branch settles (4.2): being away from it, and the time of a graduate. */
export const settledByBranch: readonly string[] = ['must-transfer', 'floating', 'graduate'];

/** Tasks of the member that are done; all of them unless their timers are named. */
export function settleTasks(rows: Rows, person: string, settledOn: string, timers?: readonly string[]): void {
  for (const row of rows.tasks.all())
    if (row.person === person && row.open && (timers === undefined || timers.includes(row.timer)))
      rows.tasks.put({ ...row, open: false, settledOn });
}

/** What is open about a member is for the branch that answers for him now (4.3). */
export function giveTasks(rows: Rows, person: string, branch: string): void {
  for (const row of rows.tasks.all()) if (row.person === person && row.open) rows.tasks.put({ ...row, branch });
}

/** A timer that is set anew or stopped: the task that it had raised is done. */
export function settleNamed(rows: Rows, person: string, timers: object, on: string): void {
  settleTasks(rows, person, on, Object.keys(timers));
}

/** 党员管理待办: tasks for branches, raised by time and never followed by anything by itself (4.2). */
export function taskFolds(on: On): void {
  on(memberTaskRaised, ({ tasks }, { event: { timer, task, rule, since, branch }, item: person }) =>
    tasks.put({ person, timer, task, rule, branch, since, open: true, settledOn: null }),
  );
  on(memberDeathHeardOf, (rows, { event: { task, rule, branch, heardOn, timers }, item: person, happenedOn }) => {
    settleNamed(rows, person, timers, happenedOn);
    rows.tasks.put({ person, timer: 'death', task, rule, branch, since: heardOn, open: true, settledOn: null });
  });
  for (const contract of [
    memberAway,
    memberBack,
    floatingOutRegistered,
    memberContacted,
    memberLost,
    memberGraduated,
    lapseNoted,
    lapseEnded,
    rectificationOrdered,
    correctionDecided,
  ])
    on(contract, (rows, { event: { timers }, item, happenedOn }) => settleNamed(rows, item, timers, happenedOn));
}
