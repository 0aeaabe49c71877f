import {
  accept,
  at,
  check,
  claim,
  commit,
  day,
  ids,
  line,
  money,
  on,
  open,
  ready,
  toPaid,
  voucher,
  type Step,
} from './fund-source.sample.js';
import { fundSource } from './fund-source.js';

const matter = { commitment: ids.agreement, application: ids.agreement, community: ids.owner };

test('R-111, R-294 · Party dues are a ledger of their own, for Party activity only', () => {
  const told = on(day, 'finance-1', { id: ids.other });
  const dues = {
    kind: 'party-dues',
    name: '党费',
    area: '320582000000',
    payer: ids.payer,
    owner: ids.owner,
    agency: ids.agency,
    year: 2026,
  } as const;
  at()
    .when('open', { ...dues, purposes: ['training'] }, told)
    .then({ refused: 'dues-mixed', rule: 'R-111', overridable: true });
  expect(at().when('open', { ...dues, purposes: ['party-activity'] }, told).result.refusal).toBeUndefined();
  at(['open', { ...dues, purposes: ['party-activity'] }, told])
    .when('addPurpose', { purpose: 'training', document: '用途调整批复' }, told)
    .then({ refused: 'dues-mixed', rule: 'R-111', overridable: true });
  at()
    .when('open', { ...dues, purposes: ['party-activity'], year: 2027 }, told)
    .then({ refused: 'not-its-id', rule: 'D-finance-ledger' });
});

test('13.5 · money that goes with matters is found under its owner, and nothing else is', () => {
  const [, matters] = open;
  const opening = (change: object, id: string) =>
    at().when('open', { ...matters, ...change } as never, on(day, 'finance-1', { id })).result;
  expect(opening({}, ids.source).refusal).toBeUndefined();
  expect(opening({}, ids.other).refusal).toMatchObject({ code: 'not-its-id', rule: 'D-finance-ledger' });
  expect(opening({ kind: 'social' }, ids.other).refusal).toBeUndefined();
  expect(opening({ kind: 'social' }, ids.source).refusal).toMatchObject({ code: 'not-its-id' });
  const social = at(['open', { ...matters, kind: 'social' }, on(day, 'finance-1', { id: ids.other })], line, money('400000'));
  social
    .when('receiveInstalment', { amount: '1', voucher: voucher('银9') }, on(day))
    .then({ refused: 'other-kind', rule: 'D-finance-earmark', overridable: false });
  const asking = { ...matter, line: 'L1', amount: '1', plan: [{ on: day, amount: '1' }] };
  social.when('commitAgreement', asking, on(day)).then({ refused: 'other-kind', rule: 'D-finance-earmark' });
});

test('D-finance-mirrored · a paper is of the treasury or a bank, and of no day to come', () => {
  const receiving = (paper: object) => ({ amount: '1', voucher: { ...voucher('银5'), ...paper }, donation: null });
  at(...ready)
    .when('receive', receiving({ date: '2026-05-07' }), on(day))
    .then({ refused: 'voucher-ahead', rule: 'D-finance-mirrored' });
  at(...toPaid)
    .when('refund', { claim: 'P1', amount: '1', voucher: { ...voucher('银7'), date: '2026-05-07' } }, on(day))
    .then({ refused: 'voucher-ahead', rule: 'D-finance-mirrored' });
  expect(fundSource.moves.receive.input.safeParse(receiving({})).success).toBe(true);
  expect(fundSource.moves.receive.input.safeParse(receiving({ system: 'books' })).success).toBe(false);
});

test('D-finance-mirrored · an outside fact counts once: system, number and date', () => {
  at(...ready)
    .when('receive', { amount: '1', voucher: voucher('银1'), donation: null }, on(day))
    .then({ refused: 'voucher-known', rule: 'D-finance-mirrored', facts: { number: '银1' } });
  const others = [{ system: 'treasury' as const }, { number: '银2' }, { date: '2026-05-05' }];
  for (const other of others)
    expect(
      at(...ready).when('receive', { amount: '1', voucher: { ...voucher('银1'), ...other }, donation: null }, on(day)).result.refusal,
    ).toBeUndefined();
  at(...ready, commit('C1', '100'), claim('P1', '100'), check('P1'))
    .when('pay', { claim: 'P1', voucher: voucher('银1') }, on(day, 'cashier-1'))
    .then({ refused: 'voucher-known', rule: 'D-finance-mirrored' });
});

