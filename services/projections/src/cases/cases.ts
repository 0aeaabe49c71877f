import { table, type Table } from '@yimen/projection-engine/projection';
import type { Due } from '@yimen/kernel';
import type { caseDeadline } from '@yimen/contracts';
import type { z } from 'zod';

export type CaseDeadline = z.output<typeof caseDeadline>;

/** Rules of the deadlines that turn on the matter, as their events told them. */
export type DueRules = { readonly [D in 'check' | 'statutory' | 'delivery']?: string };

/** Every due date of a case, by the deadline's name in its slice; absent while the deadline does not run. */
export type Dues = { readonly [D in CaseDeadline]?: Due };

export type CaseState =
  | 'submitted'
  | 'checked'
  | 'supplement-requested'
  | 'supplemented'
  | 'expired-supplement'
  | 'not-accepted'
  | 'accepted'
  | 'dispatched'
  | 'handling'
  | 'forwarded'
  | 'paused'
  | 'decided'
  | 'result-ready'
  | 'delivered'
  | 'withdrawn'
  | 'archived';

/** One case as lists show it. The person stands by id; personal fields stay sealed. */
export interface CaseRow {
  readonly case: string;
  readonly item: string;
  readonly itemName: string;
  readonly taskType: string;
  readonly caseType: string;
  readonly mode: string;
  readonly channel: 'window' | 'online';
  readonly hall: string | null;
  readonly visit: string | null;
  /** Front desk that received it, implementing body, organisation that handles it, and where it was sent on. */
  readonly organisation: string;
  readonly body: string;
  readonly handledBy: string;
  readonly forwardedTo: string | null;
  readonly routedTo: string | null;
  readonly applicant: string;
  readonly noticeChannel: string;
  readonly receivedBy: string;
  readonly handler: string | null;
  readonly state: CaseState;
  /** Somebody has to do something. */
  readonly open: boolean;
  readonly receivedOn: string;
  readonly acceptedOn: string | null;
  readonly decidedOn: string | null;
  readonly deliveredOn: string | null;
  readonly outcome: 'granted' | 'refused' | 'not-ours' | null;
  readonly resultNumber: string | null;
  /** Whether the decision was in time; null before it, and where the date waited for its calendar. */
  readonly inTime: boolean | null;
  /** The date that runs now; `duePending`: it waits for its calendar (待日历). */
  readonly dueKind: CaseDeadline | null;
  readonly dueOn: string | null;
  readonly duePending: boolean;
  /** Rule of libs/policy under which that date runs. */
  readonly dueRule: string | null;
  readonly statutoryDueOn: string | null;
  readonly statutoryPending: boolean;
  readonly statutoryRule: string | null;
  readonly pausedFrom: string | null;
  readonly extended: boolean;
  readonly supplement: 'none' | 'requested' | 'delivered' | 'complete' | 'expired';
  /** Materials still missing, by their names in the guide. */
  readonly missing: readonly { readonly key: string; readonly name: string }[];
  /** Files of materials that were put to it. */
  readonly files: number;
  readonly tolerance: 'none' | 'open' | 'fulfilled' | 'unfulfilled';
  readonly toleranceDueOn: string | null;
  readonly promise: 'none' | 'open' | 'kept' | 'broken';
  /** Until when a promise is checked; null where none waits for it. */
  readonly promiseCheckDueOn: string | null;
  readonly agent: boolean;
  readonly homeVisitOn: string | null;
  readonly homeVisitDone: boolean;
  readonly accompaniments: number;
  readonly cannotDo: 'none' | 'open' | 'answered';
  readonly cannotDoTrouble: string | null;
  readonly cannotDoOn: string | null;
  readonly cannotDoDueOn: string | null;
  readonly handedOverAt: string | null;
  /** Until when the front desk passes it on; null once it has. */
  readonly handOverDueOn: string | null;
  readonly dues: Dues;
  readonly dueRules: DueRules;
  readonly phone: string | null;
  readonly address: string | null;
  readonly statement: string | null;
}

export interface VisitRow {
  readonly visit: string;
  readonly hall: string;
  readonly window: string;
  readonly class: string;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const date = { type: 'date' } as const;
const yes = { type: 'boolean' } as const;
const none = { nullable: true } as const;

export const caseTable: Table<CaseRow> = table<CaseRow>('case', {
  columns: {
    case: uuid,
    item: uuid,
    itemName: text,
    taskType: text,
    caseType: text,
    mode: text,
    channel: text,
    hall: { ...uuid, ...none },
    visit: { ...uuid, ...none },
    organisation: uuid,
    body: uuid,
    handledBy: uuid,
    forwardedTo: { ...uuid, ...none },
    routedTo: { ...uuid, ...none },
    applicant: uuid,
    noticeChannel: text,
    receivedBy: text,
    handler: { ...text, ...none },
    state: text,
    open: yes,
    receivedOn: date,
    acceptedOn: { ...date, ...none },
    decidedOn: { ...date, ...none },
    deliveredOn: { ...date, ...none },
    outcome: { ...text, ...none },
    resultNumber: { ...text, ...none },
    inTime: { ...yes, ...none },
    dueKind: { ...text, ...none },
    dueOn: { ...date, ...none },
    duePending: yes,
    dueRule: { ...text, ...none },
    statutoryDueOn: { ...date, ...none },
    statutoryPending: yes,
    statutoryRule: { ...text, ...none },
    pausedFrom: { ...date, ...none },
    extended: yes,
    supplement: text,
    missing: { type: 'json' },
    files: { type: 'int' },
    tolerance: text,
    toleranceDueOn: { ...date, ...none },
    promise: text,
    promiseCheckDueOn: { ...date, ...none },
    agent: yes,
    homeVisitOn: { ...date, ...none },
    homeVisitDone: yes,
    accompaniments: { type: 'int' },
    cannotDo: text,
    cannotDoTrouble: { ...text, ...none },
    cannotDoOn: { ...date, ...none },
    cannotDoDueOn: { ...date, ...none },
    handedOverAt: { type: 'timestamptz', nullable: true },
    handOverDueOn: { ...date, ...none },
    dues: { type: 'json' },
    dueRules: { type: 'json' },
    phone: { type: 'sealed', nullable: true },
    address: { type: 'sealed', nullable: true },
    statement: { type: 'sealed', nullable: true },
  },
  key: ['case'],
  indices: [['organisation', 'open'], ['handledBy', 'open'], ['applicant'], ['open', 'dueOn'], ['hall', 'receivedOn']],
});

export const visitTable: Table<VisitRow> = table<VisitRow>('visit', {
  columns: { visit: uuid, hall: uuid, window: text, class: text },
  key: ['visit'],
});
