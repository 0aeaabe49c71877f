import type { Text } from '@yimen/kernel';
import type { TransferDeadline, TransferState } from './transfer-rows.js';

export const stateLabels: Readonly<Record<TransferState, Text>> = {
  draft: { zh: '起草', en: 'drafted' },
  'branch-review': { zh: '支部审核', en: 'with the branch' },
  'committee-review': { zh: '党委审核', en: 'with the committee' },
  rejected: { zh: '不予转出', en: 'rejected by the source' },
  issued: { zh: '已开介绍信', en: 'letter issued' },
  expired: { zh: '介绍信过期', en: 'letter expired' },
  lost: { zh: '介绍信遗失', en: 'letter lost' },
  arrived: { zh: '已报到', en: 'arrived' },
  'archive-check': { zh: '核对档案', en: 'file being checked' },
  suspended: { zh: '中止', en: 'suspended' },
  returned: { zh: '已退回', en: 'returned' },
  appealed: { zh: '申诉中', en: 'appealed' },
  accepted: { zh: '已接收', en: 'accepted' },
  assigned: { zh: '已编入支部', en: 'assigned to a branch' },
  receipted: { zh: '已回执', en: 'receipt sent' },
  'awaiting-assignment': { zh: '待编入支部', en: 'awaiting assignment' },
  closed: { zh: '办结', en: 'closed' },
  discarded: { zh: '放弃', en: 'given up' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  cancelled: { zh: '终止', en: 'cancelled' },
};

/** What has to happen next, and at which end; null where nothing has. */
export const nextSteps: Readonly<Record<TransferState, Text | null>> = {
  draft: { zh: '提交支部审核', en: 'submit to the branch' },
  'branch-review': { zh: '支部同意或退回', en: 'the branch approves or sends back' },
  'committee-review': { zh: '党委开具介绍信，同一党委内直接编入支部', en: 'the committee issues the letter, or assigns within itself' },
  rejected: { zh: '党员申诉或重新起草', en: 'the member appeals or drafts anew' },
  issued: { zh: '到接收党组织报到', en: 'report to the target' },
  expired: { zh: '转出党组织重新开具或撤回', en: 'the source issues another letter, or withdraws' },
  lost: { zh: '支部查证后重新开具', en: 'the branch inquires, then another letter' },
  arrived: { zh: '接收党组织核对并决定', en: 'the target checks and decides' },
  'archive-check': { zh: '接收、中止或退回', en: 'accept, suspend or return' },
  suspended: { zh: '补充档案后恢复', en: 'clear the doubt about the file' },
  returned: { zh: '重新开具、撤回或申诉', en: 'another letter, withdrawal or appeal' },
  appealed: { zh: '共同上级决定', en: 'the common ancestor decides' },
  accepted: { zh: '编入支部', en: 'assign to a branch' },
  assigned: { zh: '寄回回执', en: 'send the receipt' },
  receipted: { zh: '核销存根，办结', en: 'match the stub and close' },
  'awaiting-assignment': { zh: '核对身份、接收并编入支部', en: 'compare the identity, accept and assign' },
  closed: null,
  discarded: null,
  withdrawn: null,
  cancelled: null,
};

export const deadlineLabels: Readonly<Record<TransferDeadline, Text>> = {
  validity: { zh: '介绍信有效期', en: 'validity of the letter' },
  decision: { zh: '接收方作出决定', en: 'decision of the target' },
  appeal: { zh: '申诉决定', en: 'decision of the appeal' },
};
