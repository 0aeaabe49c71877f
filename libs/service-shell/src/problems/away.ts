import { FilesUnavailable } from '@yimen/attachments';
import { StoreUnavailable } from '@yimen/event-store';
import { VaultUnavailable } from '@yimen/vault';
import { FactsNotReady } from '../runner/port.js';
import type { Problem } from './problem.js';
import { problem } from './problems.js';

/** PostgreSQL: connection exceptions, shutdown and start-up, too many connections; Node: no connection to be had. */
const AWAY = /^(08...|57P0[1-5]|53[34]00|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)$/;

/** The problem to answer while a dependency is away (503), or undefined for any other error. */
export function awayProblem(error: unknown): Problem | undefined {
  if (error instanceof FactsNotReady) return problem('facts-not-ready', { retryAfter: error.retryAfterSeconds });
  if (error instanceof VaultUnavailable) return problem('vault-unavailable', { retryAfter: 2 });
  if (error instanceof FilesUnavailable) return problem('files-unavailable', { retryAfter: 5 });
  if (error instanceof StoreUnavailable || isAway(error)) return problem('store-unavailable', { retryAfter: 2 });
  return undefined;
}

function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  // By what it has, not by `instanceof`: an error of Node's own may be of another realm (vm).
  const { code, message, errors, cause } = error as {
    readonly [K in 'code' | 'message' | 'errors' | 'cause']?: unknown;
  };
  if (typeof code === 'string' && AWAY.test(code)) return true;
  // pg says these without a code.
  if (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(String(message)))
    return true;
  if (Array.isArray(errors) && errors.some(isAway)) return true;
  return isAway(cause);
}
