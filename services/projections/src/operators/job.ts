import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress, ProofReport, Rehearsal } from '@yimen/projection-engine';

export const jobKinds = ['rebuild', 'verify', 'rollback', 'rehearse'] as const;

/** What of a job can be told and asked for. */
export interface Job {
  readonly id: string;
  readonly kind: (typeof jobKinds)[number];
  /** The read model. */
  readonly name: string;
  readonly by: string;
  readonly startedAt: string;
  state: 'running' | 'done' | 'failed';
  progress: Progress | null;
  endedAt: string | null;
  /** Generation and version that the pointer names after a rebuild or a rollback. */
  rebuilt: { readonly generation: number; readonly version: number } | null;
  /** What the proof found; also of one that failed. */
  proof: ProofReport | null;
  /** What this release would change. */
  rehearsal: Rehearsal | null;
  /** Why it failed: a stable code, and the words of the error. */
  failure: { readonly code: string; readonly detail: string } | null;
}

/** Milliseconds between two messages of progress. */
const rhythm = 200;

/** What a listener is told of a job: how far it is, a sign of life, and at its end the whole job. */
export type JobNews = { readonly progress: Progress } | { readonly result: Job } | 'alive';

/** Follows a job of this process to its end, or until the signal ends. `aliveMs`: a sign of life after so many milliseconds without news. */
export async function* newsOf(job: Job, aliveMs: number, signal: AbortSignal): AsyncGenerator<JobNews> {
  let told: Progress | null = null;
  let toldAt = Date.now();
  yield 'alive';
  while (!signal.aborted) {
    if (job.state !== 'running') {
      yield { result: job };
      return;
    }
    if (job.progress && job.progress !== told) {
      told = job.progress;
      toldAt = Date.now();
      yield { progress: told };
    } else if (Date.now() - toldAt >= aliveMs) {
      toldAt = Date.now();
      yield 'alive';
    }
    await sleep(rhythm, undefined, { signal }).catch(() => undefined);
  }
}
