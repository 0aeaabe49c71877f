import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { StoreUnavailable } from '../port.js';

/**
 * The history of a service is no longer whole, or not only its own: a stream was deleted or is given to truncation, an event is missing, or something else
 * writes under the service's prefix. Positions would shift, so the adapter refuses every call until the server has been put right and the process restarted.
 */
export class HistoryCut extends StoreUnavailable {
  constructor(
    readonly stream: string,
    detail: string,
  ) {
    super(`the history in EventStoreDB is not whole: ${stream}: ${detail}`);
    this.name = 'HistoryCut';
  }
}

/** The server took a call and did not answer within our own limit. */
export class NoAnswer extends Error {
  constructor(what: string, ms: number) {
    super(`EventStoreDB did not answer ${what} within ${ms} ms`);
    this.name = 'NoAnswer';
  }
}

/** gRPC status codes that mean the request itself is refused: INVALID_ARGUMENT and RESOURCE_EXHAUSTED (a message over the server's bound). */
const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;
const PERMISSION_DENIED = 7;

/** What an error of the client says about the append. Only the first four are certain; everything else leaves open whether it was or will be stored. */
export type Meaning =
  | { readonly kind: 'wrong-version'; readonly actual: bigint }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown' };

export function meaningOf(error: unknown): Meaning {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return { kind: 'wrong-version', actual: typeof actualVersion === 'bigint' ? actualVersion + 1n : 0n };
  }
  if (error instanceof StreamDeletedError) return { kind: 'deleted' };
  if (error instanceof StreamNotFoundError) return { kind: 'not-found' };
  if (error instanceof MaxAppendSizeExceededError) return { kind: 'too-large' };
  if (error instanceof AccessDeniedError) return { kind: 'denied' };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === PERMISSION_DENIED) return { kind: 'denied' };
  if (code === INVALID_ARGUMENT || code === RESOURCE_EXHAUSTED) return { kind: 'too-large' };
  return { kind: 'unknown' };
}

/** The server cannot be reached or does not answer; nothing is said about what was asked. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof NoAnswer ||
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof DeadlineExceededError ||
    error instanceof NotLeaderError
  );
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
