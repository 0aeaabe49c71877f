import { addWorkingDays } from '@yimen/kernel';
import type { Story } from '../told/story.js';
import type { World } from '../world/world.js';

/** Not satisfied: the visit's rating opens a case that somebody else deals with until it is closed. */
export async function badRating(story: Story, world: World, visit: string): Promise<void> {
  story.chapter('差评办理', 'A bad rating');
  const rating = `ratings/visit~${visit}`;
  const opinion = { level: 2, reasons: ['repeated-trips'], named: true };

  await story.step('现场评价：不满意（实名）', 'rated at the kiosk: not satisfied, by name', async (step) => {
    const { body } = await world.move('kiosk-1', `${rating}/rate-at-kiosk`, opinion);
    step.expect('评价 rating', body.status, 'given');
    await step.refused(world.move('kiosk-1', `${rating}/rate-at-kiosk`, { ...opinion, level: 5 }), { status: 409, code: 'wrong-state' });
  });

  const [id, responsible] = await story.step('流程立案', 'the process opens a rating case', async (step) => {
    const row = await world.row(
      'supervisor-1',
      'rating-cases',
      { hall: world.places.hall.id, open: 'true' },
      (each) => each['rating'] === `visit~${visit}`,
    );
    const due = addWorkingDays(world.today, world.policy.number('rating.bad.rectify_days'), world.calendar);
    step.expect('整改期限 due', { dueOn: row['dueOn'] }, due);
    step.expect('被评价人 rated', row['handler'], 'clerk-1');
    step.show(`差评清单 rating cases: 待受理 rated bad · 期限 due ${String(row['dueOn'])}`);
    return [String(row['ratingCase']), 'manager-1'] as const;
  });
  const at = `rating-cases/${id}`;

  await story.step('被评价人看不到评价，也不得核实', 'the rated clerk neither sees nor verifies it', async (step) => {
    await step.refused(world.item('clerk-1', `public-services/${rating}`), { status: 403, code: 'forbidden' });
    await step.refused(world.rows('clerk-1', 'rating-cases', {}), { status: 403, code: 'forbidden' });
    await world.move(responsible, `${at}/accept`);
    const finding = { finding: 'mistaken', explanation: '与本人无关' };
    await step.refused(world.move('clerk-1', `${at}/verify`, finding), { status: 403, code: 'forbidden' });
    step.show(`差评清单 rating cases: 已受理 accepted，首接负责人 responsible ${responsible}`);
  });

  await story.step('核实属实，立即整改', 'found true, rectified at once', async (step) => {
    await world.move(responsible, `${at}/verify`, { finding: 'true', explanation: '补正后又多跑一次' });
    await step.refused(world.move(responsible, `${at}/report`, { words: '已说明' }), { status: 422, code: 'rectify-first', rule: 'HC19' });
    const { readAfter } = await world.move(responsible, `${at}/rectify`, { way: 'at-once', plan: '领取结果可邮寄，重新培训告知要求' });
    const rows = await world.rows('supervisor-1', 'rating-cases', { hall: world.places.hall.id, open: 'true' }, readAfter);
    const row = rows.find((each) => each['ratingCase'] === id);
    step.expect('整改中 rectifying', { state: row?.['state'], finding: row?.['finding'] }, { state: 'rectifying', finding: 'true' });
    step.show('差评清单 rating cases: 属实 found true，整改中 rectifying');
  });

  await story.step('反馈、回访、办结', 'feedback, callback, closed', async (step) => {
    await world.move(responsible, `${at}/report`, { words: '今后可邮寄领取，感谢指正' });
    await step.refused(world.move(responsible, `${at}/close`), { status: 422, code: 'callback-first', rule: 'HC19' });
    await step.refused(world.move('supervisor-1', `${at}/call-back`, { reached: true, satisfied: true }), {
      status: 422,
      code: 'responsible-is-another',
      rule: 'HC19',
    });
    await world.move(responsible, `${at}/call-back`, { reached: true, satisfied: true });
    const { readAfter } = await world.move(responsible, `${at}/close`);
    const rows = await world.rows('supervisor-1', 'rating-cases', { hall: world.places.hall.id }, readAfter);
    const row = rows.find((each) => each['ratingCase'] === id);
    step.expect('按期办结 closed in time', { state: row?.['state'], inTime: row?.['inTime'] }, { state: 'closed', inTime: true });
    step.show('差评清单 rating cases: 已办结 closed，按期 in time');
  });
}
