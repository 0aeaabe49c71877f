import type { Story } from '../told/story.js';
import type { World } from '../world/world.js';

/** An online case: accepted on a promise, delivered, rated once by the applicant himself. */
export async function onlineCase(story: Story, world: World): Promise<void> {
  const me = world.places.resident;
  story.chapter('网上办件', 'An online case');

  const id = await story.step('居民网上提交居住证申领', 'a resident submits online', async (step) => {
    const papers = {
      item: world.places.items.A49,
      mode: 'ordinary',
      applicant: me,
      noticeChannel: 'online',
      provided: ['form', 'residence'],
      agent: null,
    };
    const { body, readAfter } = await world.move('resident-1', 'cases/submit-online', papers);
    const mine = await world.rows('resident-1', 'my-cases', { case: body.id }, readAfter);
    step.expect(
      '我的办件 my cases',
      mine.map(({ state, channel }) => [state, channel]),
      [['submitted', 'online']],
    );
    step.expect('他人看不到 others see nothing', await world.rows('resident-2', 'my-cases', { case: body.id }, readAfter), []);
    step.show('我的办件 my cases: 已提交 submitted');
    return body.id;
  });

  await story.step('预审后告知承诺受理', 'checked, and accepted on a promise', async (step) => {
    await world.move('handler-2', `cases/${id}/check`, { provided: ['form', 'residence'] });
    const { readAfter } = await world.move('handler-2', `cases/${id}/accept-on-promise`, { signature: `承诺-${id.slice(0, 8)}` });
    const [row] = await world.rows('resident-1', 'my-cases', { case: id }, readAfter);
    step.expect('告知承诺 promise', row?.['promise'], 'open');
    step.show(`我的办件 my cases: 已受理 accepted · 期限 due ${String(row?.['dueOn'])}`);
    await world.move('handler-2', `cases/${id}/take`);
    await world.move('handler-2', `cases/${id}/check-promise`, { kept: true });
  });

  await story.step('决定并网上送达', 'decided and delivered online', async (step) => {
    await world.move('handler-2', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
    await world.move('handler-2', `cases/${id}/make-ready`, { number: `居-${id.slice(0, 8)}` });
    const { readAfter } = await world.move('handler-2', `cases/${id}/deliver`, {
      way: 'online',
      receivedBy: 'applicant',
      proof: '电子签收',
    });
    const [row] = await world.rows('resident-1', 'my-cases', { case: id }, readAfter);
    step.expect('我的办件 my cases', { state: row?.['state'], promise: row?.['promise'] }, { state: 'delivered', promise: 'kept' });
    step.show('我的办件 my cases: 已送达 delivered，承诺属实 promise kept');
  });

  await story.step('线上评价一次，不得重复', 'rated online once and not again', async (step) => {
    const rate = (account: string, person: string, level: number) =>
      world.move(account, `ratings/case~${id}/rate-online`, { person, level, reasons: [], named: true });
    await step.refused(rate('resident-2', me, 1), { status: 403, code: 'forbidden' });
    step.expect('评价 rating', (await rate('resident-1', me, 5)).body.status, 'given');
    await step.refused(rate('resident-1', me, 1), { status: 409, code: 'wrong-state' });
    step.show('好差评 rating: 5 非常满意 very satisfied，计入承办部门 counted for the department');
  });
}
