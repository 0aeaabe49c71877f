import { processTaskClosed, processTaskRaised, type EventContract } from '@yimen/contracts';
import type { Due, IsoDate } from '@yimen/kernel';
import { projection, table, type Projection } from '@yimen/projection-engine/projection';
import type { ServiceDefinition } from '../definition.js';
import { raisedTask, taskColumns, type TaskRow } from './task-rows.js';

export type PendingPeriod = Extract<Due, { pending: unknown }>['pending'];

/** One deadline of one item. `running` has a due date, `pending` waits for the calendar (待日历). */
export interface DeadlineRow {
  readonly slice: string;
  readonly item: string;
  readonly deadline: string;
  readonly rule: string;
  readonly state: 'running' | 'pending' | 'paused' | 'satisfied';
  /** End of that day; the last one known while paused or after it was satisfied. */
  readonly dueOn: IsoDate | null;
  readonly pending: PendingPeriod | null;
  readonly pauses: number;
  readonly satisfiedOn: IsoDate | null;
}

export const WORK = 'work';

const tables = {
  deadline: table<DeadlineRow>('deadline', {
    columns: {
      slice: { type: 'text' },
      item: { type: 'text' },
      deadline: { type: 'text' },
      rule: { type: 'text' },
      state: { type: 'text' },
      dueOn: { type: 'date', nullable: true },
      pending: { type: 'json', nullable: true },
      pauses: { type: 'int' },
      satisfiedOn: { type: 'date', nullable: true },
    },
    key: ['slice', 'item', 'deadline'],
    indices: [['state', 'dueOn']],
  }),
  task: table<TaskRow>('task', { columns: taskColumns, key: ['task'], indices: [['open', 'dueOn']] }),
};

/** What one event does to one deadline. */
export type DeadlineChange = { readonly set: Due } | 'paused' | 'satisfied' | undefined;

/** The change that an event makes to a deadline of a slice; where an event both sets and clears it, setting counts. */
export function changeOf(
  rule: NonNullable<ServiceDefinition['slices'][number]['deadlines']>[string],
  event: { readonly type: string },
): DeadlineChange {
  const set = (rule.set as Readonly<Record<string, ((event: never) => Due | null | undefined) | undefined>>)[event.type];
  const due = set?.(event as never);
  if (due === null) return 'paused';
  if (due !== undefined) return { set: due };
  return rule.clear.includes(event.type) ? 'satisfied' : undefined;
}

type Rule = Parameters<typeof changeOf>[0];

/** The rule of a deadline that this event sets. */
export function ruleOf(rule: Rule, event: { readonly type: string }): string {
  const told = rule.ruleFor as Readonly<Record<string, ((event: never) => string) | undefined>> | undefined;
  return told?.[event.type]?.(event as never) ?? rule.rule;
}

/** A deadline after a change; undefined while it was never set. Only a clock that runs can be paused. */
export function applyChange(
  before: DeadlineRow | undefined,
  change: DeadlineChange,
  named: Pick<DeadlineRow, 'slice' | 'item' | 'deadline' | 'rule'>,
  on: IsoDate,
): DeadlineRow | undefined {
  if (change === undefined) return before;
  if (change === 'paused')
    return before && counts(before) ? { ...before, state: 'paused', pending: null, pauses: before.pauses + 1 } : before;
  if (change === 'satisfied') {
    return before && before.state !== 'satisfied' ? { ...before, state: 'satisfied', pending: null, satisfiedOn: on } : before;
  }
  const row = before ?? { ...named, pauses: 0 };
  return 'dueOn' in change.set
    ? { ...row, state: 'running', dueOn: change.set.dueOn, pending: null, satisfiedOn: null }
    : { ...row, state: 'pending', dueOn: null, pending: change.set.pending, satisfiedOn: null };
}

function counts({ state }: DeadlineRow): boolean {
  return state === 'running' || state === 'pending';
}

/**
 * The work that a service has before it, as its own projection over its own topic: the deadlines of its slices (decision 20) and the tasks
 * that its processes raised (decision 19). Throws where a slice names an event that the registry does not have.
 */
export function workProjection(definition: ServiceDefinition, registry: ReadonlyMap<string, EventContract>): Projection {
  const built = projection(WORK, definition.deadlinesVersion ?? 1, tables, (on) => {
    for (const slice of definition.slices) {
      const rules = Object.entries(slice.deadlines ?? {});
      const types = new Set(rules.flatMap(([, rule]) => [...Object.keys(rule.set), ...rule.clear]));
      for (const type of types) {
        const contract = registry.get(type);
        if (!contract) throw new Error(`a deadline of ${slice.name} names the event ${type}, which no contract declares`);
        on(contract, ({ deadline: rows }, { event, item, happenedOn }) => {
          for (const [deadline, rule] of rules) {
            const before = rows.get(slice.name, item, deadline);
            const after = applyChange(
              before,
              changeOf(rule, event as { type: string }),
              { slice: slice.name, item, deadline, rule: ruleOf(rule, event as { type: string }) },
              happenedOn,
            );
            if (after && after !== before) rows.put(after);
          }
        });
      }
    }
    on(processTaskRaised, ({ task }, { event, item, happenedOn }) => task.put(raisedTask(event, item, happenedOn)));
    on(processTaskClosed, ({ task }, { item }) => {
      if (task.get(item)) task.patch([item], { open: false });
    });
  });
  // A service whose slices have no deadline still has tasks in its own topic.
  return { ...built, contexts: [definition.context] };
}

/** The deadline as its own stream tells it, for a decision that may not rest on a projection that lags. */
export function deadlineFrom(
  slice: ServiceDefinition['slices'][number],
  deadline: string,
  item: string,
  events: readonly { readonly event: { readonly type: string }; readonly happenedOn: IsoDate }[],
): DeadlineRow | undefined {
  const rule = slice.deadlines?.[deadline];
  if (!rule) return undefined;
  return events.reduce<DeadlineRow | undefined>(
    (row, { event, happenedOn }) =>
      applyChange(row, changeOf(rule, event), { slice: slice.name, item, deadline, rule: ruleOf(rule, event) }, happenedOn),
    undefined,
  );
}
