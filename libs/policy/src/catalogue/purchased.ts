import type { Text } from '@yimen/kernel';
import type { RuleId } from '../rules/index.js';

/** What is bought by contract and is no duty of a committee (PURCHASE samples of 5.2). */
export interface PurchasedMatter {
  readonly id: string;
  readonly name: Text;
  readonly buyer: string;
  readonly ground: RuleId;
}

const row = (id: string, buyer: string, ground: RuleId, zh: string, en: string): PurchasedMatter => ({
  id,
  name: { zh, en },
  buyer,
  ground,
});

export const purchasedMatters: readonly PurchasedMatter[] = [
  row('B01', '民政', 'R-224', '居家养老和紧急呼叫', 'home care and emergency call for the elderly'),
  row('B02', '民政', 'R-166', '公益创投项目', 'public-welfare venture projects'),
  row('B03', '街道', 'R-169', '社区公共服务事项外包', 'community service matters outsourced'),
  row('B04', '社区治理主管部门', 'R-307', '第三方满意度测评', 'third-party satisfaction survey'),
  row('B05', '人社', 'R-227', '下岗失业人员技能培训', 'job training for laid-off workers'),
];

/** A matter that is bought by its id, e.g. B01. */
export function findPurchased(id: string): PurchasedMatter | undefined {
  return purchasedMatters.find((matter) => matter.id === id);
}
