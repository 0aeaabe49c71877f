import { registry, type EventContract } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { BatchRows } from '@yimen/projection-engine';
import { financeFacts, instalmentsOf, purchaseOf } from './finance-facts.js';

const community = '0198a3f0-0000-7000-8000-000000000001';
const department = '0198a3f0-0000-7000-8000-000000000002';
const application = '0198a3f0-0000-7000-8000-000000000004';
const paper = (number: string, date: string, system = 'bank') => ({ system, number, date });

/** What the facts answer after these events of the department's source of 2026. */
async function known(...told: readonly (readonly [type: string, fields: object])[]) {
  return instalmentsOf(rowAfter(`fund-source/${department}~2026`, told), application, department, ['2026']);
}

/** Answers the one row that these events of a stream leave. */
function rowAfter(stream: string, told: readonly (readonly [type: string, fields: object])[]): Reader {
  const { projection } = financeFacts;
  const item = stream.slice(stream.indexOf('/') + 1);
  const batch = new BatchRows(projection);
  told.forEach(([type, fields], at) => {
    const { samples } = registry.get(type) as EventContract;
    const event = { ...(samples[0] as object), ...fields, type };
    const revision = BigInt(at + 1);
    batch.fold(stream, revision, () =>
      projection.handlers.get(type)?.apply(batch.rows as never, { event, item, stream, revision } as never),
    );
  });
  const rows = batch.changes().flatMap(({ put }) => put.map(({ row }) => row));
  return { row: () => Promise.resolve(rows[0]) } as unknown as Reader;
}

test('6.4 · what finance has paid, and what of it came back, paper by paper', async () => {
  const of = { application, community };
  const paid = [
    ['InstalmentPaid', { ...of, amount: '200000', voucher: paper('银1', '2026-05-01') }],
    ['InstalmentPaid', { ...of, amount: '100000', voucher: paper('银1', '2026-05-01', 'treasury') }],
  ] as const;
  const back = { ...of, amount: '1000', paid: paper('银1', '2026-05-01'), voucher: paper('银8', '2026-06-01') };
  await expect(known(...paid, ['InstalmentRefunded', back])).resolves.toEqual([
    {
      ...{ community, amount: '200000', system: 'bank', voucher: '银1', bankDate: '2026-05-01' },
      returns: [{ amount: '1000', voucher: paper('银8', '2026-06-01') }],
    },
    { community, amount: '100000', system: 'treasury', voucher: '银1', bankDate: '2026-05-01', returns: [] },
  ]);
});

test('6.5 · a purchase contract as finance tells it: buyer, term, since when it is public, and since when it is over', async () => {
  const story = [
    ['PurchaseNeeded', { buyer: department }],
    ['PurchaseContractSigned', { from: '2026-05-06', to: '2027-05-05', on: '2026-04-01' }],
    ['PurchaseContractPublished', { on: '2026-04-05' }],
  ] as const;
  const stands = {
    ...{ contract: application, buyer: department, signedOn: '2026-04-01', publishedOn: '2026-04-05' },
    ...{ from: '2026-05-06', to: '2027-05-05', overOn: null },
  };
  const after = (...told: readonly (readonly [string, object])[]) =>
    purchaseOf(rowAfter(`purchase-contract/${application}`, told), application);
  await expect(after(...story)).resolves.toEqual(stands);
  await expect(after(...story, ['PurchaseContractTerminated', { on: '2026-06-01' }])).resolves.toEqual({ ...stands, overOn: '2026-06-01' });
  await expect(after(...story, ['PurchaseContractClosed', { on: '2027-06-01' }])).resolves.toEqual({ ...stands, overOn: '2027-06-01' });
});
