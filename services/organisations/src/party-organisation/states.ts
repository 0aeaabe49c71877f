import type {
  EventOf,
  MemberStanding,
  PartyForm,
  partyLifeEvents,
  partyNetworkEvents,
  partyWorkEvents,
  PartyLevel,
  PartyPlace,
  PartyPost,
  PartyThreshold,
} from '@yimen/contracts';
import { model, refusals, type IsoDate, type When } from '@yimen/kernel';

export type PartyOrganisationEvent = EventOf<
  (typeof partyNetworkEvents)[number] | (typeof partyLifeEvents)[number] | (typeof partyWorkEvents)[number]
>;
export type Of<T extends PartyOrganisationEvent['type']> = Extract<PartyOrganisationEvent, { type: T }>;

/** A post and who holds it; `concurrentOf`: the post elsewhere by which he holds it. */
export interface Held {
  readonly post: PartyPost;
  readonly person: string;
  readonly concurrentOf: { readonly organisation: string; readonly post: PartyPost } | null;
}
/** A number that is not as it should be: the warning comes when the grace is over. */
export interface Watched {
  readonly threshold: PartyThreshold;
  readonly graceUntil: IsoDate;
  readonly warned: boolean;
}

interface Described {
  readonly organisation: string;
  readonly level: PartyLevel;
  readonly name: string;
  readonly parent: string | null;
  readonly seat: string | null;
  readonly community: boolean;
  readonly units: readonly string[];
  readonly place?: PartyPlace | undefined;
}
/** A member of the roll; `group`: the group of this branch in which he stands, one at most. */
export interface Listed {
  readonly member: string;
  readonly standing: MemberStanding;
  readonly group: string | null;
}
export interface Formed extends Described {
  readonly formedOn: IsoDate;
  readonly termStart: IsoDate;
  readonly termEnd: IsoDate;
  readonly canApprove: boolean;
  readonly code: string | null;
  readonly connection: 'none' | 'province' | 'national';
  readonly posts: readonly Held[];
  readonly roll: readonly Listed[];
  readonly below: readonly string[];
  /** Those below that are groups of this branch. */
  readonly groups: readonly string[];
  /** Of which revision of their own stream the last tidings were, by member or organisation below. */
  readonly heard: Readonly<Record<string, string>>;
  readonly watched: readonly Watched[];
  readonly suggested: readonly string[];
  /** Members whose membership is stopped: not on the roll, and not gone either. */
  readonly stopped: readonly string[];
  /** Figures of the last survey. */
  readonly grids: Of<'PartyNetworkSurveyed'>['grids'];
  /** Names of the communities of these grids, as far as they were told. */
  readonly communities: NonNullable<Of<'PartyNetworkSurveyed'>['communities']>;
  /** Activities by month, and hours of study and members listed as new by year: what the cadence asks for. */
  readonly held: readonly { readonly kind: string; readonly on: IsoDate; readonly hours: number }[];
  readonly filed: Readonly<Record<string, number>>;
  readonly jointMeetings: number;
  readonly duties: readonly { readonly duty: string; readonly form: PartyForm; readonly member: string }[];
  readonly dutiesGiven: number;
  /** Years for which the drive was assessed. */
  readonly assessed: readonly string[];
  readonly serviceCentre: { readonly name: string; readonly seat: string } | null;
}

interface Proposed extends Described {
  readonly parent: string;
  readonly fullMembers: number;
  /** The organisation whose survey suggested it. */
  readonly surveyor: string | null;
  /** The Party committee that decides; absent for a group. */
  readonly committee?: string | undefined;
}

/** What an organisation has not got when it begins. */
export const unfilled = {
  ...{ posts: [], roll: [], below: [], watched: [], suggested: [], stopped: [], grids: [] },
  ...{ held: [], filed: {}, jointMeetings: 0, groups: [], heard: {}, communities: [] },
  ...{ duties: [], dutiesGiven: 0, assessed: [], serviceCentre: null },
} as const satisfies Partial<Formed>;

export type PartyOrganisation =
  | { readonly status: 'none' }
  | ({ readonly status: 'proposed' } & Proposed)
  | ({ readonly status: 'approved' } & Proposed)
  | ({ readonly status: 'declined' } & Described & { readonly parent: string })
  | ({ readonly status: 'formed' } & Formed)
  | ({ readonly status: 'merged'; readonly into: string } & Formed)
  | ({ readonly status: 'abolished' } & Formed);
export type Standing = When<PartyOrganisation, 'formed'>;

export const { move, aggregate } = model<PartyOrganisation, PartyOrganisationEvent, 'self' | 'above' | 'top' | 'deciding'>();

