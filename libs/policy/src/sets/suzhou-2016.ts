import { parameterSet } from './parameter.js';

/** Yearly money of a community in Suzhou (6.2); the shares of city and district are those of Gusu district (320508). */
export const suzhou2016 = parameterSet(
  'SUZHOU-2016',
  [
    ['finance.entitlement.community_year', 20_000_000, 'fen', 'SZ16'],
    ['finance.entitlement.uses', '党建,公共服务,自治管理,其他', null, 'SZ16'],
    ['finance.entitlement.city_share', 1, 'count', 'SZ16', { jurisdiction: '320508000000' }],
    ['finance.entitlement.district_share', 1, 'count', 'SZ16', { jurisdiction: '320508000000' }],
  ],
  { jurisdiction: '320500000000' },
);
