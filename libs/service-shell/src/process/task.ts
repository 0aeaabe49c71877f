import { addDays, type IsoDate, type Role, type Text } from '@yimen/kernel';
import type { PolicyPort } from '../runner/port.js';
import type { TaskRaised } from './memory.js';

/** Parameter: calendar days that a person has for a task that the system raised. */
export const TASK_DAYS = 'task.system.days';

/** A move that the system should have made and could not. */
export interface FailedMove {
  /** `process:…` or `deadline:…`. */
  readonly by: string;
  readonly slice: string;
  readonly item: string | null;
  readonly move: string;
  readonly code: string;
  readonly detail: Text;
}

/** Whose task it is, and until when. */
export interface TaskOwner {
  readonly role: Role;
  readonly organisation: string | null;
}

export type TaskOf = (failed: FailedMove, today: IsoDate) => TaskRaised;

/** Tasks due after the policy's days: for the operators of the installation, unless the service names someone nearer to the matter. */
export function operatorTasks(
  policy: PolicyPort,
  ownerOf: (failed: FailedMove) => TaskOwner = () => ({ role: 'operator', organisation: null }),
): TaskOf {
  return (failed, today) => ({
    type: 'ProcessTaskRaised',
    ...failed,
    owner: ownerOf(failed),
    dueOn: addDays(today, policy.reader(today).number(TASK_DAYS)),
  });
}