test('6.4 · a payment is published once it is accepted; the final account and the yearly audit come after the year', () => {
  const publishing = (what: string, claimed: string | null, ...steps: readonly Step[]) =>
    at(...toPaid, ...steps).when('publish', { what, claim: claimed, until: '2027-01-31' } as never, on('2026-12-31')).result.refusal;
  expect(publishing('payment', 'P1')).toMatchObject({ code: 'claim-not-so', rule: 'D-finance-order' });
  expect(publishing('payment', 'P1', accept('P1'))).toBeUndefined();
  expect(publishing('final-account', null)).toMatchObject({ code: 'year-not-over', rule: 'D-finance-order' });
  const auditing = (kind: 'yearly' | 'leaving-office') =>
    at(...toPaid).when('audit', { kind, findings: '未发现问题' }, on('2026-12-31')).result.refusal;
  expect(auditing('yearly')).toMatchObject({ code: 'year-not-over', rule: 'RCL25 38' });
  expect(auditing('leaving-office')).toBeUndefined();
  const { set, clear } = fundSource.deadlines!['audit']!;
  const audited = (kind: 'yearly' | 'leaving-office') => set.FundSourceAudited?.({ kind } as never);
  expect([audited('yearly'), audited('leaving-office'), clear]).toEqual([null, undefined, ['FundSourceClosed']]);
});

test('RCL25 38 · whoever leaves the office of director is audited, and the books are not closed before', () => {
  const asked: Step = ['askLeavingAudit', { account: 'director-1' }];
  const auditing = (account: string | undefined, ...steps: readonly Step[]) =>
    at(open, ...steps).when('audit', { kind: 'leaving-office', ...(account && { account }), findings: '未发现问题' }, on(day)).result;
  const { events } = at(open).when('askLeavingAudit', { account: 'director-1' }, on(day)).result;
  const owner = { role: 'auditor', organisation: ids.agency };
  expect(events).toEqual([{ type: 'LeavingAuditAsked', account: 'director-1', owner, dueOn: '2027-12-31', on: day }]);
  expect(at(open, asked).when('askLeavingAudit', { account: 'director-1' }, on(day)).result.events).toEqual([]);
  expect(at().when('askLeavingAudit', { account: 'director-1' }, on(day)).result.events).toEqual([]);
  expect(auditing('director-2', asked).refusal).toMatchObject({ code: 'nobody-left', rule: 'RCL25 38' });
  const audited: Step = ['audit', { kind: 'leaving-office', account: 'director-1', findings: '未发现问题' }];
  expect([auditing('director-1', asked).refusal, auditing(undefined).refusal]).toEqual([undefined, undefined]);
  const publish = (what: string): Step => ['publish', { what, claim: null, until: '2027-03-31' }, on('2027-03-01')];
  const yearly: Step = ['audit', { kind: 'yearly', findings: '未发现问题' }, on('2027-03-02')];
  const closing = (...steps: readonly Step[]) =>
    at(open, asked, ...steps, publish('budget'), publish('final-account'), yearly).when('close', {}, on('2027-04-02')).result.refusal?.code;
  expect([closing(), closing(audited)]).toEqual(['not-audited', undefined]);
  const { set } = fundSource.deadlines!['leaving-audit']!;
  expect(set.LeavingAuditAsked?.({ dueOn: '2027-12-31' } as never)).toEqual({ dueOn: '2027-12-31' });
  expect([set.FundSourceAudited?.({ kind: 'leaving-office' } as never), set.FundSourceAudited?.({ kind: 'yearly' } as never)]).toEqual([
    null,
    undefined,
  ]);
});
