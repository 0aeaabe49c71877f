import { randomUUID } from 'node:crypto';
import type { Story } from '../told/story.js';
import { deskRow } from '../course/submission.js';
import { callNext, comeToWindow, serve, windowsOf } from '../world/window.js';
import type { KnownPerson, Moved, World } from '../world/world.js';

/** A case at window 2 with these materials, submitted and checked. */
async function submitted(
  world: World,
  matter: 'A28' | 'A30',
  mode: string,
  applicant: KnownPerson,
  visit: string,
  provided: readonly string[],
): Promise<string> {
  const { second } = windowsOf(world);
  const papers = { item: world.places.items[matter], mode, applicant: applicant.id, noticeChannel: 'phone', provided, agent: null };
  const { body } = await world.move(second.clerk, 'cases/submit', { ...papers, phone: applicant.phone, hall: second.hall.id, visit });
  world.expected.casesReceived += 1;
  await world.move(second.clerk, `cases/${body.id}/check`, { provided });
  return body.id;
}

/** What else the second window sees that day. Answers a case that nobody will decide in time. */
export async function secondWindow(story: Story, world: World, lateTicket: string): Promise<{ readonly overdue: string }> {
  const { second } = windowsOf(world);
  const { items, hall } = world.places;
  story.chapter('二号窗口', 'The second window');

  await story.step(`${lateTicket} 再次被叫到，即办件当场办结`, `${lateTicket} is called again: an at-once case`, async (step) => {
    const visitor = await world.newcomer();
    step.expect('重排的号 called', (await callNext(world, second)).ticket, lateTicket);
    const visit = await serve(world, second, lateTicket, visitor.id);
    const id = await submitted(world, 'A30', 'at-once', visitor, visit, ['notice']);
    await world.move(second.clerk, `cases/${id}/finish-at-once`, { number: `即-${id.slice(0, 8)}`, proof: '当场领取' });
    world.expected.casesHandled += 1;
    const { status, history } = await world.item(second.clerk, `public-services/cases/${id}`);
    step.expect('当场办结 finished at once', status, 'delivered');
    step.show(`事件 events: ${history.map(({ type }) => type).join(' → ')}`);
    await world.move(second.clerk, `visits/${visit}/close`);
  });

  const overdue = await story.step('同一请求发送两次只办一次', 'the same request sent twice is done once', async (step) => {
    const visitor = await world.newcomer();
    const visit = await comeToWindow(world, step, second, 'A28', visitor.id);
    const body = {
      ...{ item: items.A28, mode: 'ordinary', applicant: visitor.id, noticeChannel: 'phone', agent: null },
      ...{ provided: ['form', 'income', 'lease'], hall: hall.id, visit },
    };
    const key = randomUUID();
    const post = (input: unknown) => world.as(second.clerk).post<Moved>('/api/public-services/cases/submit', input, { key });
    const [once, again] = [await post(body), await post(body)];
    world.expected.casesReceived += 1;
    const { repeated: first, ...answer } = once.body;
    const { repeated, ...answeredAgain } = again.body;
    step.expect('回答相同 same answer', [again.status, answeredAgain], [once.status, answer]);
    step.expect('第二次是重发 the second is a repeat', [first, repeated], [false, true]);
    const { history } = await world.item(second.clerk, `public-services/cases/${once.body.id}`);
    step.expect(
      '只有一个事件 one event',
      history.map(({ type }) => type),
      ['CaseSubmitted'],
    );
    await step.refused(post({ ...body, noticeChannel: 'post' }), { status: 422, code: 'idempotency-key-reused' });
    step.show('办件 case: 一个事件 one event CaseSubmitted，两次回答相同 the same answer twice');
    await world.move(second.clerk, `cases/${once.body.id}/check`, { provided: body.provided });
    await world.move(second.clerk, `cases/${once.body.id}/accept`);
    await world.move(second.clerk, `visits/${visit}/close`);
    return once.body.id;
  });

  await story.step('容缺受理，决定前须补齐', 'accepted with tolerance; nothing is granted before it is complete', async (step) => {
    const visitor = await world.newcomer();
    const visit = await comeToWindow(world, step, second, 'A28', visitor.id);
    const id = await submitted(world, 'A28', 'ordinary', visitor, visit, ['form', 'income']);
    const { readAfter } = await world.move(second.clerk, `cases/${id}/accept-with-tolerance`, { signature: `容缺-${id.slice(0, 8)}` });
    const row = await deskRow(world, id, readAfter);
    step.expect('容缺 tolerance', row['tolerance'], 'open');
    step.show(`容缺材料补齐期限 tolerated materials due ${String(row['toleranceDueOn'])}`);
    await world.move(second.clerk, `cases/${id}/dispatch`, { to: null });
    await world.move('handler-1', `cases/${id}/take`);
    const grant = () => world.move('handler-1', `cases/${id}/decide`, { outcome: 'granted', reason: null, remedy: null });
    await step.refused(grant(), { status: 422, code: 'tolerance-open', rule: 'XT23 tolerance' });
    await world.move(second.clerk, `cases/${id}/fulfil-tolerance`, { provided: ['lease'] });
    const decided = await grant();
    world.expected.casesHandled += 1;
    step.expect('补齐后准予 granted when complete', (await deskRow(world, id, decided.readAfter))['tolerance'], 'fulfilled');
    await world.move(second.clerk, `visits/${visit}/close`);
  });

  await story.step('受限事项只计数，不建办件', 'a restricted matter is counted, no case is opened', async (step) => {
    const { id: applicant } = await world.newcomer();
    const visit = await comeToWindow(world, step, second, 'A28', applicant);
    const papers = {
      item: items.A03,
      mode: 'ordinary',
      applicant,
      noticeChannel: 'phone',
      provided: [],
      agent: null,
      hall: hall.id,
      visit,
    };
    await step.refused(world.move(second.clerk, 'cases/submit', papers), {
      status: 422,
      code: 'matter-counted-only',
      rule: 'D-restricted-matter',
    });
    await world.move(second.clerk, `tallies/${hall.id}~${world.today}/count`, { hall: hall.id, item: items.A03, kind: 'handled' });
    world.expected.restrictedHandled += 1;
    step.show('计数 tally: 受限事项 restricted matter +1，无人、无票、无时刻 no person, no ticket, no time of day');
    await world.move(second.clerk, `visits/${visit}/close`);
  });
  return { overdue };
}
