import type { Text } from '@yimen/kernel';
import type { CaseState } from './cases.js';

/** What has to happen next in a case, by its state; null where nothing has. */
export const nextSteps: Readonly<Record<CaseState, Text | null>> = {
  submitted: { zh: '审核材料', en: 'check the papers' },
  checked: { zh: '受理、不予受理或一次性告知补正', en: 'accept, refuse to accept, or request the supplement' },
  'supplement-requested': { zh: '等待补正', en: 'wait for the supplement' },
  supplemented: { zh: '审核补正材料并受理', en: 'check the supplement and accept' },
  'expired-supplement': null,
  'not-accepted': null,
  accepted: { zh: '分拨或承办', en: 'dispatch or take it on' },
  dispatched: { zh: '承办', en: 'take it on' },
  handling: { zh: '作出决定', en: 'decide' },
  forwarded: { zh: '等待退回意见', en: 'wait for the opinion' },
  paused: { zh: '恢复计时', en: 'resume' },
  decided: { zh: '制作结果', en: 'make the result' },
  'result-ready': { zh: '送达结果', en: 'deliver the result' },
  delivered: null,
  withdrawn: null,
  archived: null,
};

export const stateLabels: Readonly<Record<CaseState, Text>> = {
  submitted: { zh: '已提交', en: 'submitted' },
  checked: { zh: '已审核', en: 'papers checked' },
  'supplement-requested': { zh: '待补正', en: 'supplement requested' },
  supplemented: { zh: '已补正', en: 'supplemented' },
  'expired-supplement': { zh: '逾期未补正', en: 'supplement expired' },
  'not-accepted': { zh: '不予受理', en: 'not accepted' },
  accepted: { zh: '已受理', en: 'accepted' },
  dispatched: { zh: '已分拨', en: 'dispatched' },
  handling: { zh: '办理中', en: 'handling' },
  forwarded: { zh: '已上报', en: 'forwarded' },
  paused: { zh: '暂停计时', en: 'paused' },
  decided: { zh: '已决定', en: 'decided' },
  'result-ready': { zh: '结果待领', en: 'result ready' },
  delivered: { zh: '已送达', en: 'delivered' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  archived: { zh: '已归档', en: 'archived' },
};
