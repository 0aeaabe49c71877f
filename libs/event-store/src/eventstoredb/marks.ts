import { FORWARDS } from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { recordOf } from './record.js';
import { isAway, textOf } from './trouble.js';

/** One event of the service whose place is known: its ordinal, its commit position in the server's log, and its id to know it again by. */
export interface Mark {
  readonly position: bigint;
  readonly commit: bigint;
  readonly id: string;
}

/**
 * Where an index was, kept outside the process, so that the next start does not number everything again. Losing marks costs time and nothing else;
 * a mark that the server's log does not bear out is not used.
 */
export interface Marks {
  /** In ascending order. */
  load(): Promise<readonly Mark[]>;
  /** Adds a mark; those at its position or later give way. Called about every 1,000 events, one call at a time. */
  save(mark: Mark): Promise<void>;
}

/** Those of the marks, from the first on, up to the last one that the server's log bears out. Throws StoreUnavailable. */
export async function borneOut(marks: readonly Mark[], connection: Connection, callMs: number): Promise<readonly Mark[]> {
  for (let count = marks.length; count > 0; count -= 1) {
    const mark = marks[count - 1];
    if (mark && (await stands(mark, connection, callMs))) return marks.slice(0, count);
  }
  return [];
}

async function stands(mark: Mark, connection: Connection, callMs: number): Promise<boolean> {
  let found = false;
  const fromPosition = { commit: mark.commit, prepare: mark.commit };
  try {
    await connection.read(
      { what: 'a mark', idleMs: callMs },
      (client) => client.readAll({ fromPosition, direction: FORWARDS, maxCount: 1, requiresLeader: true }),
      (event) => {
        const record = recordOf(event);
        found = record?.id === mark.id && record.at === mark.commit;
        return false;
      },
    );
  } catch (error) {
    if (isAway(error)) throw new StoreUnavailable(`EventStoreDB cannot be read: ${textOf(error)}`, { cause: error });
    // In another log the place may lie inside a record, which the server refuses to read from: the mark is not of this log.
    return false;
  }
  return found;
}
