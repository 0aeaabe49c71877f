import { randomUUID } from 'node:crypto';
import {
  ApprovalNeeded,
  LiveBehind,
  LogIncomplete,
  NotParked,
  ProofFailed,
  RebuildRunning,
  Incomplete,
  type Engine,
  type ParkedEvent,
  type Progress,
  type ProofReport,
  type Projection,
  type ProjectionStatus,
  type RebuildOptions,
  type Upkeep,
} from '@yimen/projection-engine';
import { problem, ProblemError, type Logger } from '@yimen/service-shell';

/** A rebuild or a verification as it goes on in this process. */
export interface Job {
  readonly id: string;
  readonly kind: 'rebuild' | 'verify';
  readonly name: string;
  readonly by: string;
  readonly startedAt: string;
  state: 'running' | 'done' | 'failed';
  progress: Progress | null;
  endedAt: string | null;
  /** Generation and version after a rebuild. */
  rebuilt: { readonly generation: number; readonly version: number } | null;
  /** What the proof found; also of one that failed. */
  proof: ProofReport | null;
  /** Why it failed: a stable code, and the words of the error. */
  failure: { readonly code: string; readonly detail: string } | null;
}

export type RebuildWishes = Pick<RebuildOptions, 'approve' | 'replace'>;

/** Ended jobs that can still be asked for. */
const remembered = 100;

const failures: readonly (readonly [new (...given: never[]) => Error, string])[] = [
  [ApprovalNeeded, 'approval-needed'],
  [ProofFailed, 'proof-failed'],
  [Incomplete, 'incomplete'],
  [LogIncomplete, 'log-incomplete'],
  [LiveBehind, 'live-behind'],
  [RebuildRunning, 'job-running'],
];

/** What operators do with read models: look at them, rebuild, verify, and deal with what was parked. */
export class Operations {
  private readonly jobs = new Map<string, Job>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly parts: {
      readonly projections: readonly Projection[];
      readonly upkeep: Upkeep;
      /** Undefined before the engine is started. */
      readonly engine: () => Engine | undefined;
      readonly log: Logger;
    },
  ) {}

  /** Every read model with where it stands. Throws ProblemError 503 before the engine runs. */
  async list(): Promise<ProjectionStatus[]> {
    const engine = this.parts.engine();
    if (!engine) throw new ProblemError(problem('stopping', { retryAfter: 1 }));
    return engine.status();
  }

  /** Begins a rebuild, or a verification of the live model. Throws ProblemError: 404 unknown name, 409 where one runs here. */
  start(kind: Job['kind'], name: string, by: string, wishes: RebuildWishes = {}): Job {
    if (!this.parts.projections.some((one) => one.name === name)) throw new ProblemError(problem('item-not-found'));
    if (this.running.has(name)) throw new ProblemError(problem('job-running'));
    const job: Job = {
      ...{ id: randomUUID(), kind, name, by, startedAt: new Date().toISOString() },
      ...{ state: 'running', progress: null, endedAt: null, rebuilt: null, proof: null, failure: null },
    };
    this.jobs.set(job.id, job);
    for (const old of [...this.jobs.values()].filter(({ state }) => state !== 'running').slice(0, -remembered)) this.jobs.delete(old.id);
    this.parts.log.info({ job: job.id, kind, name, by }, 'a read model is rebuilt or verified');
    this.running.set(
      name,
      this.run(job, wishes).finally(() => this.running.delete(name)),
    );
    return job;
  }

  /** Throws ProblemError 404. */
  job(id: string): Job {
    const found = this.jobs.get(id);
    if (!found) throw new ProblemError(problem('item-not-found'));
    return found;
  }

  parked(name?: string): Promise<ParkedEvent[]> {
    return this.parts.upkeep.parking.list(name);
  }

  /** Throws ProblemError 409. */
  redrive(id: string) {
    return parking(() => this.parts.upkeep.parking.redrive(id));
  }

  /** Throws ProblemError 409. */
  async accept(id: string, reason: string, by: string) {
    const parked = await this.parked();
    const found = parked.find((one) => one.id === id);
    const first = parked.find((one) => one.projection === found?.projection && one.stream === found.stream);
    if (found && first?.id !== id) throw new ProblemError(problem('not-parked', { facts: { first: first?.id ?? '' } }));
    this.parts.log.warn({ parked: id, event: found?.eventId, by }, 'a parked event is accepted as an exception');
    return parking(() => this.parts.upkeep.parking.accept(id, reason, by));
  }

  /** Ends what runs; an unfinished rebuild goes on where it was when it is asked for again. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the service is stopping'));
    await Promise.all(this.running.values());
  }

  private async run(job: Job, wishes: RebuildWishes): Promise<void> {
    const options = { onProgress: (progress: Progress) => void (job.progress = progress), signal: this.stopping.signal };
    try {
      if (job.kind === 'verify') job.proof = await this.parts.upkeep.verify(job.name, options);
      else {
        const { proof, ...rebuilt } = await this.parts.upkeep.rebuild(job.name, { ...options, ...wishes });
        job.rebuilt = rebuilt;
        job.proof = proof ?? null;
      }
      job.state = 'done';
    } catch (error) {
      job.state = 'failed';
      const code = failures.find(([type]) => error instanceof type)?.[1] ?? 'failed';
      job.failure = { code, detail: error instanceof Error ? error.message : String(error) };
      if (error instanceof ProofFailed) job.proof = error.report;
      this.parts.log.error({ job: job.id, name: job.name, code, err: error }, 'a rebuild or verification failed');
    } finally {
      job.endedAt = new Date().toISOString();
    }
  }
}

async function parking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotParked) throw new ProblemError(problem('not-parked'));
    throw error;
  }
}
