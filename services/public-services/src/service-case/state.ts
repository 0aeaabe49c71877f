import type { EventOf, serviceCaseEvents } from '@yimen/contracts';
import { model, type Due, type IsoDate } from '@yimen/kernel';

export type CaseEvent = EventOf<(typeof serviceCaseEvents)[number]>;
export type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

type Submitted = Of<'CaseSubmitted'>;
export type MaterialRef = Submitted['provided'][number];
export type MissingMaterial = Submitted['missing'][number];

/** What the submission fixed: the guide's words and limits as of then, and the people and bodies. */
export type Submission = Omit<
  Submitted,
  'type' | 'provided' | 'missing' | 'personal' | 'phone' | 'address' | 'statement' | 'checkDue' | 'onlineCheckDue' | 'receivedOn'
>;

/** Everything a case may hold in any state. */
interface Case extends Submission {
  /** Day of receipt, or of the supplement that completed it: from here it counts as accepted where no notice came in time. */
  readonly receivedOn: string;
  readonly checkDue: Due;
  readonly provided: readonly MaterialRef[];
  readonly missing: readonly MissingMaterial[];
  /** Files of materials, by the key of the guide; sealed under the applicant's keys. */
  readonly files: readonly Pick<Of<'MaterialFiled'>, 'key' | 'file' | 'kind' | 'bytes'>[];
  /** There is one supplement notice per case. */
  readonly supplement: { readonly notice: string | null; readonly due: Due | null } | null;
  readonly tolerance: { readonly materials: readonly MaterialRef[]; readonly state: 'open' | 'fulfilled' | 'unfulfilled' } | null;
  readonly promised: { readonly kept: boolean | null } | null;
  readonly agent: Omit<Of<'AgentAuthorised'>, 'type'> | null;
  readonly homeVisit: { readonly staff: readonly string[]; readonly appointment: string; readonly done: boolean } | null;
  readonly accompaniments: number;
  /** Body that handles: the implementing body, or where it was dispatched to. */
  readonly handledBy: string;
  readonly handler: string | null;
  readonly cannotDo: { readonly due: Due; readonly routedTo: string | null; readonly answered: boolean } | null;
}

/** Since acceptance. */
interface Accepted {
  readonly acceptedOn: string;
  readonly limitUnit: 'WD' | 'CD' | 'M';
  readonly due: Due;
  readonly statutoryDue: Due | null;
  /** Last day of a limit in calendar days or months before any holiday is looked at (CIV 203); null where there is none. Pauses move it. */
  readonly end: IsoDate | null;
  readonly statutoryEnd: IsoDate | null;
  readonly extended: boolean;
}

interface Decided {
  readonly outcome: Of<'CaseDecided'>['outcome'];
  readonly decidedOn: string;
  readonly deliveryDue: Due;
  /** How the result reached the applicant; null before. */
  readonly deliveredBy: Of<'CaseDelivered'>['way'] | null;
}

type With<Status extends string, More = unknown> = Status extends string ? { readonly status: Status } & Case & More : never;

export type Received = With<'submitted' | 'checked' | 'supplement-requested' | 'supplemented'>;
export type Running = With<'accepted' | 'dispatched' | 'handling', Accepted>;
export type Finished = With<'decided' | 'result-ready' | 'delivered', Accepted & Decided>;

/** A case of a matter for a person (办件, 5.3.2). Being rated is a fact of another stream, never a state of this one. */
export type ServiceCase =
  | { readonly status: 'none' }
  | Received
  | With<'expired-supplement' | 'not-accepted' | 'withdrawn'>
  | Running
  | With<'forwarded', Accepted & { readonly forwardedTo: string }>
  | With<'paused', Accepted & { readonly pausedFrom: string }>
  | Finished
  | With<'archived', { readonly outcome: Decided['outcome'] | null }>;

export type Standing = Exclude<ServiceCase, { status: 'none' }>;
export type Undecided = Extract<ServiceCase, { status: 'accepted' | 'dispatched' | 'handling' | 'forwarded' | 'paused' }>;

export type CaseParty = 'window' | 'body' | 'applicant' | 'forwarded' | 'routed';

export const { move, aggregate } = model<ServiceCase, CaseEvent, CaseParty>();

/** Roles of the front desk, of the back office, and of those who head it. */
export const front = ['window-clerk', 'hall-manager', 'community-worker'] as const;
export const back = ['case-handler', 'department', 'sub-district', 'director'] as const;
export const heads = ['department', 'sub-district', 'director'] as const;

/** Service modes as a refusal names them. */
export const modeNames: Readonly<Record<Submission['mode'], string>> = {
  ordinary: '普通办理',
  'at-once': '即办',
  agent: '代办',
  accompanied: '陪办',
  'home-visit': '上门办',
};
