import { committee, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

const agreement = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
const contract = '0198a3f0-0000-7000-8000-000000000607';
const voucher = (number: string) => ({ system: 'bank', number, date: '2026-05-02' });

/** The book of one source and year through every kind of event. */
export function moneyStory(): Said[] {
  const say = (type: string, fields: object = {}): Said => ({
    stream: 'fund-source/0198a3f0-0000-7000-8000-000000000602~2026',
    event: sampled(type, fields),
  });
  return [
    say('FundSourceOpened'),
    say('BudgetLineApproved'),
    say('MoneyReceived', { amount: '750000', voucher: voucher('银1') }),
    say('MoneyCarriedIn', { amount: '5000', from: 2025 }),
    say('AgreementMoneyRefused'),
    say('AgreementMoneyCommitted'),
    say('MoneyCommitted', { commitment: 'C2', amount: '100000' }),
    say('PaymentClaimed', { commitment: agreement, amount: '200000' }),
    say('PaymentMade', { amount: '200000', voucher: voucher('银2') }),
    say('InstalmentPaid', { amount: '200000', voucher: voucher('银2') }),
    say('PaymentRefunded', { amount: '1000', voucher: voucher('银3') }),
    say('InstalmentRefunded', { amount: '1000', paid: voucher('银2'), voucher: voucher('银3') }),
    say('MoneyGivenBack', { amount: '10', paid: voucher('银1'), voucher: voucher('银5') }),
    say('CommitmentClosed'),
    say('PaymentRefunded', { amount: '5', voucher: voucher('银6') }),
    say('ItemRefunded', { commitment: 'C2', amount: '5', voucher: voucher('银6') }),
    say('CommitmentReleased', { commitment: 'C2', amount: '40000' }),
    ...purchased(say),
    say('MoneyReceived', {
      amount: '100',
      voucher: voucher('银8'),
      donation: { receipt: '捐9', donor: null, purpose: 'service-projects' },
    }),
    say('DonationInKindRecorded'),
    say('MoneyPublished', { what: 'budget', claim: null }),
    say('FundSourceAudited'),
    say('LeavingAuditAsked'),
    say('FundSourceAudited', { kind: 'leaving-office', account: 'director-1' }),
    say('SurplusFound'),
    say('MoneyCarriedOver', { amount: '5000' }),
    say('SurplusRecovered', { amount: '500', voucher: voucher('银4') }),
    say('FundSourceClosed'),
    ...purchaseStory(),
    ...['ProjectMoneyRefused', 'ProjectAllocated'].map((type) => ({
      ...{ stream: 'project/0198a3f0-0000-7000-8000-000000000609', event: sampled(type) },
    })),
    { stream: 'grant/0198a3f0-0000-7000-8000-000000000001', event: sampled('GrantDecided', { community: committee }) },
  ];
}

/** A contract in the book: bound, paid after its work was accepted, and a part that came back. */
function purchased(say: (type: string, fields?: object) => Said): Said[] {
  const paid = { claim: 'P2', amount: '10000', voucher: { ...voucher('支1'), system: 'treasury' } };
  const back = { claim: 'P2', amount: '1000', voucher: { ...voucher('支2'), system: 'treasury' } };
  return [
    say('MoneyCommitted', { commitment: contract, amount: '20000', reason: { kind: 'contract', of: contract } }),
    say('PaymentClaimed', { claim: 'P2', commitment: contract, amount: '10000' }),
    say('PaymentMade', paid),
    say('PurchaseClaimPaid', { commitment: contract, ...paid }),
    say('PaymentRefunded', back),
    say('PurchaseClaimRefunded', { commitment: contract, ...back }),
    say('PaymentAccepted', { claim: 'P2' }),
    say('MoneyPublished', { what: 'payment', claim: 'P2' }),
  ];
}

/** The same contract from the need to its end, and one that is terminated. */
export function purchaseStory(): Said[] {
  const steps = (id: string, ...told: readonly (readonly [type: string, fields?: object])[]) =>
    told.map(([type, fields]): Said => ({ stream: `purchase-contract/${id}`, event: sampled(type, fields) }));
  const price = { price: '20000' };
  return [
    ...steps(
      contract,
      ['PurchaseNeeded', { buyer: committee }],
      ['PurchaseInGuide'],
      ['PurchaseBudgeted', { amount: '20000' }],
      ['SupplierChosen', { supplier: committee }],
      ['PurchaseContractSigned', price],
      ['PurchaseMoneyAsked', { amount: '20000' }],
      ['PurchaseMoneyBound', { amount: '20000' }],
      ['PurchaseContractPublished'],
      ['PerformanceStarted'],
      ['PerformanceAccepted', { amount: '10000', last: true }],
      ['PurchasePaid', { amount: '10000', voucher: { ...voucher('支1'), system: 'treasury' } }],
      ['PurchaseRefunded', { amount: '1000', voucher: { ...voucher('支2'), system: 'treasury' } }],
      ['PurchaseEvaluated'],
      ['PurchaseContractClosed'],
    ),
    ...steps(
      '0198a3f0-0000-7000-8000-000000000608',
      ['PurchaseNeeded'],
      ['PurchaseInGuide'],
      ['PurchaseBudgeted'],
      ['SupplierChosen'],
      ['PurchaseContractSigned'],
    ),
    { stream: 'purchase-contract/0198a3f0-0000-7000-8000-000000000608', event: sampled('PurchaseContractTerminated') },
  ];
}