export const refuse = refusals({
  'parent-not-formed': { ground: 'record', zh: '上级党组织未登记或已撤并', en: 'the organisation above is not in the book, or has ended' },
  'no-committee-above': {
    ground: 'record',
    zh: '其上没有已登记的党委，无从审批',
    en: 'no Party committee of the book stands above it to decide',
  },
  'parent-level': { ground: 'record', zh: '{level} 不能设在 {parentLevel} 之下', en: 'a {level} cannot stand under a {parentLevel}' },
  'not-in-the-tree': { ground: 'record', zh: '组织树中没有相应的党组织', en: 'the tree has no such Party organisation' },
  'own-branch-possible': {
    zh: '正式党员 {fullMembers} 人，已够单独成立党支部，不设联合党支部',
    en: '{fullMembers} full members: they may have a branch of their own, not a joint one',
  },
  'community-branch-name': {
    ground: 'rule',
    zh: '社区党支部原则上命名为“××社区党支部”',
    en: 'a community’s branch is in principle named ××社区党支部',
  },
  'too-few-full-members': {
    zh: '正式党员 {fullMembers} 人，不足 {needed} 人',
    en: '{fullMembers} full members, {needed} are needed',
  },
  'below-threshold': {
    ground: 'rule',
    zh: '党员 {members} 人，未达到 {needed} 人的条件',
    en: '{members} members: the condition is {needed}',
  },
  'date-not-fit': { ground: 'record', zh: '日期 {on} 不得晚于当日或早于成立', en: '{on} is later than today, or before it was formed' },
  'power-of-committees': {
    zh: '只有基层党委可以有审批预备党员的权限',
    en: 'only a grassroots committee may have the power to approve probationary members',
  },
  'committee-absent': {
    zh: '正式党员七人以上，宽限期已过仍未设支部委员会，先选举支委',
    en: 'seven full members or more, and no branch committee after the grace: elect one first',
  },
  'no-committee-below': {
    zh: '正式党员 {fullMembers} 人，不足 {needed} 人，只设书记和必要的副书记，不设委员',
    en: '{fullMembers} full members, fewer than {needed}: a secretary and if needed a deputy, no committee',
  },
  'one-deputy': {
    zh: '不设支部委员会的党支部，副书记只设一名',
    en: 'a branch without committee has one deputy secretary at most',
  },
  'post-not-here': { ground: 'record', zh: '{level} 没有该职务', en: 'a {level} has no such post' },
  'post-held': { ground: 'record', zh: '该职务已有人担任', en: 'the post is held already' },
  'post-not-held': { ground: 'record', zh: '该人未担任此职务', en: 'the person does not hold this post' },
  'concurrent-not-held': {
    ground: 'rule',
    zh: '该人未担任所兼的职务',
    en: 'the person does not hold the post by which he would hold this one',
  },
  'organisation-ended': { ground: 'record', zh: '党组织已撤并', en: 'the organisation has ended' },
  'group-not-here': { ground: 'record', zh: '不是本支部的党小组', en: 'it is no group of this branch' },
  'same-group': { ground: 'record', zh: '党员已在该党小组', en: 'he stands in this group already' },
  'same-name': { ground: 'record', zh: '名称没有变化', en: 'it has this name already' },
  'same-parent': { ground: 'record', zh: '已隶属于该党组织', en: 'it stands under this organisation already' },
  'top-stays': { ground: 'record', zh: '本系统最上级的党组织没有上级', en: 'nothing of this installation stands above it' },
  'group-of-its-branch': {
    ground: 'record',
    zh: '党小组属于其支部，不改变隶属；可在新的支部另行设立',
    en: 'a group is a part of its branch: under another one, another is set up',
  },
  'other-committee': {
    zh: '新的上级属于另一个具有审批权限的党委：党员 {members} 人、下级组织 {below} 个，先按组织整建制转接组织关系',
    en: 'below another committee with the power to approve: {members} members and {below} organisations here are transferred first',
  },
  'place-twice': { ground: 'record', zh: '同一处所登记了两次：{place}', en: 'the same place is told twice: {place}' },
  'duty-not-held': { ground: 'record', zh: '没有该项认领', en: 'nobody holds it' },
  'assessed-already': { ground: 'record', zh: '{year} 年已评定', en: '{year} was assessed already' },
  'not-on-the-checklist': { ground: 'record', zh: '“{item}”不在评定项目中', en: '{item} is not on the checklist' },
  'centre-stands': { ground: 'record', zh: '已设有党员服务中心：{name}', en: 'there is a member service centre already: {name}' },
  'no-centre': { ground: 'record', zh: '没有党员服务中心', en: 'there is no member service centre' },
  'seat-elsewhere': { ground: 'record', zh: '不在本党组织所在地 {seat}', en: 'it is not in the area of the organisation {seat}' },
  'nothing-due': { ground: 'record', zh: '尚未到期', en: 'nothing is due yet' },
  'not-listed': { ground: 'record', zh: '该党员不在名册中', en: 'the member is not on the roll' },
  'members-left': {
    ground: 'record',
    zh: '名册中还有党员 {members} 人、停止党籍的 {stopped} 人、下级组织 {below} 个',
    en: '{members} members, {stopped} whose membership is stopped and {below} organisations are still here',
  },
  'successor-not-fit': {
    ground: 'record',
    zh: '并入的党组织不存在、已撤并或是本组织',
    en: 'the other organisation is not in the book, has ended, or is this one',
  },
});
