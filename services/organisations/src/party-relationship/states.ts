import type {
  EventOf,
  MemberStanding,
  MemberTimer,
  partyMemberEvents,
  partyReceivingEvents,
  partyRecordEvents,
  partySendingEvents,
  TransferKind,
} from '@yimen/contracts';
import { model, refusals, type Due, type IsoDate, type Sealed, type When } from '@yimen/kernel';

export type PartyRelationshipEvent = EventOf<
  | (typeof partyMemberEvents)[number]
  | (typeof partySendingEvents)[number]
  | (typeof partyReceivingEvents)[number]
  | (typeof partyRecordEvents)[number]
>;
export type Of<T extends PartyRelationshipEvent['type']> = Extract<PartyRelationshipEvent, { type: T }>;

/** From a legal date on this branch answers for the member; null: none of this installation. */
export interface Responsible {
  readonly branch: string | null;
  readonly from: IsoDate;
}

export interface Member {
  readonly person: string;
  readonly name: Sealed;
  readonly identityNumber: Sealed;
  readonly identity: string;
  readonly sex: 'male' | 'female';
  readonly bornIn: number;
  readonly phone: Sealed | null;
  readonly standing: MemberStanding;
  readonly joinedOn: IsoDate;
  readonly fullOn: IsoDate | null;
  readonly duesPaidThrough: string;
  /** The branch that answers for him now; null before the first assignment here and after he left. */
  readonly branch: string | null;
  readonly committee: string | null;
  readonly responsible: readonly Responsible[];
  /** Transfers so far: the id of the next one follows from the count. */
  readonly transfers: number;
  readonly timers: Readonly<Partial<Record<MemberTimer, IsoDate>>>;
  readonly raised: readonly MemberTimer[];
  /** Timers that ran when the membership was stopped: they run again when it is restored. */
  readonly held: Member['timers'];
  readonly away: { readonly since: IsoDate; readonly place: Of<'MemberAway'>['place'] } | null;
  readonly lostSince: IsoDate | null;
  readonly searched: boolean;
  readonly stoppedOn: IsoDate | null;
  readonly stopGround: Of<'MembershipStopped'>['ground'] | null;
  readonly appliedOn: IsoDate | null;
  /** Last day of a probation that was extended; null where the year from joining is what counts. */
  readonly probationUntil: IsoDate | null;
  readonly lapses: readonly Of<'LapseNoted'>['lapse'][];
  readonly deathHeardOf: boolean;
  /** Letters to another installation that were out when their transfer ended with the membership: a receipt may still come for one of them. */
  readonly outstanding: { readonly transfer: string; readonly committee: string | null; readonly letters: readonly Letter[] } | null;
  /** The committee here that had him last: it keeps his record. */
  readonly keeper: string | null;
  /** Day on which the relationship was over here; null while it goes on. */
  readonly overSince: IsoDate | null;
  /** Last day on which a stub of his is kept. */
  readonly stubUntil: IsoDate | null;
  readonly holds: readonly { readonly holdId: string; readonly ground: string }[];
  readonly holdsPlaced: number;
}
/** How a relationship was over when its destruction was asked for, and by whom. */
interface Asked {
  readonly was: 'left' | 'not-received' | 'ended';
  readonly requestedBy: string;
}

export interface Letter {
  readonly number: string;
  /** Register of this installation; null for a letter from outside. */
  readonly register: string | null;
  readonly issuedOn: IsoDate;
  readonly expiresOn: IsoDate;
  readonly reminders: readonly IsoDate[];
}

