import { checkSlice } from '@yimen/service-shell/slice';
import { fold } from '@yimen/kernel';
import { decide, scenario } from '@yimen/testing';
import { agreementCommitment } from '../ids.js';
import { ids, on } from '../fund-source/fund-source.sample.js';
import { matterMoney, type MatterMoneyEvent } from './matter-money.js';

const told = on('2026-04-01', 'finance-1', { id: ids.agreement });
const asking = {
  department: ids.payer,
  finance: ids.agency,
  community: ids.owner,
  budgetLine: 'L1',
  plan: [
    { on: '2026-05-01', amount: '200000' },
    { on: '2026-09-01', amount: '100000' },
    { on: '2027-02-01', amount: '75000' },
  ],
};
const asked = decide(matterMoney, matterMoney.initial, 'ask', asking, told).events as readonly MatterMoneyEvent[];
const [first] = [agreementCommitment(ids.agreement, ids.owner, '2026')];
const ended = decide(matterMoney, fold(matterMoney, asked), 'end', { reason: '事项退出' }, told).events as readonly MatterMoneyEvent[];

test('the table of a matter’s money holds', () => {
  expect(checkSlice(matterMoney as never, { histories: [[...asked, ...ended]] })).toEqual([]);
});

test('BUD18 13 · each year of an agreement is bound in the department’s source of that year', () => {
  expect(asked).toMatchObject([
    { source: `${ids.payer}~2026`, amount: '300000', line: 'L1', commitment: first },
    { source: `${ids.payer}~2027`, amount: '75000', plan: [{ on: '2027-02-01' }] },
  ]);
});

test('a commitment that was refused is asked for anew by finance, from another line if need be', () => {
  const given = scenario(matterMoney).given(...asked);
  expect(given.when('askAgain', { commitment: first, line: 'L2' }, told).result.events).toMatchObject([
    { type: 'CommitmentAsked', commitment: first, line: 'L2', amount: '300000' },
  ]);
  given.when('askAgain', { commitment: ids.owner, line: 'L2' }, told).then({ refused: 'commitment-unknown', rule: 'D-finance-order' });
});

test('6.1, D-finance-earmark · what it is spent on stays with every commitment, whichever line is named later', () => {
  const named = { ...asking, purpose: 'training' } as const;
  const events = decide(matterMoney, matterMoney.initial, 'ask', named, told).events as readonly MatterMoneyEvent[];
  expect(events).toMatchObject([{ purpose: 'training' }, { purpose: 'training' }]);
  expect(
    scenario(matterMoney)
      .given(...events)
      .when('askAgain', { commitment: first, line: 'L2' }, told).result.events,
  ).toMatchObject([{ type: 'CommitmentAsked', line: 'L2', purpose: 'training' }]);
});

test('when the matter ends every commitment ends, once; a matter without money ends without a word', () => {
  expect(ended).toMatchObject([{ source: `${ids.payer}~2026` }, { source: `${ids.payer}~2027` }]);
  scenario(matterMoney)
    .given(...asked, ...ended)
    .when('end', { reason: '到期' }, told)
    .then([]);
  scenario(matterMoney).given().when('end', { reason: '到期' }, told).then([]);
});
