import { addDays, type IsoDate } from '@yimen/kernel';
import { ProblemAnswered } from '../../../door/door.js';
import type { Story } from '../told/story.js';
import type { KnownPerson, Row, World } from '../world/world.js';
import { archive, drafted, Member, office, organisationOf, runsOut, said } from './member.js';

/** What came back from the other end: its receipt, and the papers that prove it. */
interface Receipt {
  readonly arrivedOn: IsoDate;
  readonly assignedOn: IsoDate;
  readonly branchName: string;
}

const outside = { title: '另一示例市示例街道党工委', province: '31', connection: 'national', closedChannel: false };
const ours = { title: '中共杨舍镇委员会', province: '32', connection: 'national', closedChannel: false };

/**
 * A member moves to another installation. Where it is given, its people receive the letter in their own book; where it is not, what happens there
 * is recorded here from evidence only. In both cases the source answers for him until the receipt is recorded (13.2).
 */
export async function memberToOutside(story: Story, world: World, other: World | undefined): Promise<void> {
  story.chapter('组织关系转接：转往另一套系统', 'A transfer of membership to another installation');
  const home = await organisationOf(world, 'branch-yangshe');
  if (other) await meet(world, other);
  const member = new Member(world, await world.newcomer());
  const since = world.today;

  const first = await story.step(
    '开具介绍信，转出方继续负责',
    'a letter to another installation; the source stays responsible',
    async (step) => {
      await member.enter(home);
      await step.refused(member.move('branch-1', 'draft', { ...drafted, target: null, outside: { ...outside, closedChannel: true } }), {
        status: 422,
        code: 'special-channel',
        rule: 'D-transfer-special',
      });
      await member.move('branch-1', 'draft', { ...drafted, target: null, outside });
      await member.move('branch-1', 'submit');
      await member.move('branch-1', 'branch-approve');
      await member.move('party-2', 'issue', office);
      const row = await member.transfer('party-2', 'transfer-outbox', 'issued');
      step.show(
        `转出 outbox: 介绍信 letter ${String(row['letterNo'])} → ${String(row['outside'])} · 有效期至 valid through ${String(row['expiresOn'])}`,
      );
      return letterOf(row);
    },
  );

  const letter = await story.step(
    '到期前提醒，逾期退回；告知对方后重新开具',
    'a reminder; expired, back at the source; issued anew once the other end was told',
    async (step) => {
      await runsOut(step, member, first.expiresOn);
      await step.refused(member.move('party-2', 'reissue', { ...office, receiverTold: null }), {
        status: 422,
        code: 'receiver-not-told',
        rule: 'D-transfer-lost',
      });
      const receiverTold = { number: '告〔2026〕1号', on: world.today, who: outside.title, document: '告知函存根' };
      await member.move('party-2', 'reissue', { ...office, receiverTold });
      const row = await member.transfer('party-2', 'transfer-outbox', 'issued');
      step.show(
        `转出 outbox: ${first.letterNo} 作废 void → ${String(row['letterNo'])} · 有效期至 valid through ${String(row['expiresOn'])}`,
      );
      return letterOf(row);
    },
  );

  const receipt = other ? await received(story, world, other, member.person, letter) : await told(story, world, member);

  await story.step(
    '登记回执：责任按对方编入日期移交',
    'the receipt is recorded: responsibility moves on the legal date it carries',
    async (step) => {
      const [before] = await member.history('party-2', 1);
      step.expect(
        '回执待登记 receipt pending',
        { branch: before?.['branch'], pending: before?.['receiptPending'] },
        { branch: home, pending: true },
      );
      const evidence = { number: `回执${letter.letterNo}`, on: receipt.assignedOn, who: outside.title, document: '回执扫描件' };
      const given = { ...receipt, evidence };
      await step.refused(member.move('party-2', 'record-assignment', { ...given, receiptNo: '9999-0001' }), {
        status: 422,
        code: 'receipt-differs',
        rule: 'D-receipt-match',
      });
      await member.move('party-2', 'record-assignment', { ...given, receiptNo: letter.letterNo });
      await member.move('party-2', 'close');
      const history = await member.history('party-2', 2);
      const last = receipt.assignedOn === since ? [] : [[home, since, addDays(receipt.assignedOn, -1)]];
      step.expect(
        '沿革 history',
        history.map(({ branch, elsewhere, fromOn, untilOn }) => [branch ?? elsewhere, fromOn, untilOn]),
        [...last, [receipt.branchName, receipt.assignedOn, null]],
      );
      step.show(`${receipt.assignedOn} 起 from then on: ${receipt.branchName}`);
    },
  );
}