export interface Transfer {
  readonly transfer: string;
  /** Both ends here, the target outside, or the source outside. */
  readonly direction: 'inside' | 'outgoing' | 'incoming';
  readonly kind: TransferKind;
  readonly sourceCommittee: string | null;
  readonly targetCommittee: string | null;
  readonly targetBranch: string | null;
  readonly outside: Of<'TransferDrafted'>['outside'];
  readonly arbiter: string | null;
  readonly archive: Of<'TransferDrafted'>['archive'];
  readonly carriedBy: Of<'TransferDrafted'>['carriedBy'];
  readonly probationMaterials: readonly string[];
  readonly letter: Letter | null;
  /** Letters of this transfer that others replaced: a receipt may still come for one that arrived in time. */
  readonly former: readonly Letter[];
  readonly reminded: readonly IsoDate[];
  readonly returns: number;
  /** The papers passed their guard once, or it was set aside: the branch's approval, or the issue where there was none. */
  readonly papersPassed: boolean;
  readonly arrivedOn: IsoDate | null;
  readonly decisionDue: Due | null;
  /** A return was overturned: the target has to take the case up again. */
  readonly overturned: boolean;
  readonly archiveFinding: Of<'ArchiveChecked'>['finding'] | null;
  readonly suspendedOn: IsoDate | null;
  readonly inquired: boolean;
  readonly against: 'rejection' | 'return' | null;
  readonly assignedOn: IsoDate | null;
  readonly receiptNo: string | null;
}

type Open<Status extends string> = { readonly status: Status; readonly transfer: Transfer } & Member;

/** The status of a relationship is that of its open transfer, and `member` where none is open (4.3, 13.2). */
export type PartyRelationship =
  | { readonly status: 'none' }
  | ({ readonly status: 'member' } & Member)
  | ({ readonly status: 'stopped' } & Member)
  | Open<'draft'>
  | Open<'branch-review'>
  | Open<'committee-review'>
  | Open<'rejected'>
  | Open<'issued'>
  | Open<'expired'>
  | Open<'lost'>
  | Open<'arrived'>
  | Open<'archive-check'>
  | Open<'suspended'>
  | Open<'returned'>
  | Open<'appealed'>
  | Open<'accepted'>
  | Open<'assigned'>
  | Open<'receipted'>
  | Open<'receipt-recorded'>
  | Open<'awaiting-assignment'>
  | ({ readonly status: 'left' } & Member)
  | ({ readonly status: 'not-received' } & Member)
  | ({ readonly status: 'ended' } & Member)
  | ({ readonly status: 'destruction-requested' } & Member & Asked)
  | ({ readonly status: 'destruction-approved'; readonly waitUntil: IsoDate } & Member & Asked)
  | ({ readonly status: 'forgotten' } & Member)
  | ({ readonly status: 'destroyed' } & Member);

export type Here = Exclude<PartyRelationship, { status: 'none' }>;
export type InTransfer = Extract<PartyRelationship, { readonly transfer: Transfer }>;
export type Status<S extends PartyRelationship['status']> = When<PartyRelationship, S>;

/** Statuses in which a transfer is open, from the draft to the matched receipt. */
export const inTransfer = [
  ...['draft', 'branch-review', 'committee-review', 'rejected', 'issued', 'expired', 'lost', 'arrived', 'archive-check'],
  ...['suspended', 'returned', 'appealed', 'accepted', 'assigned', 'receipted', 'receipt-recorded', 'awaiting-assignment'],
] as unknown as readonly [InTransfer['status'], ...InTransfer['status'][]];

/** Statuses in which the relationship is over here, and its record is only kept. */
export const over = ['left', 'not-received', 'ended'] as const;
/** What follows in the end (13.10). */
export const destroying = ['destruction-requested', 'destruction-approved', 'forgotten', 'destroyed'] as const;

/** Statuses in which no branch of this installation has him: he has left for another one, or has not reached a branch here. */
const withoutBranch: readonly string[] = ['receipt-recorded', 'awaiting-assignment'] satisfies InTransfer['status'][];
/** Statuses in which a branch may have him; a letter from outside passes through some of them before it has one. */
export const withBranch = ['member', ...inTransfer.filter((status) => !withoutBranch.includes(status))] as unknown as readonly ['member'];

/** What a relationship has not got when it begins. */
export const unmarked = {
  timers: {},
  raised: [],
  held: {},
  away: null,
  lostSince: null,
  searched: false,
  stoppedOn: null,
  stopGround: null,
  appliedOn: null,
  probationUntil: null,
  lapses: [],
  deathHeardOf: false,
  outstanding: null,
  overSince: null,
  stubUntil: null,
  holds: [],
  holdsPlaced: 0,
} as const satisfies Partial<Member>;

export const { move, aggregate } = model<
  PartyRelationship,
  PartyRelationshipEvent,
  'member' | 'branch' | 'committee' | 'source' | 'target' | 'receiving' | 'arbiter' | 'records'
