import pg from 'pg';
import { StoreUnavailable } from '../port.js';

/**
 * What a failed call means for what it carried.
 * - `unknown`: the connection is lost or of no more use; the server may have committed, or may yet.
 * - `busy`: rolled back, for a reason outside the call (a time-out, a full disk, a server that only reads).
 * - `refused`: rolled back because of what the call carried.
 */
export type Trouble = 'unknown' | 'busy' | 'refused';

/**
 * By SQLSTATE, not by severity, which the server translates. A backend told to end (57P..) may say so after it has committed;
 * a crash (58, XX) says nothing about the commit.
 */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return 'unknown';
  if (/^(08|57P|58|XX)/.test(error.code)) return 'unknown';
  if (/^(25|40|53|57|55)/.test(error.code)) return 'busy';
  return 'refused';
}

/** Errors of reads: a database that is away becomes StoreUnavailable, a programming error stays itself. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable || troubleOf(error) === 'refused') return error;
  return new StoreUnavailable('the event store is away', { cause: error });
}
