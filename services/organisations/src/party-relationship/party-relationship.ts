import { deadlines } from './deadlines.js';
import { folds } from './folds.js';
import { hearingMoves } from './hearing.js';
import { membershipMoves } from './membership.js';
import { recordsMoves } from './records.js';
import { aggregate, destroying, over, type InTransfer, type PartyRelationship } from './states.js';
import { timerMoves } from './timers.js';
import { appealMoves } from './transfer/appeal.js';
import { draftingMoves } from './transfer/drafting.js';
import { letterMoves } from './transfer/letter.js';
import { outsideMoves } from './transfer/outside.js';
import { outstandingMoves } from './transfer/outstanding.js';
import { receivingMoves } from './transfer/receiving.js';

export type { PartyRelationship, PartyRelationshipEvent } from './states.js';

const officers = ['secretary', 'party-officer', 'organisation-admin', 'auditor'] as const;
const opening = ['secretary', 'party-officer'] as const;

/** Whether the target knows of a transfer: a letter is out, or it is inner and before the committee that both ends share. */
function isDelivered({ status, transfer: { letter, kind } }: InTransfer): boolean {
  return letter !== null || (kind === 'INNER' && !['draft', 'branch-review', 'rejected', 'appealed'].includes(status));
}

/** 党员组织关系: one stream per member, with the timers of 4.2 and every transfer of 4.3 and 13.2. Its id is the person's, so that nobody has two. */
export const partyRelationship = aggregate({
  context: 'organisations',
  name: 'party-relationship',
  collection: 'party-relationships',
  label: { zh: '党员组织关系', en: 'Party relationship of a member' },
  ids: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  initial: { status: 'none' } as PartyRelationship,
  states: {
    none: { zh: '不在册', en: 'not in this book' },
    member: { zh: '在册', en: 'in a branch' },
    stopped: { zh: '停止党籍', en: 'membership stopped' },
    draft: { zh: '转接起草', en: 'transfer drafted' },
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
    'receipt-recorded': { zh: '已登记对方回执', en: 'receipt of another installation recorded' },
    'awaiting-assignment': { zh: '待编入支部', en: 'awaiting assignment' },
    left: { zh: '已转出本系统', en: 'left for another installation' },
    'not-received': { zh: '未予接收', en: 'not received' },
    ended: { zh: '党籍终止', en: 'ended' },
    'destruction-requested': { zh: '申请销毁', en: 'destruction requested' },
    'destruction-approved': { zh: '批准销毁，等待期', en: 'destruction approved, waiting' },
    forgotten: { zh: '已遗忘', en: 'forgotten' },
    destroyed: { zh: '密钥已销毁', en: 'keys destroyed', final: true },
  },
  parties: (state) => {
    if (state.status === 'none') return {};
    const at = (organisation: string | null) => (organisation === null ? undefined : { organisation });
    const kept: readonly string[] = [...over, ...destroying];
    const records = kept.includes(state.status) ? at(state.keeper) : undefined;
    // Nobody else has any business with what was forgotten.
    if (state.status === 'forgotten' || state.status === 'destroyed') return { records };
    const own = { records, member: { person: state.person }, branch: at(state.branch), committee: at(state.committee) };
    if (!('transfer' in state)) {
      const { outstanding, unmatched } = state;
      return { ...own, source: at(outstanding?.committee ?? unmatched?.source ?? null), target: at(unmatched?.target ?? null) };
    }
    const { sourceCommittee, targetCommittee, arbiter, direction } = state.transfer;
    return {
      ...own,
      source: at(sourceCommittee),
      target: isDelivered(state) ? at(targetCommittee) : undefined,
      receiving: direction === 'incoming' && state.committee === null ? at(targetCommittee) : undefined,
      arbiter: state.status === 'appealed' ? at(arbiter ?? sourceCommittee) : undefined,
    };
  },
  readers: {
    member: ['resident'],
    branch: officers,
    committee: officers,
    source: officers,
    target: officers,
    arbiter: officers,
    records: ['records-officer'],
  },
  opens: { member: ['resident'], branch: opening, committee: opening, source: opening, target: opening, arbiter: opening },
  moves: {
    ...membershipMoves,
    ...timerMoves,
    ...hearingMoves,
    ...draftingMoves,
    ...letterMoves,
    ...receivingMoves,
    ...outsideMoves,
    ...outstandingMoves,
    ...appealMoves,
    ...recordsMoves,
  },
  on: folds,
  deadlines,
});