>();

/** Ids of the organisations that a member who stands in a branch has; without them the state cannot be. */
export function standing(state: Here): { readonly branch: string; readonly committee: string } {
  if (state.branch === null || state.committee === null) throw new Error(`a relationship in ${state.status} has no branch`);
  return { branch: state.branch, committee: state.committee };
}
/** The letter that is out. */
export function letterOf({ transfer }: InTransfer): Letter {
  if (transfer.letter === null) throw new Error('a transfer that was issued has no letter');
  return transfer.letter;
}

export const refuse = refusals({
  'identity-number-invalid': { ground: 'record', zh: '公民身份号码不正确：{reason}', en: 'the identity number is wrong: {reason}' },
  'test-number': { ground: 'protection', zh: '测试号码只用于演示库', en: 'test numbers are for demonstration stores only' },
  'real-number': { ground: 'protection', zh: '演示库只接受测试号码', en: 'a demonstration store takes test numbers only' },
  'date-not-fit': { ground: 'record', zh: '日期 {on} 与已登记的情况不符', en: 'the date {on} does not fit what is on record' },
  'full-on-missing': {
    ground: 'record',
    zh: '正式党员须有转正日期，预备党员没有',
    en: 'a full member has the date of full membership, a probationary one has none',
  },
  'no-branch': { ground: 'record', zh: '党员不在本系统的支部', en: 'no branch of this installation has him' },
  'branch-not-fit': {
    ground: 'record',
    zh: '该支部未登记、已撤并，或不是可以接收党员的支部',
    en: 'the branch is not in the book, has ended, or takes no members',
  },
  'no-approving-committee': {
    zh: '其上没有具有审批预备党员权限的党委',
    en: 'no committee above it has the power to approve probationary members',
  },
  'leaving-soon': { ground: 'rule', zh: '三个月内将离开的人一般不发展', en: 'who leaves within three months is generally not admitted' },
  'not-probationary': { ground: 'record', zh: '不是预备党员', en: 'not a probationary member' },
  'not-applied': { ground: 'record', zh: '尚未申请转正', en: 'he has not applied' },
  'probation-not-over': { ground: 'rule', zh: '预备期至 {until}', en: 'the probation goes on until {until}' },
  'dues-paid': { ground: 'record', zh: '党费已缴至 {paidThrough}，没有欠缴', en: 'dues are paid through {paidThrough}: none are lacking' },
  'dues-backwards': { ground: 'record', zh: '党费已缴至 {paidThrough}', en: 'dues are paid through {paidThrough} already' },
  'not-away': { ground: 'record', zh: '没有外出登记', en: 'he is not registered as away' },
  'not-noted': { ground: 'record', zh: '没有相应的登记', en: 'nothing of the kind is on record' },
  'correction-too-long': { zh: '限期改正不超过一年，至 {latest}', en: 'one year at most: until {latest}' },
  'nothing-due': { ground: 'record', zh: '尚未到期', en: 'nothing is due yet' },
  'stop-too-early': {
    zh: '停止党籍的条件尚未具备：失联六个月并经查找、出国定居，或者出国学习超过五年',
    en: 'no ground to stop the membership yet: six months lost after a search, settled abroad, or more than five years of study there',
  },
  'removal-too-early': {
    zh: '除名的条件尚未具备',
    en: 'no ground for removal yet',
  },
  'decision-missing': { ground: 'record', zh: '须有批准文号', en: 'a decision is needed' },
  'special-channel': {
    ground: 'protection',
    zh: '军队、涉密和垂直管理单位的组织关系通过专门渠道转接，本系统不登记',
    en: 'the army, secret-related and vertical bodies have a closed channel; nothing is recorded here',
  },
  'target-unknown': { ground: 'record', zh: '接收方未登记或已撤并', en: 'the target is not in the book, or has ended' },
  'same-branch': { ground: 'record', zh: '党员已在该支部', en: 'he is in this branch already' },
  'archive-unknown': { ground: 'rule', zh: '须写明党员档案所在', en: 'where the member’s file lies has to be told' },
  'probation-papers-missing': {
    ground: 'rule',
    zh: '预备党员须附培养教育考察材料',
    en: 'a probationary member’s papers have to travel with the case',
  },
  'inner-needs-no-letter': { ground: 'record', zh: '同一党委内转接不开具介绍信', en: 'within one committee no letter is issued' },
  'route-closed': { ground: 'record', zh: '该转接方式未开通', en: 'this route is not open' },
  'not-expired': { ground: 'record', zh: '介绍信有效期至 {expiresOn}', en: 'the letter is valid through {expiresOn}' },
  'letter-expired': {
    ground: 'rule',
    zh: '介绍信已于 {expiresOn} 过期，由转出党组织重新开具',
    en: 'the letter expired on {expiresOn}; the source issues another',
  },
  'letter-differs': { ground: 'record', zh: '编号与介绍信 {number} 不符', en: 'the number is not that of the letter {number}' },
  'letter-stands': { ground: 'record', zh: '已报到，由接收方办理', en: 'it has arrived: the target deals with it' },
  'letter-out': {
    ground: 'record',
    zh: '介绍信在对方或者本人手中，须有已收回或者未报到的凭据',
    en: 'the letter is out: it takes evidence that it is back, or that nobody reported with it',
  },
  'no-letter-out': { ground: 'record', zh: '没有未收回的介绍信', en: 'no letter is out' },
  'ended-before': {
    ground: 'record',
    zh: '党籍已于 {lastDay} 终止，早于对方编入支部的日期，须告知接收方',
    en: 'the membership had ended on {lastDay}, before the assignment there: the receiver has to be told',
  },
  'receiver-not-told': {
    ground: 'rule',
    zh: '须告知接收方原编号作废，并登记凭据',
    en: 'the receiver is told that the former number is void, and the proof of it recorded',
  },
  'retention-running': {
    zh: '保存期限至 {until}，届满前不得销毁',
    en: 'the retention period runs until {until}: nothing is destroyed before',
  },
  'legal-hold': { zh: '存在法定留存：{holds}', en: 'a legal hold stands: {holds}' },
  'hold-missing': { ground: 'record', zh: '没有该项留存', en: 'there is no such hold' },
  'second-person': { ground: 'protection', zh: '须由另一名档案管理员批准', en: 'another records officer has to approve' },
  waiting: { ground: 'protection', zh: '等待期至 {until}', en: 'the waiting time runs until {until}' },
  'inquiry-first': { ground: 'rule', zh: '遗失的介绍信须先由支部查证', en: 'a lost letter is inquired into by the branch first' },
  'outside-by-evidence': {
    ground: 'record',
    zh: '对方在其他系统，凭回执等凭据登记',
    en: 'the other end is in another installation: it is recorded from evidence',
  },
  'inside-not-by-evidence': {
    ground: 'record',
    zh: '对方在本系统内，由对方办理',
    en: 'the other end is in this installation and makes the move itself',
  },
  'archive-suspends-only': {
    ground: 'rule',
    zh: '档案缺失只能中止，不能退回',
    en: 'a missing file suspends the case, it cannot be returned for it',
  },
  'archive-in-doubt': { ground: 'rule', zh: '档案核对尚有疑问', en: 'the doubt about the file is not cleared' },
  'archive-in-order': { ground: 'record', zh: '档案核对无疑问，无须中止', en: 'the file is in order, there is nothing to wait for' },
  'identity-differs': { ground: 'protection', zh: '身份不符', en: 'the identity is another one' },
  'already-member': { ground: 'record', zh: '已是本党委党员', en: 'he is a member there already' },
  'branch-elsewhere': { ground: 'record', zh: '该支部不属于接收党委', en: 'the branch is not below the receiving committee' },
  'receipt-differs': {
    ground: 'rule',
    zh: '回执编号 {receiptNo} 与存根 {number} 不符',
    en: 'the receipt {receiptNo} is not that of the stub {number}',
  },
  'evidence-missing': {
    ground: 'record',
    zh: '共同上级不在本系统，凭其决定登记',
    en: 'the common ancestor is outside: its decision is recorded from evidence',
  },
  'letter-first': {
    ground: 'record',
    zh: '不是同一党委内转接，须先开具介绍信并报到',
    en: 'not within one committee: the letter is issued and arrives first',
  },
});
