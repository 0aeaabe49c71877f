import { UnknownEvent } from '@yimen/contracts';
import { LogUnavailable } from '@yimen/event-log';
import { StoreUnavailable } from '@yimen/event-store';
import { FactsNotReady } from '../runner/port.js';

// PostgreSQL: connection exceptions, resources, operator intervention (shutdown), serialisation; Node: sockets.
const away = /^(08|53|57|40)|^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

/** Whether an error means that something is away or not yet there: wait and keep the order; it is no failure of the move. */
export function isWaiting(error: unknown): boolean {
  if (
    error instanceof StoreUnavailable ||
    error instanceof LogUnavailable ||
    error instanceof FactsNotReady ||
    error instanceof UnknownEvent
  )
    return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && away.test(code)) return true;
  return typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying to connect)/.test(message);
}

/** Milliseconds until the next try, doubling from one second (or `baseMs`) to one minute. */
export function backoffMs(attempts: number, baseMs = 1000): number {
  return Math.min(60_000, baseMs * 2 ** Math.min(attempts, 16));
}
