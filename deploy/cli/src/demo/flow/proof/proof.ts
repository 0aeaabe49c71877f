import type { Story } from '../told/story.js';
import { eventually, type World } from '../world/world.js';

interface Job {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly proof: { readonly places: Readonly<Record<string, readonly string[]>> } | null;
  readonly failure: { readonly code: string; readonly detail: string } | null;
}

/** Tasks that the system has left for people, those of the installation's operators among them. */
export async function openTasks(world: World): Promise<number> {
  return (await world.as('operator-1').get<{ total: number }>('/api/views/process-tasks?open=true&limit=1')).body.total;
}

/** The read models are folded again beside the live ones and compared row by row. */
export async function proof(story: Story, world: World, tasksBefore: number): Promise<void> {
  const operator = world.as('operator-1');
  story.chapter('读模型的证明', 'The proof of the read models');
  await story.step('流程没有留下人工待办', 'no process has left a task for a person', async (step) => {
    const left = (await openTasks(world)) - tasksBefore;
    step.expect('人工待办 tasks', left, 0);
    step.show('人工待办 process-tasks: 无新增 none added');
  });
  for (const name of ['hall-queue', 'cases', 'figures', 'rating-cases', 'notices', 'people', 'transfers']) {
    await story.step(`${name}：由事件重建并逐行比较`, 'rebuilt from the events and compared row by row', async (step) => {
      const { id } = (await operator.post<Job>('/api/projections/verify', { name })).body;
      const {
        state,
        failure,
        proof: found,
      } = await eventually(`verification of ${name}`, async () => {
        const job = (await operator.get<Job>(`/api/projections/jobs/${id}`)).body;
        return job.state === 'running' ? undefined : job;
      });
      step.expect('相等 equal', { state, failure }, { state: 'done', failure: null });
      const events = Object.values(found?.places ?? {}).flat();
      step.show(`相等 equal · 事件 events ${events.reduce((sum, place) => sum + BigInt(place), 0n)}`);
    });
  }
}
