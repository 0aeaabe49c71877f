import Table from 'cli-table3';
import type { Caller } from '../door/door.js';
import { operator } from '../operate/connect.js';
import { CommandFailed } from './failed.js';
import { progressBar, type Shown } from './progress-bar.js';

interface Status {
  readonly projection: string;
  readonly generation?: number;
  readonly version?: number;
  readonly leading: boolean;
  readonly waitingFor?: string;
  /** What does not mend by itself. */
  readonly trouble?: { readonly zh: string; readonly en: string };
  readonly lagEvents: string;
  readonly lagSeconds: number;
  readonly parked: number;
}

interface Job {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: 'running' | 'done' | 'failed';
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
  for (const { projection, trouble } of rows) if (trouble) console.log(`! ${projection}：${trouble.zh} ${trouble.en}`);
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

/** `projections rollback NAME`: catches the previous generation up, proves it and moves the pointer back. Fails where there is none. */
export async function rollback(name: string): Promise<void> {
  const { rebuilt } = await follow(await operator(), 'rollback', { name });
  console.log(
    `已退回：${name} 第 ${rebuilt?.generation} 代（版本 ${rebuilt?.version}）。 Rolled back: ${name} generation ${rebuilt?.generation} (version ${rebuilt?.version}).`,
  );
}

/** `projections verify NAME`: proves the live model without stopping it. Fails where it is not what the events say. */
export async function verify(name: string): Promise<void> {
  const job = await follow(await operator(), 'verify', { name });
  console.log(
    `核对一致：${name}（暂停 ${job.proof?.pausedMs ?? 0} 毫秒）。 Equal: ${name} (stood still for ${job.proof?.pausedMs ?? 0} ms).`,
  );
}

async function follow(caller: Caller, kind: 'rebuild' | 'verify' | 'rollback', body: unknown): Promise<Job> {
  const begun = (await caller.post<Job>(`/api/projections/${kind}`, body)).body;
  const bar = progressBar();
  let job = begun;
  try {
    for await (const { data } of caller.events(`/api/projections/jobs/${begun.id}/changes`)) {
      const told = JSON.parse(data) as Shown | Job;
      if ('phase' in told) bar.show(told);
      else job = told;
    }
  } finally {
    bar.stop();
  }
  if (job.state === 'done') return job;
  if (job.state === 'running')
    throw new CommandFailed(
      `${job.name}：服务停止，作业中断；再次执行即从中断处继续。`,
      `${job.name}: the service stopped, and the job with it; run it again, it goes on from there.`,
    );
  for (const sample of job.proof?.faults.samples ?? []) console.error(JSON.stringify(sample));
  throw new CommandFailed(
    `${job.name} 未通过：${job.failure?.code} ${job.failure?.detail}。线上读模型未改动。`,
    `${job.name} failed: ${job.failure?.code} ${job.failure?.detail}. The live model was left as it is.`,
  );
}
