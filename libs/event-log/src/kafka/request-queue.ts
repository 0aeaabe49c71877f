import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  /** Milliseconds of the epoch until which the broker wants no requests; -1 where it does not throttle. */
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

let mended = false;

/**
 * kafkajs 2.2.4 (#1751): after its first answer a connection looks at its queue of pending requests every millisecond for ever, and Node 24 warns of the
 * negative timer behind it. Here it looks only while something waits or the broker throttles, which are the cases that the look is for. Throws where
 * kafkajs is another version than this knows.
 */
export function mendRequestQueue(): void {
  if (mended) return;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  const schedule: unknown = prototype.scheduleCheckPendingRequests;
  if (typeof schedule !== 'function') throw new Error('this version of kafkajs keeps its requests in another way: look at #1751 again');
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  mended = true;
}
