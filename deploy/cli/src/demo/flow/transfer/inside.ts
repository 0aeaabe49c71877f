import { addDays } from '@yimen/kernel';
import type { Story } from '../told/story.js';
import { eventually, type World } from '../world/world.js';
import { drafted, Member, office, organisationOf, runsOut } from './member.js';

const line = (row: Readonly<Record<string, unknown>>) =>
  `${String((row['stateLabel'] as { zh: string }).zh)} · 介绍信 letter ${String(row['letterNo'])} · 有效期至 valid through ${String(row['expiresOn'])}`;

/** A member moves to a community whose branch cannot receive: the letter goes to its 街道党工委, runs out, is issued anew, and he arrives. */
export async function memberInside(story: Story, world: World): Promise<void> {
  story.chapter('组织关系转接：系统内', 'A transfer of membership, both ends here');
  const [home, there, committee, target] = [
    await organisationOf(world, 'branch-yangshe'),
    await organisationOf(world, 'branch-jingang'),
    await organisationOf(world, 'party-yangshe'),
    await organisationOf(world, 'party-jingang'),
  ];
  const member = new Member(world, await world.newcomer());
  const since = world.today;

  await story.step('支部没有接收权限，转往其街道党工委', 'the branch cannot receive: the route leads to its committee', async (step) => {
    await member.enter(home);
    const draft = { ...drafted, target: there, outside: null };
    await member.move('branch-1', 'draft', draft);
    const routed = await member.last('branch-1', 'TransferDrafted');
    step.expect(
      '接收党委与拟编入支部 committee and branch',
      { kind: routed['kind'], committee: routed['targetCommittee'], branch: routed['targetBranch'] },
      { kind: 'ONLINE_IN_PROVINCE', committee: target, branch: there },
    );
    await step.refused(member.move('branch-1', 'draft', draft), { status: 409, code: 'wrong-state' });
    step.expect('接收方看不到草稿 a draft is no business of the target', await inboxOf(member), []);
    step.show('中共金港街道工作委员会 committee of Jingang；拟编入 for 金港街道社区党支部');
  });

  const first = await story.step('支部同意，党委开具三联介绍信', 'approved; the committee issues a letter of three parts', async (step) => {
    await member.move('branch-1', 'submit');
    await member.move('branch-1', 'branch-approve');
    await step.refused(member.move('branch-1', 'issue', office), { status: 403, code: 'forbidden' });
    await member.move('party-2', 'issue', office);
    const row = await member.transfer('party-3', 'transfer-inbox', 'issued');
    step.expect('有效期 validity', { ends: row['expiresOn'], name: row['name'] }, { ends: addDays(since, 30), name: member.person.name });
    step.show(`转入 inbox: ${line(row)}`);
    return { number: String(row['letterNo']), expiresOn: String(row['expiresOn']) };
  });

  await story.step('到期前提醒，逾期退回转出方', 'a reminder; expired, the case is back at the source', async (step) => {
    await runsOut(step, member, first.expiresOn);
    await step.refused(member.move('party-3', 'arrive', { number: first.number }), { status: 409, code: 'wrong-state' });
  });

  const number = await story.step('重新开具，旧编号作废', 'issued anew; the old number is void and stays listed', async (step) => {
    await member.move('party-2', 'reissue', office);
    const row = await member.transfer('party-2', 'transfer-outbox', 'issued');
    const old = await world.row('party-2', 'letter-numbers', { committee, number: first.number }, ({ state }) => state === 'void');
    step.expect('作废原因 because', old['because'], 'replaced');
    step.show(`编号簿 register: ${first.number} 作废 void（重新开具 replaced）→ ${String(row['letterNo'])}`);
    return String(row['letterNo']);
  });

  await story.step('报到、核对身份、接收', 'arrived, the identity compared, accepted', async (step) => {
    await step.refused(member.move('party-3', 'arrive', { number: first.number }), {
      status: 422,
      code: 'letter-differs',
      rule: 'COD06 letter',
    });
    await member.move('party-3', 'arrive', { number });
    const row = await member.transfer('party-3', 'transfer-inbox', 'arrived');
    step.show(`转入 inbox: 已报到 arrived · 决定期限 decision due ${String(row['dueOn'])}`);
    const stranger = await world.newcomer();
    await step.refused(member.move('party-3', 'accept', { identityNumber: stranger.identityNumber }), {
      status: 422,
      code: 'identity-differs',
    });
    await member.move('party-3', 'accept', { identityNumber: member.person.identityNumber });
  });

  await story.step('编入支部、回执、核销存根', 'a branch, the receipt, the stub', async (step) => {
    await member.move('party-3', 'assign-branch', { branch: there });
    await member.move('party-3', 'send-receipt', { receiptNo: number });
    await member.move('party-2', 'close');
    const row = await member.transfer('party-2', 'transfer-outbox', 'closed');
    step.show(`转出 outbox: 办结 closed ${String(row['closedOn'])} · 回执 receipt ${String(row['receiptNo'])}`);
    const history = await member.history('party-3', 2);
    step.expect(
      '每一法定日期一个支部 one branch on every date',
      history.map(({ branch, fromOn, untilOn }) => [branch, fromOn, untilOn]),
      [
        [home, since, addDays(world.today, -1)],
        [there, world.today, null],
      ],
    );
    for (const { branch, fromOn, untilOn } of history)
      step.show(
        `${branch === home ? '杨舍 Yangshe' : '金港 Jingang'}: ${String(fromOn)} – ${untilOn === null ? '今 now' : String(untilOn)}`,
      );
  });

  await story.step('党员统计，一人一次', 'the figures: each member once', async (step) => {
    const month = world.today.slice(0, 7);
    const row = await eventually('figures of the branch', async () => {
      const found = await world.rows('branch-2', 'party-figures', { from: month, until: month });
      return found.find((one) => one['organisation'] === there && Number(one['transferredIn']) > 0);
    });
    step.show(
      `金港街道社区党支部 ${month}: 党员 members ${String(row['members'])}，转入 in ${String(row['transferredIn'])}，转出 out ${String(row['transferredOut'])}`,
    );
    await step.refused(world.rows('town-1', 'party-figures', {}), { status: 403, code: 'forbidden' });
  });
}

async function inboxOf({ world, person }: Member) {
  return world.rows('party-3', 'transfer-inbox', { person: person.id });
}