const letterOf = (row: Row) => ({
  letterNo: String(row['letterNo']),
  issuedOn: String(row['issuedOn']),
  expiresOn: String(row['expiresOn']),
});

/** Both installations work on the same day from here on: the one that is behind goes on. */
async function meet(world: World, other: World): Promise<void> {
  if (other.today < world.today) await other.advanceTo(world.today);
  if (world.today < other.today) await world.advanceTo(other.today);
}

/** The other installation's people, in their own book. */
async function received(
  story: Story,
  world: World,
  other: World,
  person: KnownPerson,
  letter: { readonly letterNo: string; readonly issuedOn: IsoDate; readonly expiresOn: IsoDate },
): Promise<Receipt> {
  const [committee, branch] = [await organisationOf(other, 'party-jingang'), await organisationOf(other, 'branch-jingang')];
  const arrivedOn = addDays(world.today, 2);
  const assignedOn = addDays(world.today, 5);
  const there = new Member(other, { ...person, id: await knownTo(other, person) });
  await story.step('另一套系统收到同一封介绍信', 'the other installation receives the same letter', async (step) => {
    await other.advanceTo(arrivedOn);
    const { name, identityNumber, phone } = person;
    await there.move('party-3', 'receive-letter', {
      ...{ ...said(world), name, identityNumber, phone, kind: 'ONLINE_CROSS_PROVINCE', ...letter },
      ...{ outside: ours, committee, targetBranch: branch, archive, probationMaterials: [] },
    });
    const row = await there.transfer('party-3', 'transfer-inbox', 'awaiting-assignment');
    step.expect('编号 number', { letter: row['letterNo'], from: row['outside'] }, { letter: letter.letterNo, from: ours.title });
    step.show(`对方转入 its inbox: 介绍信 letter ${letter.letterNo}，来自 from ${ours.title}`);
  });
  await story.step('对方编入支部并寄回回执', 'it assigns a branch and sends the receipt', async (step) => {
    await other.advanceTo(assignedOn);
    await there.move('party-3', 'accept', { identityNumber: person.identityNumber });
    await there.move('party-3', 'assign-branch', { branch });
    await there.move('party-3', 'send-receipt', { receiptNo: letter.letterNo });
    const [row] = await there.history('party-3', 1);
    step.expect('对方沿革 its history', [row?.['branch'], row?.['fromOn'], row?.['untilOn']], [branch, assignedOn, null]);
    step.show(`对方 there: ${assignedOn} 起 from then on`);
    await world.advanceTo(assignedOn);
  });
  return { arrivedOn, assignedOn, branchName: '金港街道社区党支部' };
}

/** His id in the other installation's book of residents, where he may be known already. */
async function knownTo(other: World, person: KnownPerson): Promise<string> {
  return other.register(person).catch(async (error: unknown) => {
    if (!(error instanceof ProblemAnswered) || error.problem.code !== 'identity-registered') throw error;
    const [found] = await other.find('worker-1', { identityNumber: person.identityNumber });
    return String(found?.['person']);
  });
}

/** Nobody of the other end is here: its letters are. */
async function told(story: Story, world: World, member: Member): Promise<Receipt> {
  const arrivedOn = addDays(world.today, 2);
  const assignedOn = addDays(world.today, 5);
  await story.step('凭对方来函登记报到、接收', 'arrival and acceptance are recorded from the other end’s letters', async (step) => {
    await world.advanceTo(assignedOn);
    const evidence = { number: '函〔2026〕1号', on: arrivedOn, who: outside.title, document: '来函扫描件' };
    await step.refused(member.move('party-3', 'arrive', { number: '1' }), { status: 403, code: 'forbidden' });
    await member.move('party-2', 'record-arrival', { arrivedOn, evidence });
    await member.move('party-2', 'record-acceptance', { acceptedOn: arrivedOn, evidence });
    const row = await member.transfer('party-2', 'transfer-outbox', 'accepted');
    step.show(`转出 outbox: 对方 ${String(row['arrivedOn'])} 报到 arrived，已接收 accepted`);
  });
  return { arrivedOn, assignedOn, branchName: '另一示例市示例社区党支部' };
}
