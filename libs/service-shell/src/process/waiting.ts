import { UnknownEvent } from '@yimen/contracts';
import { LogUnavailable } from '@yimen/event-log';
import { awayProblem } from '../problems/away.js';
import { ReadersBehind } from './readers.js';

/** Whether an error means that something is away or not yet there: wait and keep the order; it is no failure of the move. */
export function isWaiting(error: unknown): boolean {
  return (
    error instanceof LogUnavailable || error instanceof UnknownEvent || error instanceof ReadersBehind || awayProblem(error) !== undefined
  );
}

/** An error as it may be kept and logged: by name and code, since messages may quote values. */
export function named(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

/** Milliseconds until the next try, doubling from one second (or `baseMs`) to one minute. */
export function backoffMs(attempts: number, baseMs = 1000): number {
  return Math.min(60_000, baseMs * 2 ** Math.min(attempts, 16));
}
