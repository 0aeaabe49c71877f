import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** A place in a W3C trace: `traceparent` as it is sent on and recorded, and the trace's id as logs and problems show it. */
export interface Trace {
  readonly id: string;
  readonly traceparent: string;
}

const current = new AsyncLocalStorage<Trace>();

/** The parts of a traceparent; undefined where the header is missing or is not one. */
export function partsOf(header: string | undefined): { readonly id: string; readonly span: string; readonly flags: number } | undefined {
  const [, id = '', span = '', flags = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? [];
  if (/^0*$/.test(id) || /^0*$/.test(span)) return undefined;
  return { id, span, flags: Number.parseInt(flags, 16) };
}

/** A step of the caller's trace, or a new trace where the header is missing or is not one. */
export function traceFrom(header: string | undefined): Trace {
  const known = partsOf(header);
  const id = known?.id ?? randomBytes(16).toString('hex');
  const flags = (known?.flags ?? 1).toString(16).padStart(2, '0');
  return { id, traceparent: `00-${id}-${randomBytes(8).toString('hex')}-${flags}` };
}

export function inTrace<T>(trace: Trace, task: () => T): T {
  return current.run(trace, task);
}

/** The trace of the request that is being answered, if any. */
export function currentTrace(): Trace | undefined {
  return current.getStore();
}
