import { addWorkingDays, workingDaysBetween } from '@yimen/kernel';
import type { Story } from '../told/story.js';
import { deskRow, dueIn, type CaseUnderWay } from './submission.js';
import { comeToWindow, deskLine, windowsOf } from '../world/window.js';
import type { World } from '../world/world.js';

/** Dispatched, handled, paused and resumed, decided. */
export async function handling(story: Story, world: World, { id, acceptedOn, dueOn }: CaseUnderWay): Promise<void> {
  story.chapter('办理', 'Handling');

  await story.step('分拨到民政局并承办', 'passed to the civil affairs bureau and taken on', async (step) => {
    await world.move('clerk-1', `cases/${id}/dispatch`, { to: null });
    const { readAfter } = await world.move('handler-1', `cases/${id}/take`);
    const row = await deskRow(world, id, readAfter);
    step.expect('承办 handler', { by: row['handledBy'], handler: row['handler'] }, { by: world.places.civilAffairs, handler: 'handler-1' });
    step.show(deskLine(row));
  });

  await world.advanceTo(world.workday(1));
  const pausedOn = world.today;
  await story.step(`${pausedOn} 专家评审，暂停计时`, 'the limit is paused for an expert review', async (step) => {
    const { readAfter } = await world.move('handler-1', `cases/${id}/pause`, { ground: 'expert-review' });
    const row = await deskRow(world, id, readAfter);
    step.expect(
      '暂停 paused',
      { state: row['state'], from: row['pausedFrom'], dueOn: row['dueOn'] },
      { state: 'paused', from: pausedOn, dueOn: null },
    );
    step.show(deskLine(row));
  });

  await world.advanceTo(world.workday(3));
  await story.step(`${world.today} 恢复计时，期限顺延`, 'resumed: the due date moves by the paused working days', async (step) => {
    const { readAfter } = await world.move('handler-1', `cases/${id}/resume`);
    const row = await deskRow(world, id, readAfter);
    const pause = { pausedOn, resumedOn: world.today };
    const resumed = String(row['dueOn']);
    step.expect('新期限 new due date', { dueOn: resumed }, addWorkingDays(acceptedOn, 10, world.calendar, [pause]));
    step.expect(
      '顺延的工作日 moved by',
      workingDaysBetween(dueOn, resumed, world.calendar),
      workingDaysBetween(pausedOn, world.today, world.calendar),
    );
    step.show(`期限 due ${dueOn} → ${resumed}`);
  });

  await story.step('非行政许可不得延期', 'what is no licence is not extended', async (step) => {
    const request = world.move('department-1', `cases/${id}/extend`, { reason: '需要更多时间' });
    await step.refused(request, { status: 422, code: 'extension-beyond-guide', rule: 'D-promised-limit' });
  });

  await story.step('作出准予决定，结果制作完成', 'decided: granted; the result is made', async (step) => {
    await world.move('handler-1', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
    world.expected.casesHandled += 1;
    const { readAfter } = await world.move('handler-1', `cases/${id}/make-ready`, { number: `示字-${id.slice(0, 8)}` });
    const row = await deskRow(world, id, readAfter);
    step.expect(
      '按期 in time',
      { inTime: row['inTime'], dueOn: row['dueOn'] },
      { inTime: true, dueOn: dueIn(world, 'licence.deliver_days') },
    );
    await world.row('clerk-1', 'notices', { case: id, kind: 'result-ready' }, ({ state }) => state === 'sent');
    step.show(`${deskLine(row)} · 领取通知已发 the applicant is told`);
  });
}

/** Handed over at a window: a visit of its own. Answers the visit. */
export async function handOver(story: Story, world: World, { id, applicant }: CaseUnderWay): Promise<string> {
  const { first } = windowsOf(world);
  story.chapter('送达', 'Delivery');
  await world.advanceTo(world.workday(1));
  const visit = await story.step('申请人来领取结果', 'the applicant comes for the result', (step) =>
    comeToWindow(world, step, first, 'A28', applicant.id),
  );
  await story.step('窗口送达，接待结束', 'handed over at the window', async (step) => {
    const { readAfter } = await world.move(first.clerk, `cases/${id}/deliver`, {
      way: 'window',
      receivedBy: 'applicant',
      proof: `签收-${id.slice(0, 8)}`,
      visit,
    });
    await world.move(first.clerk, `visits/${visit}/close`);
    const { status, state } = await world.item(first.clerk, `public-services/cases/${id}`);
    step.expect('办件 case', status, 'delivered');
    const open = await world.rows('manager-1', 'desk', { case: id }, readAfter);
    step.expect('不再待办 off the desk', open, []);
    step.show(`已送达 delivered · 评价期至 rated until ${dueIn(world, 'rating.window')}（${String(state['outcome'])}）`);
  });
  return visit;
}
