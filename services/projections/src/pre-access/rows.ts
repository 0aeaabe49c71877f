import type { Due } from '@yimen/kernel';

/** Where an application or its matter stands; what comes between the list and the start shows in the money. */
export const admissionStates = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '已提交', en: 'submitted' },
  returned: { zh: '已退回', en: 'returned' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  rejected: { zh: '已驳回', en: 'rejected' },
  'form-checked': { zh: '形式审查通过', en: 'form checked' },
  classified: { zh: '已分类', en: 'classified' },
  'legal-ok': { zh: '合法性审查通过', en: 'legal review passed' },
  'finance-ok': { zh: '经费审查通过', en: 'finance review passed' },
  'opinions-asked': { zh: '征求意见中', en: 'opinions asked' },
  'opinion-done': { zh: '意见已征求', en: 'opinions heard' },
  approved: { zh: '已批准', en: 'approved' },
  listed: { zh: '已列入清单，待生效', en: 'listed, not active yet' },
  active: { zh: '生效', en: 'active' },
  suspended: { zh: '暂停', en: 'suspended' },
  'under-review': { zh: '评估中', en: 'under review' },
  expired: { zh: '已到期', en: 'expired' },
  exited: { zh: '已退出', en: 'exited' },
} as const;
export type AdmissionState = keyof typeof admissionStates;

/** Deadlines of an application, as its slice names them. */
export type Dues = { readonly [D in 'form-check' | 'decision' | 'resubmit' | 'opinions' | 'review' | 'money']?: Due };

/** A guard that was met, as it was recorded. */
export interface Hit {
  readonly guard: string;
  readonly rule: string;
  readonly binding: boolean;
}

/** One application and the matter it leads to, as it stands now. */
export interface AdmissionRow {
  readonly application: string;
  readonly county: string;
  readonly number: string | null;
  readonly version: number;
  readonly department: string;
  readonly office: string;
  readonly justice: string | null;
  readonly finance: string | null;
  readonly review: string | null;
  readonly subDistrict: string | null;
  readonly matter: string | null;
  readonly name: string;
  readonly classAsked: string;
  readonly class: string | null;
  readonly flags: readonly string[];
  readonly everywhere: boolean;
  readonly communities: readonly string[];
  readonly fromOn: string;
  readonly toOn: string | null;
  readonly law: string;
  readonly article: string;
  readonly words: string;
  readonly state: AdmissionState;
  readonly submittedOn: string | null;
  readonly decidedOn: string | null;
  readonly listedOn: string | null;
  readonly activeFrom: string | null;
  readonly endedOn: string | null;
  readonly endGround: string | null;
  /** Guards that ended the application; none otherwise. */
  readonly hits: readonly Hit[];
  readonly reason: string | null;
  readonly hoursPerYear: number;
  /** Year under review, and the years that were reviewed. */
  readonly reviewYear: number | null;
  readonly reviewed: readonly number[];
  readonly reviewDueOn: string | null;
  /** The date that runs now; `duePending`: it waits for its calendar (待日历). */
  readonly dueKind: keyof Dues | null;
  readonly dueOn: string | null;
  readonly duePending: boolean;
  readonly dues: Dues;
}

/** Interval row: the state of an application from a day on, until its next row. */
export interface PeriodRow {
  readonly application: string;
  readonly fromOn: string;
  readonly state: AdmissionState;
}

/** One event of an application with why it happened. */
export interface StepRow {
  readonly application: string;
  readonly step: number;
  readonly on: string;
  readonly type: string;
  /** Rule of libs/policy under which the step stands. */
  readonly rule: string | null;
  readonly reason: string | null;
  /** Guards met: they ended the application, or a second person set them aside (`setAside`). */
  readonly hits: readonly Hit[];
  readonly setAside: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A line of one of the four registers, from a day to a day. */
export interface EntryRow {
  readonly county: string;
  /** Matter of the catalogue that the county adopted, or the application that brought the line. */
  readonly entry: string;
  readonly fromOn: string;
  readonly toOn: string | null;
  readonly list: 'self-government' | 'assist' | 'negative' | 'entrusted-purchased';
  readonly matter: string | null;
  readonly name: string;
  readonly application: string | null;
  readonly everywhere: boolean;
  readonly communities: readonly string[];
  /** Approval under which the county adopted it; of an application it stands with the application. */
  readonly approval: string | null;
  readonly reason: string | null;
}

/**
 * What a community was promised for an entry, in fen, as often as it was: by each agreement, of which all count, or by the conditions of
 * assistance, of which the last count. So the sums of an earlier day stay what they were.
 */
export interface PromiseRow {
  readonly application: string;
  readonly community: string;
  readonly ordinal: number;
  readonly kind: 'agreement' | 'conditions';
  readonly promised: bigint;
  readonly promisedOn: string;
}

/** An instalment that was promised, in fen. */
export interface InstalmentRow {
  readonly application: string;
  readonly community: string;
  readonly ordinal: number;
  /** Day on which its agreement was signed. */
  readonly promisedOn: string;
  readonly dueOn: string;
  readonly amount: bigint;
}

/** What finance last said of a commitment for an agreement, in fen: bound in the department's source, or not, and why. */
export interface CommitmentRow {
  readonly application: string;
  readonly community: string;
  readonly commitment: string;
  readonly amount: bigint;
  readonly outcome: 'committed' | 'refused';
  readonly because: string | null;
  readonly notedOn: string;
}

/** Money that arrived under a voucher, in fen, and when the community confirmed it; less than nothing where it went back. */
export interface ReceiptRow {
  readonly application: string;
  readonly community: string;
  readonly system: string;
  readonly voucher: string;
  readonly amount: bigint;
  readonly bankDate: string;
  /** The paper that this one gives back, as `system number date`. */
  readonly returns: string | null;
  readonly confirmedOn: string | null;
}

/** A community's refusal of a task. */
export interface RefusalRow {
  readonly refusal: string;
  readonly county: string;
  readonly community: string;
  readonly department: string;
  readonly task: string;
  readonly matter: string | null;
  readonly application: string | null;
  readonly reason: 'NOT_ON_LIST' | 'NEGATIVE_LIST';
  readonly on: string;
}

/** What is counted of a department. */
export const admissionMeasures = [
  'submitted',
  'returned',
  'rejected',
  'withdrawn',
  'approved',
  'listed',
  'expired',
  'exited',
  // Tasks that communities refused, and reports of tasks imposed: told from the least number on, when the year is over.
  'refusedByCommunities',
  'reports',
  'reportsConfirmed',
] as const;
export type AdmissionMeasure = (typeof admissionMeasures)[number] | 'guard';

/** A count that one stream contributes; the sum over all of them is the figure (decision 13). */
export interface CountRow {
  readonly source: string;
  readonly measure: AdmissionMeasure;
  /** Guard that was met, for the measure `guard`; empty otherwise. */
  readonly part: string;
  readonly department: string;
  /** Office of the admission, or organ that looks into reports. */
  readonly overseer: string | null;
  readonly year: number;
  readonly amount: number;
}
