import type { admissionEvents, EventOf } from '@yimen/contracts';
import { model, type Due } from '@yimen/kernel';

export type AdmissionEvent = EventOf<(typeof admissionEvents)[number]>;
export type Of<T extends AdmissionEvent['type']> = Extract<AdmissionEvent, { type: T }>;
export type Form = Of<'ApplicationDrafted'>['form'];
export type Hit = Of<'ApplicationRejected'>['hits'][number];
export type AdmittedClass = Of<'MatterClassified'>['class'];

interface Draft {
  readonly department: string;
  readonly office: string;
  readonly form: Form;
  readonly number: string | null;
  readonly version: number;
  /** Gaps of the one notice of the form check; null before it. */
  readonly gapsTold: readonly string[] | null;
}
interface Submitted {
  readonly number: string;
  readonly submittedOn: string;
  readonly decisionDue: Due;
}
/** Null for a matter that was exempt from application. */
interface Reviewed {
  readonly bodies: { readonly justice: string; readonly finance: string; readonly review: string } | null;
}
interface Classified {
  readonly class: AdmittedClass;
  /** Money needed, in fen, and the budget line that has it. */
  readonly needed: string | null;
  readonly budgetLine: string | null;
}
interface Asked {
  readonly asked: readonly string[];
  readonly subDistrict: string;
  readonly heard: readonly string[];
}
/** Money that arrived by a paper; `amount` is what of it has not gone back. */
export interface Received {
  readonly amount: string;
  readonly system: Of<'InstalmentReceived'>['system'];
  readonly voucher: string;
  readonly bankDate: string;
  readonly confirmed: boolean;
  /** Papers by which some of it went back, as `system number date`. */
  readonly returns: readonly string[];
}
/** Terms that the department has signed for one community and that are not in force yet, with who signed so far. */
export interface Offer {
  readonly terms: Of<'AgreementOffered'>['terms'];
  readonly signatures: readonly Of<'AgreementOffered'>['signature'][];
}
/** Agreement of one community, with the money that came. */
export interface Agreement {
  readonly amount: string;
  readonly plan: Of<'AgreementSigned'>['plan'];
  /** First and last day of its terms, the earliest first. */
  readonly periods: readonly { readonly from: string; readonly to: string }[];
  readonly received: readonly Received[];
  /** What finance last said of each commitment for it; none before finance has said anything. */
  readonly commitments: Readonly<Record<string, Pick<Of<'CommitmentNoted'>, 'amount' | 'outcome' | 'because'>>>;
}
/** Purchase contract of finance with its term, where finance told it. */
export interface Contract {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly over: boolean;
}
export interface Entry {
  readonly communities: 'all' | readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly listedOn: string;
  readonly conditions: Readonly<Record<string, { readonly confirmed: boolean }>>;
  /** Purchase contract on which the matter rests; null before it has one. */
  readonly contract: Contract | null;
  /** By community: what is offered, and what is in force. */
  readonly offers: Readonly<Record<string, Offer>>;
  readonly agreements: Readonly<Record<string, Agreement>>;
}
interface Running {
  readonly activeFrom: string;
  readonly endsOn: string | null;
  readonly extensions: number;
  /** The oldest year that has not been reviewed. */
  readonly toReview: number;
  readonly basis: { readonly law: string; readonly article: string };
}
type With<Status extends string, More = unknown> = Status extends string ? { readonly status: Status } & Draft & More : never;
type UnderWay = Submitted & Reviewed;
type Decided = UnderWay & Classified;

export type Standing = With<'listed' | 'agreed' | 'funded' | 'contracted', Decided & { readonly entry: Entry }>;
export type Active = With<'active' | 'amended', Decided & { readonly entry: Entry } & Running>;
export type Suspended = With<
  'suspended',
  Decided & { readonly entry: Entry } & Running & {
      readonly ground: Of<'MatterSuspended'>['ground'];
      readonly suspendedFrom: 'active' | 'amended';
    }
>;
export type UnderReview = With<
  'under-review',
  Decided & { readonly entry: Entry } & Running & { readonly year: number; readonly reviewedFrom: 'active' | 'amended' }
>;

/** An application for admission of a matter and the matter it leads to (准入, 5.1.4 and 13.1). */
export type Admission =
  | { readonly status: 'none' }
  | With<'draft'>
  | With<'submitted', Submitted>
  | With<'returned', Submitted>
  | With<'withdrawn' | 'rejected', { readonly number: string }>
  | With<'form-checked', UnderWay>
  | With<'classified' | 'legal-ok' | 'finance-ok', Decided>
  | With<'opinions-asked' | 'opinion-done', Decided & Asked>
  | With<'approved', Decided>
  | Standing
  | Active
  | Suspended
  | UnderReview
  | With<'expired' | 'exited', Decided & { readonly entry: Entry }>;

export type In<Status extends Admission['status']> = Extract<Admission, { status: Status }>;
export type AdmissionParty = 'department' | 'office' | 'justice' | 'finance' | 'review' | 'community' | 'subDistrict' | 'witness';

export const { move, aggregate } = model<Admission, AdmissionEvent, AdmissionParty>();

/** Who acts for a body of government here. */
export const officers = ['department'] as const;
/** Who reviews the law of a matter: a role of its own, so that no department reviews itself. */
export const legal = ['legal-reviewer'] as const;
/** Who acts for a residents' committee. */
export const committee = ['director'] as const;
