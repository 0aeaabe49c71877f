import { scenario } from '@yimen/testing';
import { ids, on } from '../fund-source/fund-source.sample.js';
import { purchaseContract, type PurchaseEvent } from './purchase-contract.js';

const day = '2025-12-20';
const supplier = { supplier: ids.owner, supplierKind: 'social-organisation', way: 'open-tender', admission: null } as const;
const budgeted: readonly PurchaseEvent[] = [
  {
    type: 'PurchaseNeeded',
    buyer: ids.payer,
    buyerKind: 'state-organ',
    what: 'service',
    service: '居家养老服务',
    governmentDuty: true,
    on: day,
  },
  { type: 'PurchaseInGuide', item: 'A0201', guide: '320500000000', name: '养老服务', on: day },
  { type: 'PurchaseBudgeted', fundSource: ids.source, line: 'L1', amount: '10000000', on: day },
];
const given = scenario(purchaseContract).given([...budgeted]);
/** What book and lists know of a committee as supplier. */
const entry = {
  ...{ application: ids.agreement, class: 'PURCHASE', county: '320582000000', department: ids.payer },
  ...{ everywhere: false, communities: [ids.owner], over: false },
};
const known = { committee: true, area: '320582001001', entry };

test.each([
  ['firm', null, undefined],
  ['institution-class-2', null, undefined],
  ['rural-collective', null, undefined],
  ['qualified-person', null, undefined],
  ['self-governing-body', ids.agreement, undefined],
  ['self-governing-body', null, { code: 'admission-missing', rule: 'D-purchase-admission' }],
  ['institution-class-1', null, { code: 'neither-buyer-nor-supplier', rule: 'GPS20 8' }],
  ['financed-mass-body', null, { code: 'neither-buyer-nor-supplier', rule: 'GPS20 8' }],
  ['state-organ', null, { code: 'not-a-supplier', rule: 'GPS20 6' }],
] as const)('GPS20 6, GPS20 8, D-purchase-admission · %s as supplier, admission %s: %j', (supplierKind, admission, refusal) => {
  const facts = { ...known, committee: supplierKind === 'self-governing-body' };
  expect(given.when('choose', { ...supplier, supplierKind, admission }, on(day, 'finance-1', { facts })).result.refusal).toEqual(
    refusal && expect.objectContaining(refusal),
  );
});

describe('D-purchase-admission · a committee as supplier', () => {
  const choosing = (facts: object, input: object = {}) =>
    given.when(
      'choose',
      { ...supplier, supplierKind: 'self-governing-body', admission: ids.agreement, ...input } as never,
      on(day, 'finance-1', { facts: { ...known, ...facts } }),
    );
  const everywhere = { ...entry, everywhere: true, communities: [] };

  test.each([
    ['is not in the lists', { entry: null }],
    ['has left the lists', { entry: { ...entry, over: true } }],
    ['is of another class', { entry: { ...entry, class: 'ENTRUST' } }],
    ['is of another buyer', { entry: { ...entry, department: ids.agency } }],
    ['concerns other communities', { entry: { ...entry, communities: [ids.agency] } }],
    ['concerns all communities of another county', { entry: everywhere, area: '320583001001' }],
    ['concerns all communities, and nobody knows where it works', { entry: everywhere, area: null }],
    ['concerns all communities, and it is none', { entry: everywhere, committee: false }],
  ])('an entry that %s lets nobody buy of it', (_why, facts) => {
    choosing(facts).then({
      refused: 'admission-not-so',
      rule: 'D-purchase-admission',
      facts: { admission: ids.agreement },
      overridable: false,
    });
  });

  test('its own entry, or one for all communities of its county, does', () => {
    expect(choosing({}).result.refusal).toBeUndefined();
    expect(choosing({ entry: everywhere }).result.refusal).toBeUndefined();
  });

  test('under no other name: what the book has as a committee needs its entry', () => {
    for (const supplierKind of ['social-organisation', 'firm', 'rural-collective'])
      choosing({}, { supplierKind, admission: null }).then({
        refused: 'committee-by-another-name',
        rule: 'D-purchase-admission',
        overridable: false,
      });
  });

  test.each(['community-committee', 'village-committee', 'hall-operator'])('looked up in book and lists: %s', async (kind) => {
    const rows: Record<string, object> = { [ids.owner]: { kind }, [ids.agreement]: entry };
    const read = {
      row: (_table: object, key: string) => Promise.resolve(rows[key]),
      area: () => Promise.resolve('320582001001'),
    };
    const looked = (admission: string | null) =>
      purchaseContract.moves.choose.gather?.(read as never, { ...supplier, supplierKind: 'self-governing-body', admission }, given.state, {
        id: '',
        today: day,
        derived: {},
        alias: {},
      });
    const committee = kind !== 'hall-operator';
    await expect(looked(ids.agreement)).resolves.toEqual({ ...known, committee });
    await expect(looked(null)).resolves.toEqual({ committee, area: null, entry: null });
  });
});
