import type { Capacity } from './steps/permission.js';
import type { AnyEvent, AnyState, Instant, IsoDate, Move, Parties } from '@yimen/kernel';
import type { z } from 'zod';
import type { AccountDirectory } from '../auth/directory.js';
import type { AnyAggregate } from '../definition.js';
import type { Item } from './items/item.js';
import type { MoveAnswer, MoveRequest } from './port.js';
import type { ReliedOn } from './items/reading.js';

/** A move of any slice. */
export type AnyMove = Move<AnyState, AnyEvent, string, readonly string[], z.ZodType, unknown>;

/** What `derive` and `gather` gave, and what the latter relied on. */
export interface Gathered {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reliedOn: readonly ReliedOn[];
}

/** The identity of a write as it is stored. */
export interface StoredIdentity {
  readonly key: string;
  readonly fingerprint: string;
  readonly fingerprintKey: string;
}

/** One try to make one move: everything known before it is decided. A try that meets a newer revision is followed by another. */
export interface Attempt {
  readonly request: MoveRequest;
  readonly slice: AnyAggregate;
  readonly move: AnyMove;
  readonly id: string;
  /** The parsed input; personal fields in clear. */
  readonly input: unknown;
  readonly item: Item;
  readonly today: IsoDate;
  readonly now: Instant;
  readonly directory: AccountDirectory;
  /** True for the register's part of a move that was authorised itself. */
  readonly trusted: boolean;
  readonly identity: StoredIdentity | undefined;
  /** In which capacity the actor acts; set by the authorisation. */
  readonly capacity: Capacity | undefined;
  /** Derives and gathers, once for this attempt. */
  gather(): Promise<Gathered>;
}

/** One concern around the core, or the core itself. */
export type Step = (attempt: Attempt) => Promise<MoveAnswer>;

/** Whether this try would begin the item. */
export function begins({ item, slice, move }: Pick<Attempt, 'item' | 'slice' | 'move'>): boolean {
  return item.revision === 0n && move.from.includes((slice.initial as AnyState).status);
}

/** The parties that decide who may make the move: those of the state, and beside them those that the input names. A party of the state is never replaced. */
export async function partiesOf(attempt: Attempt): Promise<Parties<string>> {
  const { move, slice, item, input } = attempt;
  const ofState = (slice.parties as (state: AnyState) => Parties<string>)(item.state);
  if (!move.parties) return ofState;
  const ofInput = move.parties(input, (await attempt.gather()).facts);
  const known = Object.entries(ofState).filter(([, party]) => party !== undefined);
  return { ...ofInput, ...Object.fromEntries(known) };
}
