import { matters } from './matter.js';

/** ENTRUST 委托: by agreement; the entrusting body bears all cost. */
export const entrusted = matters('ENTRUST', [
  [
    'E01',
    '城市低保日常管理、服务',
    '民政',
    '城市居民最低生活保障条例 4',
    '居民委员会根据管理审批机关的委托，可以承担城市居民最低生活保障的日常管理、服务工作',
    '按月',
    { fields: ['phone', 'address', 'statement'], note: '费用由委托机关承担' },
  ],
  [
    'E02',
    '居住证受理、签注窗口',
    '公安',
    '居住证暂行条例 9',
    '受公安机关委托的社区服务机构',
    '按件',
    { fields: ['phone', 'address'], note: '由社区服务机构承担，十五日期限由公安机关计算' },
  ],
]);
