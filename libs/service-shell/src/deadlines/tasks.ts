import type { EventStore } from '@yimen/event-store';
import type { IsoDate } from '@yimen/kernel';
import { NothingLive, type LiveTables } from '../facts/live-tables.js';
import { FactsNotReady } from '../runner/port.js';
import { ProcessMemory } from '../process/memory.js';
import type { TaskRow } from './task-rows.js';
import type { DeadlineRow } from './work-tables.js';

/** No task of that id is open. */
export class NoSuchTask extends Error {
  constructor(readonly task: string) {
    super(`no open task ${task}`);
    this.name = 'NoSuchTask';
  }
}

/** The tasks that processes and deadlines raised for people, and the deadlines themselves, as the service's own table lists them. */
export class Tasks {
  readonly #tables: LiveTables;
  readonly #memory: ProcessMemory;

  constructor(tables: LiveTables, store: EventStore) {
    this.#tables = tables;
    this.#memory = new ProcessMemory(store);
  }

  /** Earliest due first, at most `max` (default 100). Throws FactsNotReady before the table is built. */
  list({ open, max = 100 }: { readonly open?: boolean; readonly max?: number } = {}): Promise<TaskRow[]> {
    return this.#rows<TaskRow>(
      `SELECT task, "by", slice, item, move, code, detail, "ownerRole", "ownerOrganisation", "dueOn", "raisedOn", open FROM {task}
       WHERE $1::boolean IS NULL OR open = $1 ORDER BY "dueOn", task LIMIT $2`,
      [open ?? null, max],
    );
  }

  /** How many are open, and of these how many whose last day is before `today`. Throws FactsNotReady before the table is built. */
  async counts(today: IsoDate): Promise<{ readonly open: number; readonly late: number }> {
    const [row] = await this.#rows<{ open: number; late: number }>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE "dueOn" < $1)::int AS late FROM {task} WHERE open`,
      [today],
    );
    return row ?? { open: 0, late: 0 };
  }

  /** Closes a task that a person has looked after; `by` is the account or operator. Closing it again changes nothing. Throws NoSuchTask. */
  async close(task: string, note: string, by: string, on: IsoDate): Promise<void> {
    const stream = `process/${task}`;
    for (;;) {
      const known = await this.#memory.read(stream);
      if (!known.task) throw new NoSuchTask(task);
      if (known.closed) return;
      if (await this.#memory.append(stream, known.revision, [{ type: 'ProcessTaskClosed', note }], on, { actor: by, move: 'close' }))
        return;
    }
  }

  /** Deadlines in a state, earliest due first, at most `max` (default 100): `pending` are those that wait for the calendar (待日历). */
  deadlines({ state, max = 100 }: { readonly state: DeadlineRow['state']; readonly max?: number }): Promise<DeadlineRow[]> {
    return this.#rows<DeadlineRow>(
      `SELECT slice, item, deadline, rule, state, "dueOn", pending, pauses, "satisfiedOn" FROM {deadline}
       WHERE state = $1 ORDER BY "dueOn" NULLS LAST, slice, item LIMIT $2`,
      [state, max],
    );
  }

  async #rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await this.#tables.rows<Row>(sql, values);
    } catch (error) {
      if (error instanceof NothingLive) throw new FactsNotReady(error.projection, 2);
      throw error;
    }
  }
}
