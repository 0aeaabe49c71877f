import type { EventOf, legalGrounds, personEvents, recordSeries, residenceKinds } from '@yimen/contracts';
import { model, refusals, type IsoDate, type Role, type Sealed, type When } from '@yimen/kernel';

export type Series = (typeof recordSeries)[number];
export type ResidenceKind = (typeof residenceKinds)[number];
export type LegalGround = (typeof legalGrounds)[number];

export interface Tag {
  readonly tagId: string;
  readonly tag: Sealed;
  readonly tagGround: Sealed | null;
  readonly viewers: readonly Role[];
  readonly namedViewer: string | null;
  readonly expiresOn: IsoDate;
}
export interface Consent {
  readonly consentId: string;
  readonly purpose: string;
  readonly noticeVersion: string;
  readonly withdrawn: boolean;
  /** The record rests on it: without it, it is stored and nothing else. */
  readonly basis: boolean;
}
export interface Hold {
  readonly holdId: string;
  readonly ground: string;
}

/**
 * What is kept of a person (2.1 within 13.9): no ethnic group and no political status, which only a matter with its own ground may ask for.
 * The date of birth stays inside the sealed number; in clear stand the sex and the year of birth, which later decisions need (PIPL 6).
 * A personal field is null where there is none, or where its series was forgotten.
 */
export interface Details {
  readonly person: string;
  /** The register's random name of the identity number; null once the series was forgotten. */
  readonly identity: string | null;
  readonly name: Sealed | null;
  readonly identityNumber: Sealed | null;
  readonly identityIndex: Sealed | null;
  readonly phone: Sealed | null;
  readonly phoneIndex: Sealed | null;
  readonly residenceAddress: Sealed | null;
  readonly registeredAddress: Sealed | null;
  readonly sex: 'male' | 'female';
  readonly bornIn: number;
  readonly community: string;
  readonly collector: string;
  readonly residenceKind: ResidenceKind;
  readonly legalGround: LegalGround;
  /** One household at a time (13.5): held here, so that no second one can be joined meanwhile. */
  readonly household: string | null;
  /** He lives outside the communities of this installation; his record stays where it is kept. */
  readonly away: { readonly since: IsoDate; readonly county: string | null } | null;
  readonly tags: readonly Tag[];
  readonly tagsGiven: number;
  readonly consents: readonly Consent[];
  readonly holds: readonly Hold[];
  readonly holdsPlaced: number;
  readonly forgotten: readonly Series[];
}

export type RetainUntil = { readonly [S in Series]: IsoDate };
type Retained = Details & { readonly ground: string; readonly retainUntil: RetainUntil };
/** `series` null: all of them. */
type Request = Retained & { readonly series: Series | null; readonly requestedBy: string };

export type Person =
  | { readonly status: 'none' }
  | ({ readonly status: 'registered' } & Details)
  | ({ readonly status: 'sealed' } & Retained)
  | ({ readonly status: 'forgetting-requested' } & Request)
  | ({ readonly status: 'forgetting-approved'; readonly approvedBy: string; readonly waitUntil: IsoDate } & Request)
  | { readonly status: 'forgotten'; readonly person: string; readonly community: string; readonly collector: string }
  | { readonly status: 'destroyed'; readonly person: string; readonly community: string; readonly collector: string };

export type PersonEvent = EventOf<(typeof personEvents)[number]>;
export type Kept = When<Person, 'registered' | 'sealed' | 'forgetting-requested' | 'forgetting-approved'>;
export type Registered = When<Person, 'registered'>;

/**
 * `community` keeps the book, `collector` asked for the fields, `self` is the person; `target` is the community a person moves to.
 * `records` and `collectorRecords` are the records officers of the two. A record that is only stored has no other side (PIPL 47): then
 * `stored` opens it to the records officers of the community.
 */
export type PersonParty = 'community' | 'collector' | 'self' | 'target' | 'records' | 'collectorRecords' | 'stored';

export const { move, aggregate } = model<Person, PersonEvent, PersonParty>();

