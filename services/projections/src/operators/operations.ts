import { randomUUID } from 'node:crypto';
import { UnknownEvent } from '@yimen/contracts';
import type { Text } from '@yimen/kernel';
import { LogTruncated, LogUnavailable } from '@yimen/event-log';
import {
  ApprovalNeeded,
  DiskShort,
  FoldFailed,
  Incomplete,
  LiveBehind,
  LogIncomplete,
  NoPrevious,
  NotParked,
  PlaceGap,
  ProofFailed,
  RebuildRunning,
  RevisionGap,
  VersionNotCarried,
  type Engine,
  type ParkedEvent,
  type Progress,
  type Projection,
  type ProjectionStatus,
  type RebuildOptions,
  type Upkeep,
} from '@yimen/projection-engine';
import { logTrouble, problem, ProblemError, type Logger } from '@yimen/service-shell';
import { newsOf, type Job, type JobNews } from './job.js';

/** A read model as operators see it; `trouble`: what does not mend by itself, in words, with the command that mends it. */
export type ListedProjection = Omit<ProjectionStatus, 'failure'> & { readonly trouble?: Text };

export type RebuildWishes = Pick<RebuildOptions, 'approve' | 'replace'>;

/** Ended jobs that can still be asked for. */
const remembered = 100;

const failures: readonly (readonly [new (...given: never[]) => Error, string])[] = [
  [ApprovalNeeded, 'approval-needed'],
  [ProofFailed, 'proof-failed'],
  [Incomplete, 'incomplete'],
  [LogIncomplete, 'log-incomplete'],
  [LogTruncated, 'log-truncated'],
  [LogUnavailable, 'log-unavailable'],
  [PlaceGap, 'log-gap'],
  [RevisionGap, 'log-gap'],
  [UnknownEvent, 'newer-event'],
  [FoldFailed, 'fold-failed'],
  [LiveBehind, 'live-behind'],
  [DiskShort, 'disk-short'],
  [NoPrevious, 'no-previous-generation'],
  [VersionNotCarried, 'version-not-carried'],
  [RebuildRunning, 'job-running'],
];

/** What operators do with read models: look at them, rebuild, verify, roll back, rehearse, and deal with what was parked. */
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
      /** Milliseconds between signs of life of a stream that has no news. */
      readonly aliveMs: number;
    },
  ) {}

  /** Every read model with where it stands. Throws ProblemError 503 before the engine runs. */
  async list(): Promise<ListedProjection[]> {
    const engine = this.parts.engine();
    if (!engine) throw new ProblemError(problem('stopping', { retryAfter: 1 }));
    return (await engine.status()).map(({ failure, ...status }) => {
      const trouble = logTrouble(failure);
      return { ...status, ...(trouble && { trouble }) };
    });
  }

  /** Begins a job on a read model. Throws ProblemError: 404 unknown name, 409 where one runs here. */
  start(kind: Job['kind'], name: string, by: string, wishes: RebuildWishes = {}): Job {
    this.known(name);
    if (this.running.has(name)) throw new ProblemError(problem('job-running'));
    const job: Job = {
      ...{ id: randomUUID(), kind, name, by, startedAt: new Date().toISOString() },
      ...{ state: 'running', progress: null, endedAt: null, rebuilt: null, proof: null, rehearsal: null, failure: null },
    };
    this.jobs.set(job.id, job);
    for (const old of [...this.jobs.values()].filter(({ state }) => state !== 'running').slice(0, -remembered)) this.jobs.delete(old.id);
    this.parts.log.info({ job: job.id, kind, name, by }, 'a job on a read model begins');
    this.running.set(
      name,
      this.run(job, wishes).finally(() => this.running.delete(name)),
    );
    return job;
  }

  /** Begins a rollback, where there is something to go back to. Throws ProblemError: 404, 409 with the reason. */
  async rollBack(name: string, by: string): Promise<Job> {
    this.known(name);
    await this.parts.upkeep.requirePrevious(name).catch((error: unknown) => {
      const refused = error instanceof NoPrevious || error instanceof VersionNotCarried;
      throw refused ? new ProblemError(problem(codeOf(error) as 'no-previous-generation', { facts: { reason: error.message } })) : error;
    });
    return this.start('rollback', name, by);
  }

  /** How a job goes on, and at its end the whole of it; until the signal ends or this process stops. Throws ProblemError 404. */
  news(id: string, signal: AbortSignal): AsyncGenerator<JobNews> {
    return newsOf(this.job(id), this.parts.aliveMs, signal);
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
      await this.work(job, { ...options, ...wishes });
      job.state = 'done';
    } catch (error) {
      job.state = 'failed';
      const code = codeOf(error);
      job.failure = { code, detail: error instanceof Error ? error.message : String(error) };
      if (error instanceof ProofFailed) job.proof = error.report;
      this.parts.log.error({ job: job.id, name: job.name, code, err: error }, 'a job on a read model failed');
    } finally {
      job.endedAt = new Date().toISOString();
    }
  }

  private async work(job: Job, options: RebuildOptions): Promise<void> {
    const { upkeep } = this.parts;
    switch (job.kind) {
      case 'rebuild':
      case 'rollback': {
        const { proof, ...rebuilt } = await (job.kind === 'rebuild'
          ? upkeep.rebuild(job.name, options)
          : upkeep.rollback(job.name, options));
        job.rebuilt = rebuilt;
        job.proof = proof ?? null;
        return;
      }
      case 'verify':
        job.proof = await upkeep.verify(job.name, options);
        return;
      case 'rehearse':
        job.rehearsal = (await upkeep.rehearse(job.name, options)) ?? null;
    }
  }

  /** Throws ProblemError 404. */
  private known(name: string): void {
    if (!this.parts.projections.some((one) => one.name === name)) throw new ProblemError(problem('item-not-found'));
  }
}

function codeOf(error: unknown): string {
  return failures.find(([type]) => error instanceof type)?.[1] ?? 'failed';
}

async function parking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotParked) throw new ProblemError(problem('not-parked'));
    throw error;
  }
}
