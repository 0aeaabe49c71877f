import { expect, test } from '@jest/globals';
import { foldRows } from '../service/fold-rows.sample.js';
import { sampled } from '../service/story.sample.js';
import { purchaseStory } from './money-story.sample.js';
import { publicMoney } from './public-money.js';
import { dutiesView } from './duty-view.js';

const [department, community] = ['0198a3f0-0000-7000-8000-000000000002', '0198a3f0-0000-7000-8000-000000000001'];
type Told = readonly [type: string, fields?: object];
const folded = (stream: string, ...told: readonly Told[]) =>
  foldRows(
    publicMoney,
    told.map(([type, fields]) => ({ stream, event: sampled(type, fields) })),
  );
const source = `${department}~2026`;
const duties = (...told: readonly Told[]) =>
  (folded(`fund-source/${source}`, ['FundSourceOpened'], ...told)['duties'] ?? []).map((row) => row as Readonly<Record<string, unknown>>);

test('6.4 · a source has its budget and final account to publish, by its owner, and a yearly audit, by its payer', () => {
  expect(duties()).toMatchObject([
    { what: 'budget', organisation: community, dueOn: null, doneOn: null },
    { what: 'final-account', organisation: community, dueOn: '2027-03-31', doneOn: null },
    { what: 'yearly-audit', organisation: department, dueOn: '2027-12-31', doneOn: null },
  ]);
});

test('6.4 · a payment is to be published once it is accepted; an audit on leaving office leaves the yearly one due', () => {
  const paid = duties(['PaymentMade'])[3];
  expect(paid).toMatchObject({ what: 'payment', of: 'P1', amount: 200_000n, ready: false, dueOn: null });
  const all = duties(['PaymentMade'], ['PaymentAccepted'], ['MoneyPublished'], ['FundSourceAudited', { kind: 'leaving-office' }]);
  expect(all.map(({ what, ready, doneOn, until }) => [what, ready, doneOn, until])).toEqual([
    ['budget', true, null, null],
    ['final-account', true, null, null],
    ['yearly-audit', true, null, null],
    ['payment', true, '2026-06-21', '2026-07-06'],
    ['leaving-office-audit', true, '2027-02-01', null],
  ]);
});

test('RCL25 38 · the audit of who left office is a duty of the sub-district until it is held', () => {
  const asked = ['LeavingAuditAsked'] as const;
  const held = ['FundSourceAudited', { kind: 'leaving-office', account: 'director-1' }] as const;
  const leaving = (...told: readonly Told[]) => duties(...told).filter(({ what }) => what === 'leaving-office-audit');
  expect(leaving(asked)).toMatchObject([{ of: 'director-1', organisation: department, dueOn: '2027-12-31', doneOn: null }]);
  expect(leaving(asked, held)).toMatchObject([{ of: 'director-1', dueOn: '2027-12-31', doneOn: '2027-02-01' }]);
});

test('6.4 · a publication is done on the day after its last one, an audit at once; late is what nobody has begun', () => {
  const shown = (row: object, today: string) => dutiesView.derive?.({ what: 'final-account', ...row }, { today } as never);
  const row = { doneOn: '2027-03-10', until: '2027-03-31', dueOn: '2027-03-31' };
  expect(shown(row, '2027-03-31')).toEqual({ done: false, overdue: false });
  expect(shown(row, '2027-04-01')).toEqual({ done: true, overdue: false });
  const open = { doneOn: null, until: null, dueOn: '2027-03-31' };
  expect([shown(open, '2027-03-31'), shown(open, '2027-04-01')]).toMatchObject([{ overdue: false }, { overdue: true }]);
  expect(shown({ ...row, what: 'yearly-audit', until: null }, '2027-03-10')).toEqual({ done: true, overdue: false });
});

test('6.4 · a project whose money could not be bound is of its community and of the year of the source that it named', () => {
  const refused = folded('project/0198a3f0-0000-7000-8000-000000000609', ['ProjectMoneyRefused', { source: `${community}~2027` }]);
  expect(refused['unboundProjects']).toEqual([{ project: '0198a3f0-0000-7000-8000-000000000609', community, year: 2027 }]);
});

test('R-293 · money and goods that were given, with receipt, purpose and valuation; money that was not given is none of it', () => {
  const given = { receipt: '捐1', donor: null, purpose: 'culture' };
  const rows = folded(
    `fund-source/${source}`,
    ['FundSourceOpened'],
    ['MoneyReceived'],
    ['MoneyReceived', { donation: given }],
    ['DonationInKindRecorded'],
  );
  expect(rows['donations']).toMatchObject([
    { ordinal: 1, kind: 'money', receipt: '捐1', amount: 375_000n, purpose: 'culture', goods: null },
    { ordinal: 2, kind: 'goods', receipt: '捐1', amount: 600_000n, goods: '电脑两台' },
  ]);
});

test('R-293, RCL25 34 · donations are to be published, and once more when another one comes', () => {
  const published = ['MoneyPublished', { what: 'donations', claim: null }] as const;
  const given = (...told: readonly Told[]) => duties(['DonationInKindRecorded'], ...told).find(({ what }) => what === 'donations');
  expect(duties().some(({ what }) => what === 'donations')).toBe(false);
  expect(given()).toMatchObject({ organisation: community, dueOn: null, ready: true, doneOn: null });
  expect(given(published)).toMatchObject({ doneOn: '2026-06-21', until: '2026-07-06' });
  expect(given(published, ['DonationInKindRecorded'])).toMatchObject({ doneOn: null, until: null });
});

test('6.3 · what each decision granted', () => {
  const rows = folded(`grant/${community}`, ['GrantDecided'], ['GrantDecided', { award: '5', amount: '5', on: '2027-01-02' }]);
  expect(rows['grants']).toMatchObject([
    { ordinal: 1, year: 2026, amount: 30_000_000n, award: 0n },
    { ordinal: 2, year: 2027, amount: 5n, award: 5n },
  ]);
});

test('6.5 · a purchase by its steps: accepted part by part, paid when all of it is, and what came back is not', () => {
  const rows = foldRows(publicMoney, purchaseStory())['purchases'] as Readonly<Record<string, unknown>>[];
  expect(rows).toMatchObject([
    { state: 'closed', price: 20_000n, bound: 20_000n, accepted: 9_000n, paid: 9_000n },
    { state: 'terminated', bound: 0n, accepted: 0n },
  ]);
  const state = (until: number) => (foldRows(publicMoney, purchaseStory().slice(0, until))['purchases'] as { state: string }[])[0]?.state;
  expect([state(9), state(10), state(11), state(12)]).toEqual(['performing', 'accepted', 'paid', 'paid']);
});
