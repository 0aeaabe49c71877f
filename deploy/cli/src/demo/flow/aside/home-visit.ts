import type { Story } from '../told/story.js';
import { comeToWindow, windowsOf } from '../world/window.js';
import type { World } from '../world/world.js';

/** 上门办: two of the staff go to the applicant's home. */
export async function homeVisit(story: Story, world: World): Promise<{ finish(): Promise<void> }> {
  const { community: at } = windowsOf(world);
  const staff = ['worker-1', 'worker-2'] as const;
  story.chapter('上门办', 'A home visit');
  const visitor = await world.newcomer();

  const id = await story.step('社区窗口收件，上门办', 'received at the community hall, to be done at home', async (step) => {
    const visit = await comeToWindow(world, step, at, 'A48', visitor.id);
    const papers = {
      item: world.places.items.A48,
      mode: 'home-visit',
      applicant: visitor.id,
      noticeChannel: 'phone',
      provided: ['request'],
      agent: null,
    };
    const submit = (fields: object) => world.move(at.clerk, 'cases/submit', { ...papers, ...fields, hall: at.hall.id, visit });
    await step.refused(submit({}), { status: 422, code: 'field-missing', rule: 'D-field-ground' });
    const { body } = await submit({ address: visitor.address });
    await world.move(at.clerk, `cases/${body.id}/check`, { provided: ['request'] });
    await world.move(at.clerk, `cases/${body.id}/accept`);
    await world.move(at.clerk, `visits/${visit}/close`);
    step.show('待办清单 desk: 已受理 accepted，上门办 home visit');
    return body.id;
  });

  const appointment = world.workday(1);
  await story.step(`预约 ${appointment} 两人上门`, 'two of the staff have an appointment', async (step) => {
    const arrange = (who: readonly string[]) =>
      world.move(at.clerk, `cases/${id}/arrange-home-visit`, { address: visitor.address, staff: who, appointment, part: 'morning' });
    await step.refused(arrange([staff[0], staff[0]]), { status: 422, code: 'two-staff', rule: 'D-home-visit' });
    const { readAfter } = await arrange(staff);
    const [row] = await world.rows('manager-2', 'desk', { case: id }, readAfter);
    step.expect('上门日期 appointment', row?.['homeVisitOn'], appointment);
    await world.move(at.clerk, `cases/${id}/dispatch`, { to: null });
    await world.move('handler-1', `cases/${id}/take`);
    const decide = world.move('handler-1', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
    await step.refused(decide, { status: 422, code: 'home-visit-first', rule: 'D-home-visit' });
  });

  return {
    finish: () =>
      story.step('上门办理后作出决定', 'decided after the visit at home', async (step) => {
        await world.move(at.clerk, `cases/${id}/log-home-visit`, { staff, outcome: 'done' });
        const { readAfter } = await world.move('handler-1', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
        const [row] = await world.rows('manager-2', 'desk', { case: id }, readAfter);
        step.expect('上门办理 home visit', { done: row?.['homeVisitDone'], outcome: row?.['outcome'] }, { done: true, outcome: 'granted' });
        step.show('方式单独计数：上门办 counted apart: home visit');
      }),
  };
}
