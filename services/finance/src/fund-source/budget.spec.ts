import { policyReader } from '@yimen/policy';
import { fundSource } from './fund-source.js';
import { at, day, ids, on, open, ready, voucher, type Step } from './fund-source.sample.js';

test('R-289 · the months add up to the year', () => {
  const months = (last: string) => [...Array<string>(11).fill('100'), last];
  const plan = (last: string) =>
    at(open).when(
      'approveLine',
      { line: 'L1', purpose: 'training', amount: '1200', months: months(last), document: '批复', unusedYears: 0 },
      on(day),
    );
  plan('101').then({ refused: 'plan-differs', rule: 'R-289', facts: { planned: '1201', amount: '1200' } });
  expect(plan('100').result.events).toMatchObject([{ type: 'BudgetLineApproved' }]);
  at(...ready)
    .when('approveLine', { line: 'L1', purpose: 'training', amount: '1', months: null, document: '批复', unusedYears: 0 }, on(day))
    .then({ refused: 'line-exists', rule: 'D-finance-order' });
});

test('BUD18 13 · what the budget has no line for is neither frozen, carried over nor taken back', () => {
  const none = { refused: 'no-budget-line', rule: 'BUD18 13', facts: { line: 'L9' } } as const;
  const after = on('2027-01-05');
  at(...ready)
    .when('freeze', { line: 'L9', reason: '待核实' }, on(day))
    .then(none);
  at(...ready)
    .when('carryOver', { line: 'L9', amount: '1' }, after)
    .then(none);
  at(...ready)
    .when('recover', { line: 'L9', amount: '1', voucher: voucher('银3') }, after)
    .then(none);
});

test('D-finance-earmark · a purpose that the source has already is not added again', () => {
  at(open)
    .when('addPurpose', { purpose: 'training', document: '用途调整批复' }, on(day))
    .then({ refused: 'purpose-known', rule: 'D-finance-earmark' });
});

describe('6.2, SZ16 · the yearly money of a community in Suzhou is for the uses that its set names', () => {
  const told = (area: string) => on(day, 'finance-1', { id: ids.other, policy: policyReader({ area, mode: 'production', on: day }) });
  const [suzhou, changsha] = ['320582000000', '430100000000'].map(told);
  const budgeting = (here: typeof suzhou, use: string | undefined, kind = 'appropriation', overridden: readonly string[] = []) => {
    const opened: Step = ['open', { ...open[1], kind }, here!];
    const line = { line: 'L1', purpose: 'training', amount: '1', months: null, document: '预算批复1号', unusedYears: 0 } as const;
    return at(opened).when('approveLine', { ...line, ...(use !== undefined && { use }) }, { ...here, overridden });
  };
  const refused = { refused: 'use-not-listed', rule: 'SZ16', overridable: true } as const;

  test.each(['党建', '公共服务', '自治管理', '其他'])('a line for %s', (use) => {
    expect(budgeting(suzhou, use).result.events).toMatchObject([{ type: 'BudgetLineApproved', use }]);
  });

  test('a line for another use, or for none, is refused with the set; a second person may set it aside', () => {
    budgeting(suzhou, '办公').then({ ...refused, facts: { uses: ['党建', '公共服务', '自治管理', '其他'], set: 'SUZHOU-2016' } });
    budgeting(suzhou, undefined).then(refused);
    expect(budgeting(suzhou, '办公', 'appropriation', ['use-not-listed']).result.events).toMatchObject([{ use: '办公' }]);
  });

  test('another place has fixed no uses, nor has Suzhou for other money', () => {
    const none = { refused: 'no-uses-here', rule: 'D-finance-earmark', overridable: false } as const;
    expect(budgeting(changsha, undefined).result.refusal).toBeUndefined();
    budgeting(changsha, '党建').then(none);
    expect(budgeting(suzhou, undefined, 'social').result.refusal).toBeUndefined();
    budgeting(suzhou, '党建', 'social').then(none);
  });

  test('0.2 · the numbers of a source are those of the area whose money it is', () => {
    const area = '430102000000';
    expect(fundSource.moves.open.place?.({ ...(open[1] as never as { area: string }), area } as never, {})).toEqual({ area });
    const { state } = at(['open', { ...open[1], area }, on(day)]);
    expect(fundSource.place?.(state, ids.source)).toEqual({ area });
    expect(fundSource.place?.({ status: 'none' }, ids.source)).toBeUndefined();
  });
});

test('6.2, BY16 entitlement · the smaller of two amounts is decided where the place knows two, and for its general funds', () => {
  const opening = (area: string, kind = 'appropriation') =>
    at().when('open', { ...open[1], kind, smaller: true } as never, {
      ...on(day, 'finance-1', { id: ids.other, policy: policyReader({ area, mode: 'production', on: day }) }),
    });
  expect(opening('321023000000').result.events).toMatchObject([{ type: 'FundSourceOpened', smaller: true }]);
  const none = { refused: 'no-smaller-amount', rule: 'BY16 entitlement', overridable: false } as const;
  opening('320582000000').then(none);
  opening('321023000000', 'social').then(none);
});

describe('RCL25 42 · money raised with a charity', () => {
  const charity = { name: '示例市慈善总会', qualification: '公开募捐资格证书〔2024〕1号' };
  const opening = (kind: string, more: object = {}) =>
    at().when('open', { ...open[1], kind, ...more } as never, on(day, 'finance-1', { id: ids.other }));

  test('names the charity and its qualification for public fundraising', () => {
    opening('charity').then({ refused: 'charity-unnamed', rule: 'RCL25 42', overridable: false });
    expect(opening('charity', { charity }).result.events).toMatchObject([{ type: 'FundSourceOpened', charity }]);
    const { input } = fundSource.moves.open;
    const given = (change: object) => input.safeParse({ ...open[1], kind: 'charity', charity: { ...charity, ...change } }).success;
    expect([{}, { qualification: undefined }, { qualification: '  ' }, { name: '  ' }].map(given)).toEqual([true, false, false, false]);
  });

  test('no other money names one', () => {
    for (const kind of ['social', 'residents', 'units', 'appropriation'])
      opening(kind, { charity }).then({ refused: 'no-charity', rule: 'RCL25 42', overridable: false });
  });
});
