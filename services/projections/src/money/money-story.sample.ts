import { sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

const agreement = '7f1d5c0a-7c1e-5d3b-9a52-0c6b1f0a2e11';
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
    say('SurplusFound'),
    say('MoneyCarriedOver', { amount: '5000' }),
    say('SurplusRecovered', { amount: '500', voucher: voucher('银4') }),
    say('FundSourceClosed'),
  ];
}
