import type { EventContract } from '@yimen/contracts';
import type { EventStore } from '@yimen/event-store';
import type { RuleDescription } from '@yimen/policy';
import type { Vault } from '@yimen/vault';
import type { Actor, FactTable, FileStanding, Instant, IsoDate, PolicyReader, Warning, WorkdayCalendar } from '@yimen/kernel';
import type { AccountDirectory } from '../auth/directory.js';
import type { Problem } from '../problems/problem.js';

/** Identity of a write (decision 7): who sent it, to where, under which key. Processes and deadlines name themselves as client. */
export interface RequestIdentity {
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
}

/** A second person's word that an overridable refusal shall not stand. `approver` has been proved to be that account. */
export interface Override {
  readonly reason: string;
  readonly approver: string;
}

/** One move to be made, whoever asks for it: a front end, a process, a deadline, an operator. */
export interface MoveRequest {
  /** Name of the slice. */
  readonly slice: string;
  /** Item that moves; null starts one whose id derives from client, path and key. */
  readonly id: string | null;
  readonly move: string;
  /** The body as received. */
  readonly input: unknown;
  readonly actor: Actor;
  readonly request?: RequestIdentity;
  /** Revision the caller has seen (If-Match); 0n for an item that must not exist. */
  readonly expected?: bigint;
  readonly override?: Override;
  /** Id of the event that led to this move. */
  readonly causation?: string;
  /** W3C traceparent. */
  readonly trace?: string;
}

/** A move that was made; a repeat under the same key answers the same. */
export interface MoveMade {
  readonly kind: 'made';
  /** 201 where the item began with this move. */
  readonly status: 200 | 201;
  readonly slice: string;
  readonly id: string;
  readonly stream: string;
  /** Revision of the stream after the move. */
  readonly revision: bigint;
  /** Name of the state after the move. */
  readonly state: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  readonly warnings: readonly Warning[];
  /** Opaque list of (stream, revision) for reads that must not be older (decision 22). */
  readonly readAfter: string;
  /** True where this answer was given before. */
  readonly repeated: boolean;
}

/** A move that was not made, and why. Nothing was recorded. */
export interface MoveRefused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

export type MoveAnswer = MoveMade | MoveRefused;

/** Makes moves. Never throws for what the caller sent, for a rule or for a store that is away; what it throws is a programming error. */
export interface Runner {
  run(request: MoveRequest): Promise<MoveAnswer>;
}

/** Legal dates and deadlines (decision 20). The system clock is not asked here. */
export interface BusinessClock {
  today(): IsoDate;
  now(): Instant;
}

/** A row of facts with the place it stands for; stream and revision are undefined where there is no row. */
export interface FactFound<Row> {
  readonly row: Row | undefined;
  readonly stream?: string;
  readonly revision?: bigint;
}

/** Area of an organisation, and the place in the book of organisations that tells it. */
export interface AreaFound {
  /** 12-digit code. */
  readonly area: string;
  readonly stream: string;
  readonly revision: bigint;
}

/** Local tables of facts about other services (decision 18). */
export interface FactRows {
  /** Throws FactsNotReady while the table lags behind its bound. */
  find<Row>(table: FactTable<Row>, key: string): Promise<FactFound<Row>>;
  /** Every row that has these values, in the order of the key. Throws FactsNotReady as `find` does. */
  select<Row>(table: FactTable<Row>, where: Partial<Row>): Promise<readonly Row[]>;
  /** Where an organisation works today: its own area, or that of the nearest above it that has one. Undefined where the book tells none. Throws FactsNotReady. */
  area(organisation: string): Promise<AreaFound | undefined>;
}

/** Files that events of the service may name. */
export interface StoredFiles {
  /** Throws FilesUnavailable while the place of files is away, PersonForgotten where the person gets no key again. */
  standing(address: string, person: string): Promise<FileStanding>;
}

/** The local facts that a decision needs lag behind their bound: 503 facts-not-ready, never a refusal by rule. */
export class FactsNotReady extends Error {
  constructor(
    readonly table: string,
    readonly retryAfterSeconds: number,
  ) {
    super(`facts ${table} are not ready`);
    this.name = 'FactsNotReady';
  }
}

/** Numbers, rules and working days as of a business date. `area`: 12-digit code of the place they are asked for; the installation's own where it is absent or lies outside. */
export interface PolicyPort {
  reader(on: IsoDate, area?: string): PolicyReader;
  calendar(on: IsoDate): WorkdayCalendar;
  /** The rule as shown to people, or undefined where no set has it. */
  describe(rule: string, on: IsoDate, area?: string): RuleDescription | undefined;
}

/** What the runner needs besides the slices. */
export interface RunnerPorts {
  readonly store: EventStore;
  readonly vault: Vault;
  /** Every event this release knows. */
  readonly registry: ReadonlyMap<string, EventContract>;
  readonly clock: BusinessClock;
  readonly facts: FactRows;
  /** Absent where the service takes no files: then there is none. */
  readonly stored?: StoredFiles;
  readonly policy: PolicyPort;
  readonly directory: AccountDirectory;
}
