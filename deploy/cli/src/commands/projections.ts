import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../door/door.js';
import { operator } from '../operate/connect.js';
import { CommandFailed } from './failed.js';

interface Status {
  readonly projection: string;
  readonly generation?: number;
  readonly version?: number;
  readonly leading: boolean;
  readonly waitingFor?: string;
  readonly lagEvents: string;
  readonly lagSeconds: number;
  readonly parked: number;
}

interface Job {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly progress: {
    readonly phase: string;
    readonly done: number;
    readonly of: number;
    readonly eventsPerSecond: number;
    readonly secondsLeft?: number;
  } | null;
  readonly rebuilt: { readonly generation: number; readonly version: number } | null;
  readonly proof: { readonly pausedMs: number; readonly faults: { readonly count: number; readonly samples: readonly unknown[] } } | null;
  readonly failure: { readonly code: string; readonly detail: string } | null;
}

/** `projections list`: every read model with generation, lag and what it waits for. */
export async function list(): Promise<void> {
  const { rows } = (await (await operator()).get<{ rows: Status[] }>('/api/projections')).body;
  const table = new Table({
    style: { head: [], border: [], compact: true },
    head: ['读模型 read model', '代 generation', '版本 version', '落后 lag', '等待 waits for', '搁置 parked'],
  });
  for (const { projection, generation, version, lagEvents, lagSeconds, waitingFor, parked } of rows) {
    table.push([projection, generation ?? '—', version ?? '—', `${lagEvents} (${lagSeconds.toFixed(1)} s)`, waitingFor ?? '—', parked]);
  }
  console.log(table.toString());
}

/** `projections rebuild NAME`: builds a generation beside the live one, proves it equal and switches. Fails where the proof does. */
export async function rebuild(name: string, options: { readonly approve?: string; readonly replace?: string }): Promise<void> {
  const body = {
    name,
    ...(options.approve && { approve: { reason: options.approve } }),
    ...(options.replace && { replace: { reason: options.replace } }),
  };
  const job = await follow(await operator(), 'rebuild', body);
  const { generation, version } = job.rebuilt ?? {};
  console.log(
    `已重建并切换：${name} 第 ${generation} 代（版本 ${version}）。 Rebuilt, proved equal and switched: ${name} generation ${generation} (version ${version}).`,
  );
}

/** `projections verify NAME`: proves the live model without stopping it. Fails where it is not what the events say. */
export async function verify(name: string): Promise<void> {
  const job = await follow(await operator(), 'verify', { name });
  console.log(
    `核对一致：${name}（暂停 ${job.proof?.pausedMs ?? 0} 毫秒）。 Equal: ${name} (stood still for ${job.proof?.pausedMs ?? 0} ms).`,
  );
}

async function follow(caller: Caller, kind: 'rebuild' | 'verify', body: unknown): Promise<Job> {
  let job = (await caller.post<Job>(`/api/projections/${kind}`, body)).body;
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {phase} | {value}/{total} | {rate}/s | 剩余 left {left}',
    clearOnComplete: true,
    noTTYOutput: false,
  });
  bar.start(1, 0, { phase: '…', rate: 0, left: '—' });
  while (job.state === 'running') {
    await sleep(200);
    job = (await caller.get<Job>(`/api/projections/jobs/${job.id}`)).body;
    if (!job.progress) continue;
    const { phase, done, of, eventsPerSecond, secondsLeft } = job.progress;
    bar.setTotal(Math.max(of, 1));
    bar.update(done, { phase, rate: Math.round(eventsPerSecond), left: secondsLeft === undefined ? '—' : `${Math.ceil(secondsLeft)} s` });
  }
  bar.stop();
  if (job.state === 'done') return job;
  for (const sample of job.proof?.faults.samples ?? []) console.error(JSON.stringify(sample));
  throw new CommandFailed(
    `${job.name} 未通过：${job.failure?.code} ${job.failure?.detail}。线上读模型未改动。`,
    `${job.name} failed: ${job.failure?.code} ${job.failure?.detail}. The live model was left as it is.`,
  );
}
