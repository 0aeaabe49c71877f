import { addDays, type Text } from '@yimen/kernel';
import type { Story } from '../told/story.js';
import { eventually, type World } from '../world/world.js';
import { admitted } from './admission.js';
import { instalment, openBooks, receive, sourceOf, yuan } from './books.js';
import { half, perCommunity, type Planned } from './form.js';
import { bodiesOf } from './places.js';

/** 费随事转: a matter entrusted with its money, from a budget that is too small to the last instalment, paid late. */
export async function moneyFollows(story: Story, world: World): Promise<void> {
  story.chapter('费随事转', 'The money goes with the matter');
  const bodies = await bodiesOf(world);
  const planned = await plannedIn(world);
  const line = `E01-${world.today}`;
  const { department, community } = bodies;
  await story.step('民政局与社区各有一本随事经费账', 'the bureau and the community each have a book for such money', async (step) => {
    await openBooks(world, bodies, [planned.first, planned.second], line, perCommunity);
    step.show(`预算 budget ${line}: ${yuan(perCommunity)}`);
  });

  const id = await admitted(story, world, bodies, planned, line);
  const admission = () => world.item('department-1', `public-services/admissions/${id}`);
  const until = (status: string) => eventually(`${id} ${status}`, async () => ((await admission()).status === status ? true : undefined));
  const money = async () => {
    const { entry } = (await admission()).state as { entry: { agreements: Record<string, Agreed> } };
    return entry.agreements[community];
  };

  await story.step(
    '账上无钱：承诺被拒，成为财政待办',
    'no money in the book: the commitment is refused and a task of finance',
    async (step) => {
      const noted = await eventually('refusal', async () => Object.values((await money())?.commitments ?? {})[0]);
      step.expect('事项上可见 the matter says so', noted, {
        amount: perCommunity.toString(),
        outcome: 'refused',
        because: 'not-enough-money',
      });
      const task = await world.row('budget-1', 'process-tasks', { item: id, open: 'true' });
      const { zh, en } = task['detail'] as Text;
      step.show(`人工待办 task of ${String(task['ownerRole'])}: ${zh} ${en}，期限 due ${String(task['dueOn'])}`);
      await receive(world, sourceOf(department, planned.first), `国库〔${line}〕1`, perCommunity);
      await world.as('budget-1').post(`/api/finance/matter-money/${id}/ask-again`, { commitment: task['task'], line });
      const committed = await eventually('commitment', async () =>
        Object.values((await money())?.commitments ?? {}).find(({ outcome }) => outcome === 'committed'),
      );
      step.expect('资金到位后承诺 bound once the money is there', committed.amount, perCommunity.toString());
    },
  );

  await world.advanceTo(planned.first);
  await story.step(
    `${world.today} 首期支付，社区确认，事项生效`,
    'first instalment paid, confirmed, the matter becomes active',
    async (step) => {
      const voucher = await instalment(world, bodies, id, half);
      await eventually('word of the payment', async () => (await money())?.received.find((each) => each.voucher === voucher));
      await world.as('director-1').post(`/api/public-services/admissions/${id}/confirm-receipt`, { community, voucher });
      step.expect('经费到账 funded', (await admission()).status, 'funded');
      const paper = `bank ${voucher} ${world.today}`;
      await world.advanceTo(planned.from);
      await until('active');
      const received = await eventually('receipt in the books', async () => {
        const { state } = await world.item('director-1', `finance/fund-sources/${sourceOf(community, planned.first)}`);
        const { vouchers, received: total } = state['books'] as { vouchers: readonly string[]; received: string };
        return vouchers.includes(paper) ? total : undefined;
      });
      step.show(`${world.today} 生效 active；社区账到账 received by the community ${yuan(BigInt(received))}`);
    },
  );

  const grace = world.policy.number('fund.grace');
  await story.step('二期逾期超过宽限期，自动暂停', 'the second instalment is late beyond its grace: suspended by itself', async (step) => {
    await world.advanceTo(addDays(planned.second, grace));
    step.expect('宽限期最后一天 the last day of the grace', (await admission()).status, 'active');
    await eventually('suspension', async () => {
      await world.advanceTo(addDays(world.today, 1));
      return (await admission()).status === 'suspended' ? true : undefined;
    });
    step.expect('暂停 suspended', (await admission()).status, 'suspended');
    step.show(`${world.today} 暂停：费用逾期 suspended: money late`);
  });

  await story.step('补付二期，自动恢复', 'paid after all: resumed by itself', async (step) => {
    const voucher = await instalment(world, bodies, id, half);
    await until('active');
    await world.as('director-1').post(`/api/public-services/admissions/${id}/confirm-receipt`, { community, voucher });
    const arrived = (await money())?.received.map(({ amount }) => amount);
    step.expect('两期均已到账 both instalments are there', arrived, [half.toString(), half.toString()]);
    step.show(`${world.today} 恢复 resumed`);
  });

  await story.step(
    '一页看清：事项经费、社区账、区县合计',
    'on one page: the money of the task, the community’s book, the district’s sums',
    async (step) => {
      const year = planned.first.slice(0, 4);
      const task = await world.row(
        'director-1',
        'money-tasks',
        { application: id },
        ({ confirmed }) => confirmed === perCommunity.toString(),
      );
      const { promised, received, owed, late } = task;
      step.expect(
        '应付、到账、欠付 promised, received, owed',
        [promised, received, owed, late],
        [`${perCommunity}`, `${perCommunity}`, '0', false],
      );
      const pot = await world.row('budget-1', 'money-sources', { source: sourceOf(department, planned.first) });
      const of = (name: string) => BigInt(String(pot[name]));
      step.expect('到账＝已付＋承诺＋可用 received = paid + committed + free', of('received'), of('paid') + of('committed') + of('free'));
      const own = await eventually('both receipts in the community’s book', async () => {
        const [row] = await world.rows('director-1', 'money-sources', { owner: community, year });
        return row && BigInt(String(row['received'])) >= of('paid') ? row : undefined;
      });
      const [district] = await world.rows('budget-1', 'money-district', { payer: bodies.finance, year });
      const both = (name: string) => (of(name) + BigInt(String(own[name]))).toString();
      step.expect('区县合计 sums of the district', [district?.['received'], district?.['paid']], [both('received'), both('paid')]);
      step.show(`${String(task['matter'])}：应付 promised ${yuan(perCommunity)}，到账 received ${yuan(BigInt(String(received)))}`);
    },
  );
}

/** Start and payments, the late one too, all in one budget year: late in the year the story begins in the next one. */
async function plannedIn(world: World): Promise<Planned> {
  const from = world.workday(34);
  const planned: Planned = { from, first: world.workday(26), second: addDays(from, 20) };
  // The day after the grace, or the first working day after a long holiday.
  const suspended = addDays(planned.second, world.policy.number('fund.grace') + 14);
  if (suspended.slice(0, 4) === world.today.slice(0, 4)) return planned;
  await world.advanceTo(`${Number(world.today.slice(0, 4)) + 1}-01-04`);
  return plannedIn(world);
}

interface Agreed {
  readonly received: readonly { readonly amount: string; readonly voucher: string; readonly confirmed: boolean }[];
  readonly commitments: Readonly<Record<string, { readonly amount: string; readonly outcome: string; readonly because: string | null }>>;
}
