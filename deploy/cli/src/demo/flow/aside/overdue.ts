import type { Story } from '../told/story.js';
import { dueIn, deskRow } from '../course/submission.js';
import { comeToWindow, windowsOf } from '../world/window.js';
import type { World } from '../world/world.js';

/** A case that ran past its date: seen in the lists, complained of at its window, answered, decided late. */
export async function overdueCase(story: Story, world: World, id: string): Promise<void> {
  const { second } = windowsOf(world);
  story.chapter('超期与“办不成事”', 'Overdue, and what could not be done');

  await story.step('超期办件出现在清单', 'the overdue case is in the lists', async (step) => {
    const row = await world.row('manager-1', 'overdue', { case: id });
    step.expect('超期 overdue', { overdue: row['overdue'], state: row['state'] }, { overdue: true, state: 'accepted' });
    step.show(`超期清单 overdue: 期限 due ${String(row['dueOn'])}，今日 today ${world.today}，${String(row['daysLeft'])} 天 days`);
    const onDesk = await world.rows('manager-1', 'desk', { case: id, overdue: 'true' });
    step.expect('待办清单标记超期 marked on the desk list', onDesk.length, 1);
  });

  const applicant = String((await deskRow(world, id))['applicant']);
  await story.step('到“办不成事”窗口登记', 'logged at the window for what could not be done', async (step) => {
    const visit = await comeToWindow(world, step, second, 'A28', applicant);
    const log = (window: string) =>
      world.move(second.clerk, `cases/${id}/log-cannot-do`, { trouble: 'overdue', hall: second.hall.id, window });
    await step.refused(log(second.window), { status: 422, code: 'not-a-cannot-do-window', rule: 'XT23 cannot-do' });
    const { readAfter } = await log('9');
    const [row] = await world.rows('manager-1', 'cannot-do', { case: id, answered: 'false' }, readAfter);
    step.expect('答复期限 answer due', row?.['cannotDoDueOn'], dueIn(world, 'case.cannot_do_days'));
    step.show(`办不成事清单 cannot-do: 答复期限 answer due ${String(row?.['cannotDoDueOn'])}`);
    await world.move(second.clerk, `visits/${visit}/close`);
  });

  await story.step('转办、答复，补作决定（超期）', 'routed and answered; decided late', async (step) => {
    await world.move(second.clerk, `cases/${id}/route-cannot-do`, { to: world.places.civilAffairs });
    await world.move('handler-1', `cases/${id}/take`);
    await world.move('handler-1', `cases/${id}/answer-cannot-do`, { outcome: 'done', answer: '已致歉并于当日作出决定' });
    const { readAfter } = await world.move('handler-1', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
    world.expected.casesHandled += 1;
    const row = await deskRow(world, id, readAfter);
    step.expect('超期决定 decided late', { inTime: row['inTime'], cannotDo: row['cannotDo'] }, { inTime: false, cannotDo: 'answered' });
    step.show('待办清单 desk: 已决定 decided，超期 late');
  });
}
