import { decode, encode, registry, type EventMeta, type EventOf, type processEvents } from '@yimen/contracts';
import { WrongRevision, type EventStore } from '@yimen/event-store';
import type { IsoDate } from '@yimen/kernel';
import { v5 } from 'uuid';
import type { MoveAnswer } from '../runner/port.js';

export type ProcessEvent = EventOf<(typeof processEvents)[number]>;
export type Issued = Extract<ProcessEvent, { type: 'ProcessMoveIssued' }>;
export type Answered = Extract<ProcessEvent, { type: 'ProcessMoveAnswered' }>;
export type TaskRaised = Extract<ProcessEvent, { type: 'ProcessTaskRaised' }>;

/** What a stream of a process says so far. */
export interface Remembered {
  readonly issued?: Issued;
  readonly answered?: Answered;
  readonly task?: TaskRaised;
  readonly closed: boolean;
  readonly revision: bigint;
}

// Namespace of the ids of events that processes and deadlines append: the same step of the same cause has the same id.
const NAMESPACE = '3f0c1f6e-6d1d-5a53-9a0f-7a3c3b1f5b10';

/** The memory of processes and deadlines: streams `process/{name}/{cause}` in the service's own store (decision 19). */
export class ProcessMemory {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Stream of one cause; `name` is the process's, or `deadline:{rule}`. */
  static stream(name: string, cause: string): string {
    return `process/${name}/${cause}`;
  }

  async read(stream: string): Promise<Remembered> {
    let known: Remembered = { closed: false, revision: 0n };
    for (const stored of await this.#store.readStream(stream)) {
      const event = decode(registry, stored.type, stored.schemaVersion, stored.payload) as ProcessEvent;
      known = { ...fold(known, event), revision: stored.revision };
    }
    return known;
  }

  /**
   * Appends what happened next. Answers false where another host has written first: the caller reads again.
   * Throws StoreUnavailable.
   */
  async append(
    stream: string,
    expected: bigint,
    events: readonly ProcessEvent[],
    on: IsoDate,
    meta: Pick<EventMeta, 'actor' | 'move' | 'causation' | 'trace'>,
  ): Promise<boolean> {
    const bytes = Buffer.from(JSON.stringify(meta), 'utf8');
    const append = events.map((event, at) => {
      const { contract, payload } = encode(registry, event);
      const id = v5(`${stream} ${expected + BigInt(at) + 1n} ${event.type}`, NAMESPACE);
      return { id, type: event.type, schemaVersion: contract.version, happenedOn: on, meta: bytes, payload };
    });
    try {
      await this.#store.append(stream, expected, append);
      return true;
    } catch (error) {
      if (error instanceof WrongRevision) return false;
      throw error;
    }
  }
}

function fold(known: Remembered, event: ProcessEvent): Remembered {
  switch (event.type) {
    case 'ProcessMoveIssued':
      return { ...known, issued: event };
    case 'ProcessMoveAnswered':
      return { ...known, answered: event };
    case 'ProcessTaskRaised':
      return { ...known, task: event };
    case 'ProcessTaskClosed':
      return { ...known, closed: true };
  }
}

/** An answer of the runner as the process remembers it. */
export function answered(answer: MoveAnswer): Answered {
  return answer.kind === 'made'
    ? {
        type: 'ProcessMoveAnswered',
        outcome: 'made',
        status: answer.status,
        // A move may find nothing to record; then an item that did not exist still does not.
        stream: answer.revision === 0n ? null : answer.stream,
        revision: answer.revision === 0n ? null : String(answer.revision),
        code: null,
      }
    : {
        type: 'ProcessMoveAnswered',
        outcome: 'refused',
        status: answer.problem.status,
        stream: null,
        revision: null,
        code: answer.problem.code,
      };
}
