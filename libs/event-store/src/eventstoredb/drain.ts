import type { ResolvedEvent } from '@eventstore/db-client';
import { NoAnswer } from './trouble.js';

/** A read or subscription of the client; ending the iteration alone would leave its call open. */
export interface ReadCall {
  on(event: 'data', listener: (event: ResolvedEvent) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly cancel?: () => Promise<void>;
  readonly unsubscribe?: () => Promise<void>;
}

export interface DrainOptions {
  readonly what: string;
  /** No event for so long is NoAnswer; undefined: waits for ever. */
  readonly idleMs?: number;
  readonly signal?: AbortSignal;
}

/** Feeds events until the call ends, `onEvent` answers false, it throws, the signal aborts or nothing came for too long. True if the call itself ended. */
export function drain(call: ReadCall, options: DrainOptions, onEvent: (event: ResolvedEvent) => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let done = false;
    const timer =
      options.idleMs === undefined
        ? undefined
        : setTimeout(() => finish(() => reject(new NoAnswer(options.what, options.idleMs ?? 0))), options.idleMs);
    const aborted = () => finish(() => resolve(false));

    function finish(settle: () => void, ended = false): void {
      if (done) return;
      done = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
      // Only a call that is still open needs to be given up; one that never opened rejects, and there is nothing to give up.
      if (!ended) void (call.cancel?.() ?? call.unsubscribe?.())?.catch(() => undefined);
      settle();
    }

    call.on('data', (event: ResolvedEvent) => {
      if (done) return;
      timer?.refresh();
      try {
        if (!onEvent(event)) finish(() => resolve(false));
      } catch (error) {
        finish(() => reject(error));
      }
    });
    call.on('end', () => finish(() => resolve(true), true));
    // The client may report further errors of a call that we are done with; the listener stays for them.
    call.on('error', (error) => finish(() => reject(error)));
    options.signal?.addEventListener('abort', aborted, { once: true });
    if (options.signal?.aborted) aborted();
  });
}
