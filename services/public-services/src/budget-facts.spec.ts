import { registry, type EventContract } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { BatchRows } from '@yimen/projection-engine';
import { budgetLineOf, type BudgetLine } from './budget-facts.js';
import { financeFacts } from './finance-facts.js';

const department = '0198a3f0-0000-7000-8000-000000000002';
const agreement = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
const line = '2026-MZ-03';

/** A line of the department's budget of 2026 as finance told it, after these events of its source. */
async function told(...events: readonly (readonly [type: string, fields?: object])[]): Promise<BudgetLine | undefined> {
  const { projection } = financeFacts;
  const item = `${department}~2026`;
  const stream = `fund-source/${item}`;
  const batch = new BatchRows(projection);
  events.forEach(([type, fields], at) => {
    const { samples } = registry.get(type) as EventContract;
    const event = { ...(samples[0] as object), ...fields, type };
    const revision = BigInt(at + 1);
    batch.fold(stream, revision, () =>
      projection.handlers.get(type)?.apply(batch.rows as never, { event, item, stream, revision } as never),
    );
  });
  const rows = batch
    .changes()
    .flatMap(({ table, put }) => (table.name === 'budget_line' ? put.map(({ row }) => row as unknown as BudgetLine) : []));
  const read = { row: (_table: unknown, key: string) => Promise.resolve(rows.find(({ id }) => id === key)) } as unknown as Reader;
  return budgetLineOf(read, department, '2026-05-01', line);
}
const approved = ['BudgetLineApproved', { line, amount: '750000' }] as const;
const paper = (number: string) => ({ system: 'bank', number, date: '2026-05-02' });

test('BUD18 13 · a line is known by source, year and name, and by nothing that was only typed', async () => {
  await expect(told()).resolves.toBeUndefined();
  await expect(told(['BudgetLineApproved', { line: 'other' }])).resolves.toBeUndefined();
  await expect(told(approved)).resolves.toMatchObject({ purpose: 'service-projects', left: 750_000n, frozen: false });
  await expect(told(approved, ['BudgetLineFrozen', { line }])).resolves.toMatchObject({ frozen: true });
  await expect(told(approved, ['BudgetLineFrozen', { line }], ['BudgetLineThawed', { line }])).resolves.toMatchObject({ frozen: false });
});

test('6.1, D-finance-earmark · a line keeps the purpose with which it was first told, by its budget or by what came over', async () => {
  const bound = ['MoneyCommitted', { line, amount: '1' }] as const;
  await expect(told(['BudgetLineApproved', { line, purpose: 'training' }], bound)).resolves.toMatchObject({ purpose: 'training' });
  await expect(told(['MoneyCarriedIn', { line, purpose: 'culture' }], bound)).resolves.toMatchObject({ purpose: 'culture' });
});

test('BUD18 13 · what is left of a line is what is neither bound, nor paid, nor gone', async () => {
  const bound = [approved, ['AgreementMoneyCommitted', { line, amount: '375000' }]] as const;
  await expect(told(...bound)).resolves.toMatchObject({ left: 375_000n });
  await expect(told(...bound, ['CommitmentReleased', { commitment: agreement, amount: '75000' }])).resolves.toMatchObject({
    left: 450_000n,
  });
  const paid = [...bound, ['PaymentClaimed', { commitment: agreement, amount: '200000' }], ['PaymentMade', { amount: '200000' }]] as const;
  await expect(told(...paid)).resolves.toMatchObject({ left: 375_000n });
  const back = [...paid, ['PaymentRefunded', { amount: '1000', voucher: paper('银3') }]] as const;
  await expect(told(...back)).resolves.toMatchObject({ left: 376_000n });
  const again = { amount: '1000', paid: paper('银2'), voucher: paper('银3') };
  await expect(told(...back, ['InstalmentRefunded', again])).resolves.toMatchObject({ left: 375_000n });
  const moved = [
    ['MoneyCommitted', { commitment: 'C1', line, amount: '100000' }],
    ['MoneyCarriedIn', { line, amount: '5000' }],
    ['MoneyCarriedOver', { line, amount: '3000' }],
    ['SurplusRecovered', { line, amount: '2000' }],
  ] as const;
  await expect(told(approved, ...moved)).resolves.toMatchObject({ left: 650_000n });
  const rebound = (type: string) => told(approved, moved[0], [type, { commitment: 'C1', amount: '1000', voucher: paper('银4') }]);
  await expect(rebound('ItemRefunded')).resolves.toMatchObject({ left: 649_000n });
  await expect(rebound('PurchaseClaimRefunded')).resolves.toMatchObject({ left: 649_000n });
});