export const refuse = refusals({
  'identity-number-invalid': { ground: 'record', zh: '公民身份号码不正确：{reason}', en: 'the identity number is wrong: {reason}' },
  'test-number': { ground: 'protection', zh: '正式库不接受测试号码', en: 'test numbers are not accepted in production' },
  'real-number': {
    ground: 'protection',
    zh: '演示库只接受测试号码（99开头）',
    en: 'a demonstration store accepts test numbers (99…) only',
  },
  'phone-invalid': { ground: 'record', zh: '电话号码不正确', en: 'the phone number is wrong' },
  'identity-registered': {
    ground: 'record',
    zh: '该证件号码已登记，不得重复登记',
    en: 'this identity number is registered already; no person twice',
  },
  'same-number': { ground: 'record', zh: '号码与已登记的相同', en: 'the number is the one already registered' },
  'not-a-committee': {
    ground: 'record',
    zh: '所填组织不是有效的居民（村民）委员会',
    en: "the organisation is not an active residents' or village committee",
  },
  'since-future': { ground: 'record', zh: '居住起始日期 {since} 晚于今天', en: '{since} is in the future' },
  'away-already': { ground: 'record', zh: '已登记外迁', en: 'he is on record as moved away' },
  'not-away': { ground: 'record', zh: '没有外迁登记', en: 'he is not on record as moved away' },
  'before-leaving': { ground: 'record', zh: '迁回日期 {since} 早于外迁日期', en: '{since} is before the day on which he left' },
  'household-not-open': { ground: 'record', zh: '住户不存在或已撤销', en: 'the household does not exist or is dissolved' },
  'household-elsewhere': { ground: 'record', zh: '住户不在本人所在社区', en: 'the household is in another community' },
  'household-room-gone': {
    ground: 'record',
    zh: '该户的户室已不在区划册，须先整户迁移',
    en: 'the room of that household no longer stands in the book of areas: the household moves first',
  },
  'is-away': {
    ground: 'record',
    zh: '本人自 {since} 外迁，未迁回不得加入住户',
    en: 'he lives elsewhere since {since} and has to come back first',
  },
  'in-a-household': {
    ground: 'record',
    zh: '本人已属一户，须先退出',
    en: 'the person belongs to a household already and has to leave it first',
  },
  'not-in-a-household': { ground: 'record', zh: '本人未加入任何住户', en: 'the person belongs to no household' },
  'tag-not-stored': { ground: 'protection', zh: '该类标签不作存储', en: 'this tag is not stored' },
  'tag-ground': { zh: '法律依据与标签不符', en: 'the law named is not the one on which this tag rests' },
  'named-viewer-only': {
    zh: '留守儿童、困境儿童标签须指定专人查看，其他标签不得指定',
    en: 'the tags for left-behind and distressed children need one named viewer, others have none',
  },
  'not-a-child-worker': {
    zh: '{namedViewer}不是本社区在任的社区工作者，不能担任未成年人保护专人',
    en: '{namedViewer} is no community worker of this community and cannot be its named child worker',
  },
  'notice-not-asked': { zh: '监护人的书面告知只随留守儿童、困境儿童登记', en: "a guardian's notice belongs to the tags of a child only" },
  'notice-in-future': { ground: 'record', zh: '书面告知日期 {guardianNoticeOn} 晚于今天', en: '{guardianNoticeOn} is in the future' },
  'tag-expired': { zh: '到期日 {expiresOn} 须晚于今天', en: 'the last day {expiresOn} has to be after today' },
  'tag-missing': { zh: '没有该标签', en: 'there is no such tag' },
  'nothing-expired': { zh: '没有到期标签', en: 'no tag has expired' },
  'guardian-consent': { zh: '不满{age}周岁，须由监护人同意', en: 'under {age}: the guardian has to consent' },
  'separate-consent': {
    zh: '不满{age}周岁的信息属敏感个人信息，须单独同意',
    en: 'what is kept of a child under {age} is sensitive: the consent has to be a separate one',
  },
  'consent-needed': { zh: '该记录以本人同意为依据，须先取得同意', en: 'the record rests on consent, which has to be given first' },
  'consent-not-the-ground': {
    zh: '处理依据不是同意，不得要求同意',
    en: 'the legal ground is another one: no consent is asked for it',
  },
  'consent-missing': { zh: '没有可撤回的该项同意', en: 'there is no such consent to withdraw' },
  'reopened-by-himself': {
    zh: '本人申请删除的，只能由本人恢复使用',
    en: 'sealed because the person asked for deletion: only he may have it used again',
  },
  'already-forgotten': { ground: 'record', zh: '该类信息已销毁', en: 'this series is forgotten already' },
  'legal-hold': { zh: '存在法定留存：{holds}', en: 'a legal hold stands: {holds}' },
  'hold-missing': { ground: 'record', zh: '没有该项留存', en: 'there is no such hold' },
  'retention-running': {
    zh: '保存期限至 {until}，届满前只可封存',
    en: 'the retention period runs until {until}; before, the record is only sealed',
  },
  'use-in-future': { ground: 'record', zh: '最后使用日期 {lastUsedOn} 晚于今天', en: '{lastUsedOn} is in the future' },
  'still-kept': {
    ground: 'protection',
    zh: '自最后使用日{lastUsedOn}起保存至 {until}，尚未届满',
    en: 'kept until {until}, counted from the last use on {lastUsedOn}: the period is not over',
  },
  'second-person': { ground: 'protection', zh: '须由另一名档案管理员批准', en: 'another records officer has to approve' },
  waiting: { ground: 'protection', zh: '等待期至 {until}', en: 'the waiting time runs until {until}' },
});
