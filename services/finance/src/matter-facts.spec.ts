import { registry, type EventContract } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { BatchRows } from '@yimen/projection-engine';
import { finance } from './index.js';
import { matterFacts, matterOf } from './matter-facts.js';

const application = '0198a3f0-0000-7000-8000-000000000501';
const department = '0198a3f0-0000-7000-8000-000000000502';
const community = '0198a3f0-0000-7000-8000-000000000503';

/** What the facts answer after these events of the application’s stream. */
async function known(...told: readonly (readonly [type: string, fields?: object])[]) {
  const { projection } = matterFacts;
  const stream = `admission/${application}`;
  const batch = new BatchRows(projection);
  told.forEach(([type, fields], at) => {
    const event = { ...((registry.get(type) as EventContract).samples[0] as object), ...fields, type };
    const revision = BigInt(at + 1);
    batch.fold(stream, revision, () =>
      projection.handlers.get(type)?.apply(batch.rows as never, { event, item: application, stream, revision } as never),
    );
  });
  const rows = batch.changes().flatMap(({ put }) => put.map(({ row }) => row));
  return matterOf({ row: () => Promise.resolve(rows[0]) } as unknown as Reader, application);
}

test('D-purchase-admission · an entry of the lists as public-services tells it, until it expires or leaves them', async () => {
  const listed = ['MatterListed', { class: 'PURCHASE', county: '320582000000', department, communities: [community] }] as const;
  const row = { application, class: 'PURCHASE', county: '320582000000', department, everywhere: false, communities: [community] };
  await expect(known()).resolves.toBeUndefined();
  await expect(known(listed)).resolves.toEqual({ ...row, over: false });
  await expect(known(['MatterListed', { ...listed[1], communities: 'all' }])).resolves.toMatchObject({ everywhere: true, communities: [] });
  await expect(known(listed, ['MatterExpired'])).resolves.toEqual({ ...row, over: true });
  await expect(known(listed, ['MatterExited'])).resolves.toEqual({ ...row, over: true });
});

test('decision 18 · finance hosts these facts, of public-services alone', () => {
  expect(finance.facts).toContain(matterFacts);
  expect(matterFacts.projection.contexts).toEqual(['public-services']);
});
