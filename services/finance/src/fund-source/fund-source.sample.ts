import { fold, type Actor } from '@yimen/kernel';
import { policyReader } from '@yimen/policy';
import { decide, scenario, type Told } from '@yimen/testing';
import { fundSource, type FundSourceEvent } from './fund-source.js';

export const ids = {
  /** Of the owner: money that goes with its matters; and one of any other kind. */
  source: '0198a3f0-0000-7000-8000-000000000303~2026',
  other: '0198a3f0-0000-7000-8000-000000000301~2026',
  payer: '0198a3f0-0000-7000-8000-000000000302',
  owner: '0198a3f0-0000-7000-8000-000000000303',
  agency: '0198a3f0-0000-7000-8000-000000000304',
  agreement: '0198a3f0-0000-7000-8000-000000000305',
};
export const account = (id: string): Actor => ({ kind: 'account', id, person: null, grants: [] });
export const policy = policyReader({ area: '320582000000', mode: 'production', on: '2026-03-02' });
export const on = (today: string, actor = 'finance-1', more: Partial<Told> = {}): Told => ({
  id: ids.source,
  today,
  policy,
  actor: account(actor),
  ...more,
});
export const day = '2026-05-06';

export type Step = readonly [move: keyof typeof fundSource.moves & string, input: object, told?: Told];
export function history(...steps: readonly Step[]): FundSourceEvent[] {
  return steps.reduce<FundSourceEvent[]>((events, [move, input, told = on(day)]) => {
    const { refusal, events: next } = decide(fundSource, fold(fundSource, events), move, input, told);
    if (refusal) throw new Error(`${move} refused: ${refusal.code}`);
    return [...events, ...next];
  }, []);
}
export const at = (...steps: readonly Step[]) => scenario(fundSource).given(history(...steps));

export const voucher = (number: string) => ({ system: 'bank' as const, number, date: day });
export const open: Step = [
  'open',
  {
    kind: 'with-the-matter',
    name: '委托经费',
    area: '320582000000',
    payer: ids.payer,
    owner: ids.owner,
    agency: ids.agency,
    purposes: ['service-projects', 'training'],
    year: 2026,
  },
];
export const line: Step = [
  'approveLine',
  { line: 'L1', purpose: 'service-projects', amount: '500000', months: null, document: '预算批复1号', unusedYears: 0 },
];
export const money = (amount: string, number = '银1'): Step => ['receive', { amount, voucher: voucher(number), donation: null }];
export const reason = { kind: 'contract' as const, of: ids.agreement };
export const commit = (commitment: string, amount: string): Step => [
  'commit',
  { commitment, line: 'L1', amount, purpose: 'service-projects', reason },
];
export const claim = (of: string, amount: string, commitment = 'C1'): Step => [
  'claim',
  { claim: of, commitment, amount, document: '发票1号' },
  on(day, 'worker-1'),
];
export const check = (of: string): Step => ['check', { claim: of }, on(day, 'director-1')];
export const countersign = (of: string): Step => ['countersign', { claim: of }, on(day, 'secretary-1')];
export const pay = (of: string, number = '银9'): Step => ['pay', { claim: of, voucher: voucher(number) }, on(day, 'cashier-1')];
export const accept = (of: string, today = day): Step => ['accept', { claim: of, evidence: '验收单' }, on(today, 'director-1')];
export const ready: readonly Step[] = [open, line, money('400000')];
export const toPaid: readonly Step[] = [...ready, commit('C1', '300000'), claim('P1', '200000'), check('P1'), pay('P1')];
