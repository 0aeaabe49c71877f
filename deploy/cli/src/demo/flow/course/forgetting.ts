import { addDays } from '@yimen/kernel';
import { figuresLine, figuresOf, type Figures } from '../proof/figures.js';
import type { Story } from '../told/story.js';
import type { CaseUnderWay } from './submission.js';
import { eventually, type World } from '../world/world.js';

/** After the retention period two records officers let a person be forgotten; what was counted stays. */
export async function forgetting(story: Story, world: World, { id, applicant }: CaseUnderWay, before: Figures): Promise<void> {
  story.chapter('遗忘', 'Forgetting');
  const at = `/api/residents/persons/${applicant.id}`;
  const post = (account: string, move: string, input: unknown = {}) => world.as(account).post(`${at}/${move}`, input);
  const request = () => post('records-1', 'request-forgetting', { series: null, ground: '本人申请删除' });
  // As the community worker reads it who keeps the record, and once it is sealed the records officer.
  const person = (account = 'records-1') => world.item(account, `residents/persons/${applicant.id}`);
  const phone = async () => (await world.item('clerk-1', `public-services/cases/${id}`)).history[0]?.event['phone'];

  const until = await story.step(
    '申请删除：保存期内仅封存',
    'deletion asked for: inside the retention period the record is only sealed',
    async (step) => {
      step.expect('此前可读 readable before', [(await person('worker-1')).state['name'], await phone()], [applicant.name, applicant.phone]);
      const sealed = await post('worker-1', 'seal', { ground: 'deletion-requested' });
      await step.refused(world.as('worker-1').get(at), { status: 403, code: 'forbidden' });
      await step.refused(request(), { status: 422, code: 'retention-running', rule: 'PIPL 47' });
      const { rows } = (
        await world
          .as('clerk-1')
          .post<{ rows: readonly unknown[] }>(
            '/api/views/people',
            { identityNumber: applicant.identityNumber },
            { readAfter: sealed.readAfter },
          )
      ).body;
      step.expect('封存后窗口查不到 sealed, the window finds nobody', rows, []);
      step.show('人员查询 people: 仅档案管理员可见 for the records officers only');
      return addDays(world.today, world.policy.number('retention.identity.days'));
    },
  );

  await world.advanceTo(addDays(until, 1));
  await story.step(`${world.today} 期满，一人申请、另一人批准`, 'the period is over: one officer asks, another agrees', async (step) => {
    await request();
    await step.refused(post('records-1', 'approve-forgetting'), { status: 422, code: 'second-person', rule: 'D-two-persons' });
    await post('records-2', 'approve-forgetting');
    const { status, state } = await person();
    step.expect('批准 approved', status, 'forgetting-approved');
    step.show(`人员 person: 批准销毁 approved，等待期至 waits until ${String(state['waitUntil'])}`);
  });

  await world.advanceTo(addDays(world.today, world.policy.number('retention.destruction.wait_days') + 1));
  await story.step(`${world.today} 等待期满，密钥销毁`, 'the waiting time is over: the keys are destroyed', async (step) => {
    await eventually(`destruction of ${applicant.id}`, async () => ((await person()).status === 'destroyed' ? true : undefined));
    step.expect('姓名已销毁 the name is gone', (await person()).history[0]?.event['name'], { forgotten: true });
    step.expect('办件中的电话已销毁 the phone in the case is gone', await phone(), { forgotten: true });
    step.show('人员 person: 已遗忘 forgotten；密封字段不可恢复 the sealed fields are beyond recovery');
  });

  await story.step('查不到本人，计数不变', 'nobody finds the person, the counts stay', async (step) => {
    const { rows } = (
      await world.as('clerk-1').post<{ rows: readonly unknown[] }>('/api/views/people', { identityNumber: applicant.identityNumber })
    ).body;
    step.expect('按号码查询 by the number', rows, []);
    const after = await figuresOf(world);
    step.expect('大厅数据 figures', after, before);
    step.show(figuresLine(after));
  });
}
