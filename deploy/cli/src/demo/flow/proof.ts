import type { Story } from './story.js';
import { eventually, type World } from './world.js';

interface Job {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly failure: { readonly code: string; readonly detail: string } | null;
}

/** The read models are folded again beside the live ones and compared row by row. */
export async function proof(story: Story, world: World): Promise<void> {
  const operator = world.as('operator-1');
  story.chapter('读模型的证明', 'The proof of the read models');
  await story.step('流程没有留下待办', 'no process has left a task for a person', async (step) => {
    const left = await world.rows('operator-1', 'process-tasks', { open: 'true', limit: '100' });
    step.expect(
      '人工待办 tasks',
      left.map(({ task, code }) => [task, code]),
      [],
    );
  });
  for (const name of ['cases', 'figures', 'people']) {
    await story.step(`${name}：由事件重建并比较`, 'rebuilt from the events and compared', async (step) => {
      const { id } = (await operator.post<Job>('/api/projections/verify', { name })).body;
      const ended = await eventually(`verification of ${name}`, async () => {
        const job = (await operator.get<Job>(`/api/projections/jobs/${id}`)).body;
        return job.state === 'running' ? undefined : job;
      });
      step.expect('相等 equal', { state: ended.state, failure: ended.failure }, { state: 'done', failure: null });
    });
  }
}
