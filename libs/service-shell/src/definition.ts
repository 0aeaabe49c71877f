import type { Context, EventContract, EventOf } from '@yimen/contracts';
import type { Aggregate, FactTable, IsoDate, RecordSeries, Reservation, Role, Sealed, Text } from '@yimen/kernel';
import type { Projection } from '@yimen/projection-engine';
import type { PaperSource } from './papers/paper-source.js';
import type { FailedMove, TaskOwner } from './process/task.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of slices of different states
export type AnyAggregate = Aggregate<any, any, any>;

type React = (cause: never, ports: EffectPorts) => ProcessMove | undefined | Promise<ProcessMove | undefined>;

/** The move that a process asks for; an id of null begins an item whose id derives from the process and the causing event. */
export type ProcessMove = Omit<Reservation, 'id'> & { readonly id: string | null };

/** What a process sees of the event that causes it. */
export interface Cause<E> {
  readonly event: E;
  readonly eventId: string;
  readonly context: string;
  readonly stream: string;
  readonly item: string;
  readonly revision: bigint;
  readonly happenedOn: IsoDate;
  /** Where it stands in its topic. */
  readonly at: { readonly generation: number; readonly partition: number; readonly place: bigint };
}

/** A notice to a person as a process hands it to the notice port; the texts are rendered from recorded facts, the contact is opened from its sealed form by the port. */
export interface NoticeOrder {
  readonly noticeId: string;
  readonly person: string;
  readonly channel: 'window' | 'sms' | 'phone' | 'post' | 'online';
  readonly subject: Text;
  readonly body: Text;
  /** Sealed contact for the channel's adapter; none where the person comes to the window or the channel knows him. */
  readonly contact?: Sealed;
}

/** Side effects a process may have before its move. Each is idempotent: a replay repeats nothing visible. */
export interface EffectPorts {
  /** Hands a notice to its channel (demo: an outbox table); answers the channel's receipt. */
  sendNotice(order: NoticeOrder): Promise<{ readonly receipt: string }>;
  /** Makes the alias of an identity die with the person; `unlessBound`: only where it is nobody's yet. `index` is the blind index as sealed in the event. */
  bindIdentity(person: string, index: string, options?: { readonly unlessBound?: boolean }): Promise<void>;
  /**
   * Destroys the keys of a person's record series (all series when null: then the alias too), once every read model and every service's
   * facts have applied the cause and so emptied their rows. Until then it throws ReadersBehind, and the process waits.
   */
  destroyKeys(person: string, series: string | null, cause: Cause<unknown>): Promise<void>;
}

/**
 * A process (decision 19): reacts to an event with one move of this service, at most once, and remembers the answer in the stream
 * `process/{name}/{causing event}`. A refused answer becomes a listed task for a person.
 */
export interface Process {
  readonly name: string;
  readonly label: Text;
  readonly reactions: ReadonlyMap<string, { readonly contract: EventContract; readonly react: React }>;
  /** First sequence of the causing context that it looks at. */
  readonly startsFrom: bigint;
}

/** Declares a process; `on` names the event and the move it leads to (undefined: nothing to do). */
export function process(
  name: string,
  label: Text,
  build: (
    on: <C extends EventContract>(
      contract: C,
      react: (cause: Cause<EventOf<C>>, ports: EffectPorts) => ProcessMove | undefined | Promise<ProcessMove | undefined>,
    ) => void,
  ) => void,
  startsFrom = 1n,
): Process {
  const reactions = new Map<string, { contract: EventContract; react: React }>();
  build((contract, react) => {
    reactions.set(contract.type, { contract, react: react as React });
  });
  return { name, label, reactions, startsFrom };
}

/** Facts of another service kept locally (decision 18): a projection under the engine, read in `gather` by `read.row(table, key)`. */
export interface Facts {
  readonly projection: Projection;
  /** Seconds it may lag before decisions that need it answer 503 facts-not-ready. */
  readonly boundSeconds: number;
}

/** The files that a service takes: the slices whose events name them, and how those of persons are sealed. */
export interface FilesTaken {
  readonly series: RecordSeries;
  readonly slices: readonly string[];
  /** Under whose keys the fields of a person stand in the events of this service, where they are not his own id: his files go with them. */
  readonly subject?: (person: string) => string;
  /** Roles that may hand in what is nobody's. Everybody else says whose a file is, and it is sealed (PIPL 51). */
  readonly impersonal: readonly Role[];
}

/** Everything service-shell needs to run one service that records facts. */
export interface ServiceDefinition {
  readonly context: Context;
  readonly label: Text;
  readonly slices: readonly AnyAggregate[];
  readonly processes: readonly Process[];
  readonly facts: readonly Facts[];
  /** Numbered papers that are printed of its items. */
  readonly papers?: readonly PaperSource[];
  /** Takes files. */
  readonly files?: FilesTaken;
  /** Raised when the deadlines of the slices change, so that their table is built anew. Default 1. */
  readonly deadlinesVersion?: number;
  /** Whose task it is where a process or a deadline was refused; default: the operators of the installation. */
  readonly taskOwner?: (failed: FailedMove) => TaskOwner;
}

export type { FactTable, Reservation, Role };
