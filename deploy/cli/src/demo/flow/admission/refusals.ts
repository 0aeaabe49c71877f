import type { Bodies } from '../money/places.js';
import type { Story } from '../told/story.js';
import type { Row, World } from '../world/world.js';

const COUNTY = '320582000000';
/** What the county adopts into its lists for this story: an own duty, assistance, and a matter of the negative list. */
const adopted = ['S15', 'A28', 'F01'] as const;

interface Tasks {
  /** An application that was rejected, and one that stands in a list. */
  readonly rejected: string;
  readonly standing: string;
}

/** A community refuses what stands on no list or on the negative one; what stands on a list it may not refuse. */
export async function refusals(story: Story, world: World, bodies: Bodies, { rejected, standing }: Tasks): Promise<void> {
  const { community, department, office } = bodies;
  const refuse = (task: string, input: { matter: string | null; application: string | null; reason: string }) =>
    world.move('director-1', 'task-refusals', { county: COUNTY, community, department, task, ...input });
  const may = async (filters: Readonly<Record<string, string>>, readAfter?: string) =>
    (await world.rows('director-1', 'refusable-tasks', { community, ...filters }, readAfter))[0];

  const readAfter = await story.step('三张清单公布', 'the lists are published', async (step) => {
    const lines = await world.rows('director-1', 'matter-registers', { county: COUNTY, limit: '100' });
    const known = new Set(lines.filter((line) => line['application'] === null).map((line) => line['matter']));
    const matters = adopted.filter((id) => !known.has(id));
    if (matters.length === 0) return undefined;
    const input = { office, matters, approval: '张政发〔2026〕5号', from: world.today };
    // The county government approves the lists, by the secretary of its joint meeting, and says which office keeps them.
    const answer = await world.move('meeting-1', `matter-registers/${COUNTY}/adopt`, input);
    step.show(`${matters.join('、')} 列入清单 adopted`);
    return answer.readAfter;
  });
  await story.step('社区拒绝清单外事项，不影响评分', 'a community refuses a task on no list; no score falls', async (step) => {
    const row = await may({ application: rejected }, readAfter);
    step.expect('可以拒绝 it may be refused', row?.['reason'], 'NOT_ON_LIST');
    step.show(`${String((row?.['why'] as Row)['zh'])}；${String(((row?.['noScore'] as Row)['title'] as Row)['zh'])}`);
    const { body, readAfter: token } = await refuse('每月住户报表', { matter: null, application: rejected, reason: 'NOT_ON_LIST' });
    const seen = await world.rows('department-1', 'task-refusals', { limit: '100' }, token);
    step.expect('部门看到 seen by the department', seen.find((one) => one['refusal'] === body.id)?.['countsAgainst'], false);
  });
  await story.step('社区拒绝负面清单事项', 'and one of the negative list', async (step) => {
    const row = await may({ matter: 'F01' }, readAfter);
    const source = row?.['source'] as Row | undefined;
    step.expect('理由 reason', [row?.['reason'], source?.['rule']], ['NEGATIVE_LIST', 'MCA15']);
    step.expect(
      '已拒绝 refused',
      (await refuse('招商引资', { matter: 'F01', application: null, reason: 'NEGATIVE_LIST' })).body.status,
      'refused',
    );
  });
  await story.step('在清单内的不得拒绝', 'what stands on a list may not be refused', async (step) => {
    step.expect('法定协助 help by law', (await may({ matter: 'A28' }, readAfter))?.['refusable'], false);
    await step.refused(refuse('人口普查', { matter: null, application: standing, reason: 'NOT_ON_LIST' }), {
      status: 422,
      code: 'on-a-list',
    });
  });
}
