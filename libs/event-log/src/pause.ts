import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the time has passed or the signal is aborted, whichever is first; never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** Bounded exponential backoff with jitter: about 50, 100, 200 … 2,000 ms. `attempt` counts from 0. */
export function backoff(attempt: number): number {
  return Math.min(2_000, 50 * 2 ** Math.min(attempt, 10)) * (0.75 + Math.random() / 2);
}
