import { z } from 'zod';

/** Levels of the Party network (4.1): 党小组, 党支部, 联合党支部, 党总支, 基层党委. */
export const partyLevels = ['group', 'branch', 'joint-branch', 'general-branch', 'committee'] as const;
export type PartyLevel = (typeof partyLevels)[number];

/** Standing of a member: 正式党员, 预备党员. */
export const memberStanding = z.enum(['full', 'probationary']);
export type MemberStanding = z.infer<typeof memberStanding>;

/** How far an organisation is connected to the Party member system: not at all, in its province, nation-wide. */
export const partyConnections = ['none', 'province', 'national'] as const;

/**
 * 十项制度 (R-107; the third one's name is masked in the source): 支部议事, 党建联席会议, (masked), 创先争优, 组织生活会, 民主评议党员, 流动党员管理, 服务承诺,
 * 设岗定责, 党费收缴. A branch files the text of each.
 */
export const partySystemKinds = [
  'system-branch-deliberation',
  'system-joint-meeting',
  'system-masked',
  'system-excellence-drive',
  'system-organisation-life',
  'system-democratic-assessment',
  'system-floating-members',
  'system-service-promises',
  'system-post-duties',
  'system-dues-collection',
] as const;

/** 二表, 六簿 (R-110; the first book's name is masked in the source), 五档 and the ten systems. */
export const partyDocumentKinds = [
  ...partySystemKinds,
  ...['in-service-post-claims', 'member-post-duties'],
  ...['meetings-book', 'member-register', 'floating-register', 'help-register', 'seal-register', 'service-teams'],
  ...['work-file', 'development-file', 'dues-file', 'activities-file', 'documents-from-above'],
] as const;

/** What cadence is checked for: 主题党日, 组织生活会, 民主评议, 集中学习. */
export const partyActivityKinds = ['theme-day', 'organisation-life', 'democratic-assessment', 'study'] as const;
/** What the life of a branch is looked at for: its activities, and whether it took in members. */
export const partyCadences = [...partyActivityKinds, 'new-members'] as const;
export type PartyCadence = (typeof partyCadences)[number];

/** Posts in a Party organisation; those of a group head it and its building. */
export const partyPosts = ['secretary', 'deputy-secretary', 'committee-member', 'group-leader', 'building-head'] as const;
export type PartyPost = (typeof partyPosts)[number];

/** Places in which the Party's organisations stand: 楼栋、商务楼宇、商业街区、“两新”组织、农民工聚集地. */
export const partyPlaces = ['building', 'commercial-tower', 'commercial-street', 'two-new-organisation', 'migrant-workers'] as const;
export type PartyPlace = (typeof partyPlaces)[number];

/** Forms in which members take part: 党员责任区、党员示范岗、党员示范户、设岗定责、依岗承诺、结对帮扶. */
export const partyForms = [
  'responsibility-area',
  'demonstration-post',
  'demonstration-household',
  'post-duties',
  'post-promise',
  'pairing-help',
] as const;
export type PartyForm = (typeof partyForms)[number];

/** Groups from which members are recruited: 下岗失业人员、流动人员、其他社会阶层; beside them 退休人员 and 其他, so that everybody has one. */
export const recruitGroups = ['laid-off', 'floating', 'other-strata', 'retired', 'other'] as const;
export type RecruitGroup = (typeof recruitGroups)[number];

/** What a roll may reach or fall below. */
export const partyThresholds = [
  'group-below',
  'branch-below',
  'general-branch-below',
  'branch-large',
  'general-branch-reached',
  'committee-reached',
  'committee-absent',
  'committee-below',
  'secretary-absent',
] as const;
export type PartyThreshold = (typeof partyThresholds)[number];

export const day = z.iso.date();
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const name = z.string().min(1).max(120);
export const reason = z.string().min(1).max(200);
export const number = z.string().min(1).max(60);
/** Statistical area code of a community, or of a grid with three digits more. */
export const seat = z.string().regex(/^\d{12}(\d{3})?$/);
export const ruleId = z.string().min(1).max(60);
export const count = z.int().min(0);
/** Revision of the stream that tells it, so that of two tidings the later one counts in whatever order they come. */
export const asOf = z.string().regex(/^[1-9]\d*$/);

/** Ids used in samples only. */
export const sample = {
  organisation: '01981f00-0000-7000-8000-0000000000a1',
  above: '01981f00-0000-7000-8000-0000000000a2',
  other: '01981f00-0000-7000-8000-0000000000a3',
  person: '01981f00-0000-7000-8000-0000000000b1',
  transfer: '01981f00-0000-5000-8000-0000000000c1',
  alias: '01981f00-0000-4000-8000-0000000000d1',
  sealed: 'yv1.A256GCM.0198a3f0-0000-7000-8000-000000000091.c2FtcGxl',
  decisionNo: '张委组〔2026〕1号',
} as const;
