import { parameterSet } from './parameter.js';

const area = (jurisdiction: string) => ({ jurisdiction });

/** Money nationwide (6.3–6.5); amounts in fen. */
export const finance2026 = parameterSet('NATIONAL-2026', [
  ['pay.dual.limit', 200_000, 'fen', 'D-finance-dual'],
  ['finance.publication.days', 15, 'CD', 'RCL25 34', { bound: 'floor' }],
  // Payments of this amount and more are published one by one.
  ['finance.publication.payment_limit', 0, 'fen', 'D-finance-publication'],
  // Month and day of the next year until which the final account is published and the year is audited.
  ['finance.final_account.until', '03-31', null, 'D-finance-publication'],
  ['finance.audit.until', '12-31', null, 'D-finance-publication'],
  // Years running in which a line may stay unused before it counts as surplus.
  ['budget.unused_years', 2, 'Y', 'BUD18 42', { bound: 'cap' }],
  ['finance.entitlement.prorate', false, null, 'D-finance-prorate'],
  ['award.cumulative', false, null, 'D-grant-exclusion'],
  ['purchase.term_years', 1, 'Y', 'GPS20 24', { bound: 'cap' }],
  ['purchase.term_years_secured', 3, 'Y', 'GPS20 24', { bound: 'cap' }],
  // Hearing on a people-service project: residents present, days of notice, share of consent.
  ['project.hearing.residents', 20, 'count', 'FINANCE-HEARING'],
  ['project.hearing.notice_days', 7, 'CD', 'FINANCE-HEARING'],
  ['project.hearing.consent_percent', 60, 'percent', 'FINANCE-HEARING'],
]);

/** What a community is entitled to in a year: the upper payer's part, and the least that the lower payer adds to it (6.2). */
export const changshaMoney = parameterSet(
  'CHANGSHA-2009',
  [
    ['finance.entitlement.upper_community_year', 6_000_000, 'fen', 'R-269', { validFrom: '2010-01-01' }],
    ['finance.entitlement.city_share', 1, 'count', 'R-270'],
    ['finance.entitlement.district_share', 3, 'count', 'R-270'],
  ],
  area('430100000000'),
);

export const countyReportMoney = parameterSet(
  'COUNTY-REPORT',
  [
    ['finance.entitlement.community_year', 6_500_000, 'fen', 'R-276'],
    ['finance.help.community_year', 5_000_000, 'fen', 'R-279', { bound: 'floor' }],
    ['grant.new_build', 30_000_000, 'fen', 'R-278'],
    ['grant.rebuild', 10_000_000, 'fen', 'R-278'],
    ['grant.award_percent', 50, 'percent', 'R-277'],
  ],
  area('360822000000'),
);

/** 200,000 or 120,000 a year, county and town one to one; which of the two a community has is the county's decision. */
export const baoyingMoney = parameterSet(
  'BAOYING-2016',
  [
    ['finance.entitlement.community_year', 20_000_000, 'fen', 'BY16 entitlement'],
    ['finance.entitlement.community_year_smaller', 12_000_000, 'fen', 'BY16 entitlement'],
    ['finance.entitlement.city_share', 1, 'count', 'BY16 entitlement'],
    ['finance.entitlement.district_share', 1, 'count', 'BY16 entitlement'],
    ['project.negative_list', '办公经费,人员报酬,偿还债务,居民个人费用,政府已保障,居委会办公场所', null, 'BY16'],
  ],
  area('321023000000'),
);
