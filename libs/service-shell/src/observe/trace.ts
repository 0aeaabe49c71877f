import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** A place in a W3C trace: `traceparent` as it is sent on and recorded, and the trace's id as logs and problems show it. */
export interface Trace {
  readonly id: string;
  readonly traceparent: string;
}

const current = new AsyncLocalStorage<Trace>();

/** A step of the caller's trace, or a new trace where the header is missing or is not one. */
export function traceFrom(header: string | undefined): Trace {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '');
  const known = match && !/^0+$/.test(match[1] ?? '') && !/^0+$/.test(match[2] ?? '');
  const id = known ? (match[1] as string) : randomBytes(16).toString('hex');
  return { id, traceparent: `00-${id}-${randomBytes(8).toString('hex')}-${known ? match[3] : '01'}` };
}

export function inTrace<T>(trace: Trace, task: () => T): T {
  return current.run(trace, task);
}

/** The trace of the request that is being answered, if any. */
export function currentTrace(): Trace | undefined {
  return current.getStore();
}
