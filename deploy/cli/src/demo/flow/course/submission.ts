import { addWorkingDays, dueAfter } from '@yimen/kernel';
import type { Received } from './reception.js';
import type { Story } from '../told/story.js';
import { deskLine, windowsOf } from '../world/window.js';
import type { KnownPerson, World } from '../world/world.js';

/** A case that goes through the whole course. */
export interface CaseUnderWay {
  readonly id: string;
  readonly applicant: KnownPerson;
  readonly acceptedOn: string;
  /** Due date as of acceptance. */
  readonly dueOn: string;
}

export async function deskRow(world: World, id: string, readAfter?: string) {
  const [row] = await world.rows('manager-1', 'desk', { case: id }, readAfter);
  if (!row) throw new Error(`the desk list has no case ${id}`);
  return row;
}

/** Submitted with a material missing, asked for once. */
export async function submission(story: Story, world: World, { applicant, visit }: Received): Promise<string> {
  const { first } = windowsOf(world);
  story.chapter('提交与一次性告知', 'Submission and the one supplement notice');

  const id = await story.step('窗口提交，缺收入说明', 'submitted at the window, the statement of income is missing', async (step) => {
    const { body, readAfter } = await world.move(first.clerk, 'cases/submit', {
      item: world.places.items.A28,
      mode: 'ordinary',
      applicant: applicant.id,
      noticeChannel: 'sms',
      provided: ['form', 'lease'],
      agent: null,
      phone: applicant.phone,
      hall: first.hall.id,
      visit,
    });
    world.expected.casesReceived += 1;
    const row = await deskRow(world, body.id, readAfter);
    const missing = (row['missing'] as { key: string }[]).map(({ key }) => key);
    step.expect('缺少的材料 missing', missing, ['income']);
    step.expect('告知期限 notice due', row['dueOn'], dueIn(world, 'case.check_days'));
    step.expect('窗口可见电话 the window may see the phone', row['phone'], applicant.phone);
    const [audited] = await world.rows('auditor-1', 'desk', { case: body.id }, readAfter);
    step.expect('审计看不到电话 the auditor may not', audited?.['phone'], { sealed: true });
    step.show(deskLine(row));
    return body.id;
  });

  await story.step('当场审核', 'the papers are checked on the spot', async (step) => {
    const { readAfter } = await world.move(first.clerk, `cases/${id}/check`, { provided: ['form', 'lease'] });
    step.show(deskLine(await deskRow(world, id, readAfter)));
  });

  await story.step('不得索要可共享的户籍信息', 'what data sharing gives may not be asked for', async (step) => {
    const gaps = ['income', 'household'].map((key) => ({ key, gap: 'missing' }));
    const request = world.move(first.clerk, `cases/${id}/request-supplement`, { gaps });
    await step.refused(request, { status: 422, code: 'material-by-sharing', rule: 'OGS19 7' });
  });

  const notice = await story.step('一次性告知补正，短信发出', 'one supplement notice goes out', async (step) => {
    const { readAfter } = await world.move(first.clerk, `cases/${id}/request-supplement`, { gaps: [{ key: 'income', gap: 'missing' }] });
    const row = await deskRow(world, id, readAfter);
    step.expect(
      '送达前不起算 no period before delivery',
      { supplement: row['supplement'], dueOn: row['dueOn'] },
      { supplement: 'requested', dueOn: null },
    );
    const sent = await world.row(first.clerk, 'notices', { case: id, kind: 'supplement' }, ({ state }) => state === 'sent');
    const { zh, en } = sent['body'] as { readonly zh: string; readonly en: string };
    step.show(`通知 notice: ${zh} ${en}`);
    return String(sent['notice']);
  });

  await story.step('登记送达凭证，补正期限起算', 'delivery is proved and the period starts', async (step) => {
    const proof = { kind: 'channel-receipt', reference: `sms-${notice.slice(0, 8)}` };
    await world.move(first.clerk, `notices/${notice}/deliver`, { deliveredOn: world.today, proof });
    const row = await world.row('manager-1', 'desk', { case: id }, ({ supplement }) => supplement === 'delivered');
    step.expect('补正期限 supplement due', row['dueOn'], dueIn(world, 'case.supplement_days'));
    step.show(deskLine(row));
  });

  await story.step('接待结束', 'hand-over: the visit is over', async (step) => {
    await world.move(first.clerk, `visits/${visit}/close`);
    step.expect('来访 visit', (await world.item(first.clerk, `public-services/visits/${visit}`)).status, 'closed');
    step.show('来访 visit: 接待结束 closed，可评价一次 may be rated once');
  });
  return id;
}

/** Completed the day after, and accepted with its due date. */
export async function acceptance(story: Story, world: World, id: string, applicant: KnownPerson): Promise<CaseUnderWay> {
  const { first } = windowsOf(world);
  story.chapter('补正与受理', 'Supplement and acceptance');

  await story.step('补交收入说明', 'the statement of income is handed in', async (step) => {
    const { readAfter } = await world.move(first.clerk, `cases/${id}/supplement`, { provided: ['income'] });
    const row = await deskRow(world, id, readAfter);
    step.expect('已补齐 complete', { state: row['state'], missing: row['missing'] }, { state: 'supplemented', missing: [] });
    step.show(deskLine(row));
  });

  await story.step('第二次补正告知被拒绝', 'a second supplement notice is refused', async (step) => {
    const request = world.move(first.clerk, `cases/${id}/request-supplement`, { gaps: [{ key: 'lease', gap: 'illegible' }] });
    await step.refused(request, { status: 422, code: 'one-notice-only', rule: 'D-supplement-once' });
  });

  return story.step('受理，期限按工作日历计算', 'accepted; the due date goes by the working-day calendar', async (step) => {
    const { readAfter } = await world.move(first.clerk, `cases/${id}/accept`);
    const row = await deskRow(world, id, readAfter);
    const due = dueAfter(world.today, { amount: 10, unit: 'WD' }, world.calendar);
    step.expect('承诺期限 promised limit', { dueOn: row['dueOn'] }, due);
    step.show(deskLine(row));
    return { id, applicant, acceptedOn: world.today, dueOn: String(row['dueOn']) };
  });
}

/** The day on which a period of policy that starts today ends. */
export function dueIn(world: World, parameter: string): string {
  const due = addWorkingDays(world.today, world.policy.number(parameter), world.calendar);
  if (!('dueOn' in due)) throw new Error(`the calendar does not reach far enough from ${world.today}`);
  return due.dueOn;
}
