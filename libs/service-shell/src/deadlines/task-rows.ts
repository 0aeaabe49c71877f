import { processTaskRaised, type EventOf } from '@yimen/contracts';
import type { IsoDate, Text } from '@yimen/kernel';

/** A task that a process or a deadline raised for a person. */
export interface TaskRow {
  readonly task: string;
  readonly by: string;
  readonly slice: string;
  readonly item: string | null;
  readonly move: string;
  readonly code: string;
  readonly detail: Text;
  readonly ownerRole: string;
  readonly ownerOrganisation: string | null;
  readonly dueOn: IsoDate;
  readonly raisedOn: IsoDate;
  readonly open: boolean;
}

/** Columns of a table of tasks; a read model may add its own. */
export const taskColumns = {
  task: { type: 'text' },
  by: { type: 'text' },
  slice: { type: 'text' },
  item: { type: 'text', nullable: true },
  move: { type: 'text' },
  code: { type: 'text' },
  detail: { type: 'json' },
  ownerRole: { type: 'text' },
  ownerOrganisation: { type: 'uuid', nullable: true },
  dueOn: { type: 'date' },
  raisedOn: { type: 'date' },
  open: { type: 'boolean' },
} as const;

/** The row of a task as it is raised. */
export function raisedTask(event: EventOf<typeof processTaskRaised>, task: string, raisedOn: IsoDate): TaskRow {
  const { type: _type, owner, ...raised } = event;
  return { task, ...raised, ownerRole: owner.role, ownerOrganisation: owner.organisation, raisedOn, open: true };
}
